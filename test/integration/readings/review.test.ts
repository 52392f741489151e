import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openRereads } from '../../../main/modules/readings/index.ts';
import type { ReadingId } from '../../../main/shared/ids.ts';
import { makeStation, type TestStation } from '../../support/station.ts';
import { addHouse, addTariff, BY_YEAR, type House, newRequest, read } from '../billing/fixture.ts';

const refused = (code: string) => ({ cause: { code } });
const MONTHS = ['02', '03', '04', '05'];

/** Read at 180 a month from 1000 on: 1720 in May. What June says is up to the test. */
async function history(ann: TestStation, door = '3-501'): Promise<House> {
  const house = addHouse(ann, door);
  for (const [i, month] of MONTHS.entries()) await read(ann, house, `2026-${month}-01T10:00:00`, 1180 + i * 180);
  return house;
}

const decide = (
  ann: TestStation,
  readingIds: readonly ReadingId[],
  decision: 'accept' | 'reject' | 'send-back' | 'estimate',
  more: object = {},
) =>
  ann
    .as('manager')
    .readings.decide({ readingIds: [...readingIds], decision, note: '电话核实', requestId: newRequest(), ...more });
const queue = (ann: TestStation, filter: object = {}) => ann.as('reader').readings.reviewQueue(filter);
const stateOf = (ann: TestStation, id: number) =>
  ann.station.db.prepare('SELECT state FROM reading WHERE id = ?').pluck().get(id);
const soundAudit = (ann: TestStation) => ann.station.db.prepare('SELECT count(*) FROM reading_decision').pluck().get();

test('a row shows the figures behind its doubts, and the filters find it', async () => {
  await using ann = makeStation();
  const high = await history(ann);
  const zero = await history(ann, '4-101');
  const highId = await read(ann, high, '2026-06-01T10:00:00', 2720);
  await read(ann, zero, '2026-06-01T11:00:00', 1720);
  ann.setClock('2026-06-11T10:00:00+08:00');
  const all = await queue(ann);
  expect(all).toMatchObject({
    waiting: 2,
    matching: 2,
    buildings: ['3', '4'],
    sources: [{ source: 'manual', count: 2 }],
  });
  expect(all.reasons).toEqual([
    { reason: 'high', count: 1 },
    { reason: 'zero', count: 1 },
  ]);
  const [row] = (await queue(ann, { reason: 'high' })).rows;
  expect(row).toMatchObject({
    reading: { readingId: highId, doubts: ['high'] },
    previous: { totalMilli: 1_720_000 },
    usageMilli: 1_000_000,
    days: 31,
    usualDays: 30,
    settled: [],
  });
  for (const [filter, found] of [
    [{ building: '4' }, 1],
    [{ source: 'polled' }, 0],
    [{ meterId: high.meterId }, 1],
    [{ text: '4-1' }, 1],
    [{ minDays: 10 }, 1],
    [{ pageSize: 1, page: 2 }, 2],
  ] as const)
    expect((await queue(ann, filter)).matching, JSON.stringify(filter)).toBe(found);
  expect((await queue(ann, { sort: 'most' })).rows.map((of) => of.meterNo)).toEqual([high.meterNo, zero.meterNo]);
  expect((await queue(ann, { sort: 'least', pageSize: 1, page: 2 })).rows.map((of) => of.meterNo)).toEqual([
    high.meterNo,
  ]);
});

test('the queue goes on beyond five hundred', async () => {
  await using ann = makeStation();
  const house = await history(ann);
  const insert = ann.station.db.prepare(
    `INSERT INTO reading (meter_id, read_at, total_milli, source, role, state, doubts_json, created_at)
     VALUES (?, ?, 1720000, 'polled', 'usage', 'doubtful', '["zero"]', 0)`,
  );
  const from = Date.parse('2026-06-01T10:00:00+08:00');
  for (let i = 0; i < 620; i++) insert.run(house.meterId, from + i * 60_000);
  ann.setClock('2026-06-02T10:00:00+08:00');
  const seen = new Set<number>();
  for (let page = 1; page <= 7; page++)
    for (const row of (await queue(ann, { page })).rows) seen.add(row.reading.readingId);
  expect(seen.size).toBe(620);
});

