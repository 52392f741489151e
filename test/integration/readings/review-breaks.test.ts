import { expect, test } from 'vitest';
import type { ReadingId } from '../../../main/shared/ids.ts';
import { makeStation, type TestStation } from '../../support/station.ts';
import { addHouse, addTariff, BY_YEAR, type House, newRequest, read } from '../billing/fixture.ts';

const JUNE = { month: '2026-06', service: 'electricity' } as const;

async function house(ann: TestStation, door = '3-501'): Promise<House> {
  const made = addHouse(ann, door);
  for (const [i, month] of ['02', '03', '04', '05'].entries())
    await read(ann, made, `2026-${month}-01T10:00:00`, 1180 + i * 180);
  return made;
}
const as = (ann: TestStation) => ann.as('manager').readings;
const accept = (ann: TestStation, ...readingIds: ReadingId[]) =>
  as(ann).decide({ readingIds, decision: 'accept', note: '电话核实', requestId: newRequest() });
const undo = (ann: TestStation, ...readingIds: ReadingId[]) =>
  as(ann).undo({ readingIds, note: '再核实', requestId: newRequest() });

test('a reading between the two of a standing bill is in it: its decision is not taken back, nor is it set aside', async () => {
  await using ann = makeStation();
  await addTariff(ann, 'ZJ', BY_YEAR);
  const made = await house(ann);
  const between = await read(ann, made, '2026-06-01T10:00:00', 2720);
  await accept(ann, between);
  const last = await read(ann, made, '2026-06-29T10:00:00', 2900);
  await accept(ann, last);
  expect((await ann.as('manager').billing.preview(JUNE)).bills).toBe(1);
  await ann.as('manager').billing.issue(JUNE);
  expect((await undo(ann, between)).items).toMatchObject([{ code: 'reading.billed' }]);
  const reject = { readingId: between, decision: 'reject' as const, note: '读错了', requestId: newRequest() };
  await expect(as(ann).review(reject)).rejects.toThrow('reading.billed');
});

test('one that counted only after the bill was issued can be taken back', async () => {
  await using ann = makeStation();
  await addTariff(ann, 'ZJ', BY_YEAR);
  const made = await house(ann);
  await accept(ann, await read(ann, made, '2026-06-29T10:00:00', 2000));
  await ann.as('manager').billing.issue(JUNE);
  ann.setClock('2026-06-30T09:00:00+08:00');
  const { readingId } = await ann.as('reader').readings.record({
    ...{ meterId: made.meterId, readOn: '2026-06-15', totalMilli: 1_850_000 },
    ...{ isConfirmed: true, note: '补录', requestId: newRequest() },
  });
  await accept(ann, readingId);
  expect(await undo(ann, readingId)).toMatchObject({ done: 1, refused: 0 });
});

test('two people decide the same reading: the second is told, and nothing changes', async () => {
  await using ann = makeStation();
  const made = await house(ann);
  const readingId = await read(ann, made, '2026-06-01T10:00:00', 2720);
  const [first, second] = await Promise.all([
    accept(ann, readingId),
    as(ann).decide({ readingIds: [readingId], decision: 'send-back', note: '重抄', requestId: newRequest() }),
  ]);
  expect([first.done, second.done]).toEqual([1, 0]);
  expect(second.items).toMatchObject([{ code: 'reading.already-decided' }]);
  const [row] = await as(ann).history({ meterId: made.meterId });
  expect(row).toMatchObject({ state: 'accepted', decisions: [{ decision: 'accept' }] });
});

test('a bulk of good, lower and decided ones does what can be done and names the rest', async () => {
  await using ann = makeStation();
  const houses = [await house(ann, '1-101'), await house(ann, '1-102'), await house(ann, '1-103')];
  const totals = [2720, 900, 2800];
  const ids: ReadingId[] = [];
  for (const [i, made] of houses.entries()) ids.push(await read(ann, made, '2026-06-01T10:00:00', totals[i] ?? 0));
  await accept(ann, ids[2] as ReadingId);
  const result = await accept(ann, ...ids);
  expect(result).toMatchObject({ done: 1, refused: 2 });
  expect(result.items.map(({ meterNo, code }) => [meterNo, code])).toEqual([
    ['M1-101', null],
    ['M1-102', 'reading.unacceptable'],
    ['M1-103', 'reading.already-decided'],
  ]);
});

test('a correction below the reading before is refused, and the doubtful one still waits', async () => {
  await using ann = makeStation();
  const made = await house(ann);
  const readingId = await read(ann, made, '2026-06-01T10:00:00', 2720);
  const cmd = { readingId, totalMilli: 1_500_000, note: '看错位', requestId: newRequest() };
  expect(await as(ann).previewCorrectDoubtful({ readingId, totalMilli: 1_500_000 })).toMatchObject({
    code: 'reading.unacceptable',
  });
  await expect(as(ann).correctDoubtful(cmd)).rejects.toThrow('reading.unacceptable');
  expect((await as(ann).history({ meterId: made.meterId }))[0]).toMatchObject({ readingId, state: 'doubtful' });
});

test('what was really read after an estimate, and below it, waits and is not billed', async () => {
  await using ann = makeStation();
  await addTariff(ann, 'ZJ', BY_YEAR);
  const made = await house(ann);
  const readingId = await read(ann, made, '2026-06-01T10:00:00', 2720);
  await as(ann).decide({ readingIds: [readingId], decision: 'estimate', note: '没人在家', requestId: newRequest() });
  await read(ann, made, '2026-06-20T10:00:00', 1740);
  const [real] = await as(ann).history({ meterId: made.meterId });
  expect(real).toMatchObject({ state: 'doubtful', doubts: ['lower'] });
  const { bills, exceptions } = await ann.as('manager').billing.preview(JUNE);
  expect([bills, exceptions.map(({ reason }) => reason)]).toEqual([0, ['doubtful-reading']]);
});