test('in bulk each is decided for itself, the preview says what will happen, and a repeat answers the same', async () => {
  await using ann = makeStation();
  const high = await history(ann);
  const lower = await history(ann, '4-101');
  const highId = await read(ann, high, '2026-06-01T10:00:00', 2720);
  const lowerId = await read(ann, lower, '2026-06-01T11:00:00', 1600);
  const manager = ann.as('manager');
  const both = [highId, lowerId];
  const seen = await manager.readings.previewDecision({ readingIds: both, decision: 'accept' });
  expect(seen).toMatchObject({ done: 1, refused: 1 });
  expect(stateOf(ann, highId)).toBe('doubtful');
  const cmd = { readingIds: both, decision: 'accept', note: '电话核实', requestId: newRequest() } as const;
  const result = await manager.readings.decide(cmd);
  expect(result).toEqual(seen);
  expect(result.items).toMatchObject([
    { readingId: highId, code: null, totalMilli: 2_720_000, usageMilli: 1_000_000 },
    { readingId: lowerId, code: 'reading.unacceptable', totalMilli: null },
  ]);
  expect([stateOf(ann, highId), stateOf(ann, lowerId)]).toEqual(['accepted', 'doubtful']);
  expect(await manager.readings.decide(cmd)).toEqual(result);
  expect(soundAudit(ann)).toBe(1);
  await expect(ann.as('reader').readings.decide(cmd)).rejects.toMatchObject(refused('permission.denied'));
});

test('sent back, it is rejected with its reason and asked for again until the meter is read', async () => {
  await using ann = makeStation();
  const house = await history(ann);
  const readingId = await read(ann, house, '2026-06-01T10:00:00', 2720);
  await decide(ann, [readingId], 'send-back', { dueOn: '2026-06-05' });
  expect(stateOf(ann, readingId)).toBe('rejected');
  expect(openRereads(ann.station.db)).toMatchObject([
    { meterNo: house.meterNo, readingId, dueOn: '2026-06-05', reason: '电话核实', doorNo: '3-1-501' },
  ]);
  await read(ann, house, '2026-06-03T10:00:00', 1910);
  expect(openRereads(ann.station.db)).toEqual([]);
  const undo = { readingIds: [readingId], note: '点错了', requestId: newRequest() };
  const result = await ann.as('manager').readings.undo(undo);
  expect(result.items).toMatchObject([{ code: 'reading.reread-done' }]);
});

test('estimated, an estimate takes its place at the same time', async () => {
  await using ann = makeStation();
  const house = await history(ann);
  const readingId = await read(ann, house, '2026-06-01T10:00:00', 2720);
  const result = await decide(ann, [readingId], 'estimate');
  const [item] = result.items;
  expect(item).toMatchObject({ code: null });
  expect(item?.usageMilli).toBeGreaterThan(170_000);
  expect(item?.usageMilli).toBeLessThan(200_000);
  const [newest, old] = await ann.as('reader').readings.history({ meterId: house.meterId });
  expect(newest).toMatchObject({ source: 'estimated', state: 'accepted' });
  expect(old).toMatchObject({
    readingId,
    state: 'rejected',
    readAt: newest?.readAt,
    decisions: [{ decision: 'estimate', newReadingId: newest?.readingId }],
  });
});

test('corrected, a new reading counts and the doubtful one stays in history', async () => {
  await using ann = makeStation();
  const house = await history(ann);
  const readingId = await read(ann, house, '2026-06-01T10:00:00', 2720);
  const manager = ann.as('manager');
  const told = { readingId, totalMilli: 1_920_000 };
  const seen = await manager.readings.previewCorrectDoubtful(told);
  const cmd = { ...told, note: '照片上是 1920', requestId: newRequest() };
  expect(await manager.readings.correctDoubtful(cmd)).toEqual(seen);
  expect(seen).toMatchObject({ totalMilli: 1_920_000, usageMilli: 200_000, code: null });
  const same = { readingId, totalMilli: 1_920_000, note: '再改一次', requestId: newRequest() };
  await expect(manager.readings.correctDoubtful(same)).rejects.toMatchObject(refused('reading.already-decided'));
  const rows = await ann.as('reader').readings.history({ meterId: house.meterId });
  expect(rows.slice(0, 2).map((row) => [row.totalMilli, row.state])).toEqual([
    [1_920_000, 'accepted'],
    [2_720_000, 'rejected'],
  ]);
  expect(rows[1]?.decisions).toMatchObject([
    { decision: 'correct', note: '照片上是 1920', userName: expect.any(String) },
  ]);
});

test('an acceptance is taken back until it is billed; history tells the bills that used a reading', async () => {
  await using ann = makeStation();
  await addTariff(ann, 'ZJ', BY_YEAR);
  const house = await history(ann);
  const readingId = await read(ann, house, '2026-06-01T10:00:00', 2720);
  const undo = () =>
    ann.as('manager').readings.undo({ readingIds: [readingId], note: '再核实', requestId: newRequest() });
  await decide(ann, [readingId], 'accept');
  expect(await undo()).toMatchObject({ done: 1 });
  expect((await queue(ann)).rows).toMatchObject([{ reading: { readingId, note: '现场核对', reviewedBy: null } }]);
  expect((await undo()).items).toMatchObject([{ code: 'reading.not-undoable' }]);
  const bills = await ann.as('manager').billing.preview({ month: '2026-06', service: 'electricity' });
  expect(bills.exceptions).toMatchObject([{ reason: 'doubtful-reading' }]);
  await decide(ann, [readingId], 'accept');
  await ann.as('manager').billing.issue({ month: '2026-06', service: 'electricity' });
  expect((await undo()).items).toMatchObject([{ code: 'reading.billed' }]);
  const [row] = await ann.as('reader').readings.history({ meterId: house.meterId });
  expect(row).toMatchObject({ isUndoable: false, bills: [{ month: '2026-06', isReversed: false }] });
  expect(row?.decisions.map((of) => of.decision)).toEqual(['accept', 'undo', 'accept']);
});

test('the station may let some doubts pass: they count at once and keep the doubt; what ran backwards never does', async () => {
  await using ann = makeStation();
  const house = await history(ann);
  const settings = {
    name: '城北站',
    kind: 'both',
    phone: '',
    address: '',
    lanDoor: false,
    runApproval: false,
  } as const;
  await ann.as('administrator').station.saveSettings({ ...settings, reviewWaived: ['high'] });
  const readingId = await read(ann, house, '2026-06-01T10:00:00', 2720);
  expect(await ann.as('reader').readings.ofMeter({ meterId: house.meterId, limit: 1 })).toMatchObject([
    { readingId, state: 'accepted', doubts: ['high'] },
  ]);
  const lowerId = await read(ann, house, '2026-07-01T10:00:00', 1000);
  expect(stateOf(ann, lowerId)).toBe('doubtful');
  await expect(
    ann.as('administrator').station.saveSettings({ ...settings, reviewWaived: ['lower'] as never }),
  ).rejects.toThrow();
});

test('an overlong gap is doubted by the usual time between readings', async () => {
  await using ann = makeStation();
  const house = await history(ann);
  const readingId = await read(ann, house, '2026-08-20T10:00:00', 2380);
  expect((await queue(ann)).rows).toMatchObject([
    { reading: { readingId, doubts: ['gap'] }, days: 111, usualDays: 30 },
  ]);
});

test('whatever is decided in whatever order, no value changes, nothing is lost, and one reading at most counts at a time', async () => {
  const step = fc.tuple(
    fc.constantFrom('accept', 'reject', 'send-back', 'estimate', 'undo'),
    fc.integer({ min: 0, max: 3 }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 12 }),
      fc.array(fc.integer({ min: 1000, max: 5000 }), { minLength: 4, maxLength: 4 }),
      async (steps, totals) => {
        await using ann = makeStation();
        const house = await history(ann);
        const ids: ReadingId[] = [];
        for (const [i, total] of totals.entries())
          ids.push(await read(ann, house, `2026-06-0${i + 1}T10:00:00`, total));
        const values = () =>
          ann.station.db.prepare('SELECT id, read_at, total_milli, source FROM reading ORDER BY id').raw().all();
        const before = values();
        for (const [what, at] of steps) {
          const readingId = ids[at] as ReadingId;
          if (what === 'undo')
            await ann.as('manager').readings.undo({ readingIds: [readingId], note: '撤销', requestId: newRequest() });
          else await decide(ann, [readingId], what as 'accept');
        }
        expect(values().slice(0, before.length)).toEqual(before);
        const accepted = ann.station.db
          .prepare("SELECT total_milli AS t, doubts_json AS d FROM reading WHERE state = 'accepted' ORDER BY read_at")
          .all() as { t: number; d: string }[];
        for (const [i, row] of accepted.entries()) {
          const earlier = accepted[i - 1];
          if (earlier && row.t < earlier.t) expect(row.d).toContain('rollover');
        }
      },
    ),
    { numRuns: 25 },
  );
});
