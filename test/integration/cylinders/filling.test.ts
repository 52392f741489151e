import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { maxFillGrams } from '../../../main/modules/cylinders/cylinders.domain.ts';
import { fillingTarget, judgeNet } from '../../../main/modules/cylinders/filling.domain.ts';
import { isStationError } from '../../../main/shared/error-codes.ts';
import type { CylinderId } from '../../../main/shared/ids.ts';
import { parseGrams } from '../../../main/shared/quantity.ts';
import { requestId } from '../../support/station.ts';
import { type Bench, makeBench, PASSED, SCALE } from './bench.ts';

const refusedWith = (code: string) =>
  expect.objectContaining({ cause: expect.toSatisfy((e) => isStationError(e) && e.code === code) });
const TODAY = { from: '2026-11-22', to: '2026-11-22', page: 1, pageSize: 50 } as const;

const record = (ann: Bench, cylinderId: CylinderId, more: object = {}) =>
  ann.as('filler').filling.record({
    cylinderId,
    checks: PASSED,
    weight: { source: 'scale', deviceId: SCALE },
    isRefillConfirmed: false,
    requestId: requestId(),
    ...more,
  });

describe('the worked examples', () => {
  interface Example {
    id: string;
    tariff: Record<string, string>;
    input: Record<string, string>;
    expected: Record<string, string>;
  }
  const examples = JSON.parse(
    readFileSync(path.join(import.meta.dirname, 'worked-fillings.json'), 'utf8'),
  ) as Example[];
  const needed = (text: string | undefined) => parseGrams(text ?? 'missing');

  test.each(examples.filter((e) => e.id.startsWith('LPG-F')))('$id: maximum fill', ({ input, expected }) => {
    expect(maxFillGrams(needed(input.litres))).toBe(needed(expected.value));
  });

  test.each(examples.filter((e) => e.id.startsWith('LPG-T')))('$id: net filling', ({ tariff, input, expected }) => {
    const net = needed(input.gross_kg) - needed(input.tare_kg);
    const target = fillingTarget(
      { nominalGrams: needed(tariff.nominal), toleranceGrams: needed(tariff.tolerance) },
      needed(tariff.max_fill),
    );
    expect(net).toBe(needed(expected.net_kg));
    expect(judgeNet(net, target).outcome === 'good').toBe(expected.value === 'pass');
  });
});

describe('a scanned code', () => {
  test('of a cylinder in order is ready, with the limits of its type', async () => {
    await using ann = makeBench();
    await ann.cylinder('A1');
    expect(await ann.scan('https://x.cn/c/a1')).toMatchObject({
      kind: 'ready',
      cylinder: { code: 'A1', tareGrams: 16_450 },
      target: { lowerGrams: 14_000, upperGrams: 14_900, maxFillGrams: 14_900 },
      lastFilling: null,
      possiblyFull: null,
    });
    expect((await ann.as('filler').filling.refusals(TODAY)).total).toBe(0);
  });

  test('is refused with its reason, and every refusal is kept', async () => {
    await using ann = makeBench();
    await ann.cylinder('OTHERS', { isOwn: false });
    await ann.cylinder('OVERDUE', { nextInspectionOn: '2026-11-21' });
    await ann.cylinder('OLD', { madeOn: '2018-11-22', nextInspectionOn: '2026-11-22', scrapOn: '2026-11-22' });
    const gone = await ann.cylinder('GONE');
    await ann.as('manager').cylinders.scrap({ cylinderId: gone, version: 1, reason: '超期', requestId: requestId() });
    const codeOf = async (scanned: string) => {
      const verdict = await ann.scan(scanned);
      return verdict.kind === 'refused' ? verdict.refusal : verdict.kind;
    };
    expect(await codeOf('nobody knows')).toEqual({ code: 'cylinder.unknown', params: { code: 'NOBODYKNOWS' } });
    expect(await codeOf('others')).toEqual({ code: 'cylinder.foreign', params: { code: 'OTHERS' } });
    expect(await codeOf('overdue')).toEqual({
      code: 'cylinder.inspection-overdue',
      params: { code: 'OVERDUE', dueOn: '2026-11-21', days: 1 },
    });
    expect(await codeOf('old')).toEqual({
      code: 'cylinder.scrap-reached',
      params: { code: 'OLD', scrapOn: '2026-11-22' },
    });
    expect(await codeOf('gone')).toEqual({ code: 'cylinder.scrapped', params: { code: 'GONE', reason: '超期' } });
    const { items } = await ann.as('filler').filling.refusals(TODAY);
    expect(items.map((r) => [r.scannedCode, r.reason, r.userName])).toEqual([
      ['GONE', 'cylinder.scrapped', 'filler'],
      ['OLD', 'cylinder.scrap-reached', 'filler'],
      ['OVERDUE', 'cylinder.inspection-overdue', 'filler'],
      ['OTHERS', 'cylinder.foreign', 'filler'],
      ['NOBODYKNOWS', 'cylinder.unknown', 'filler'],
    ]);
    expect(await ann.as('filler').cylinders.refusals({ cylinderId: gone })).toHaveLength(1);
  });

  test('on the due date is still ready; the date is the station’s, not UTC', async () => {
    await using ann = makeBench('2026-11-22T23:59:00+08:00');
    await ann.cylinder('A1', { nextInspectionOn: '2026-11-22' });
    expect(await ann.scan('A1')).toMatchObject({ kind: 'ready' });
    ann.advance(60_000);
    expect(await ann.scan('A1')).toMatchObject({ kind: 'refused', refusal: { code: 'cylinder.inspection-overdue' } });
  });

  test('a scan sent twice is refused once', async () => {
    await using ann = makeBench();
    const request = requestId();
    const scan = () => ann.as('filler').filling.check({ scannedCode: 'X9', requestId: request });
    expect(await scan()).toEqual(await scan());
    expect((await ann.as('filler').filling.refusals(TODAY)).total).toBe(1);
  });

  test('a cashier may not fill', async () => {
    await using ann = makeBench();
    await expect(ann.as('cashier').filling.check({ scannedCode: 'A1', requestId: requestId() })).rejects.toEqual(
      refusedWith('permission.denied'),
    );
  });
});

describe('recording', () => {
  test('takes gross from the scale, net from the stamped tare, and judges it', async () => {
    await using ann = makeBench();
    const id = await ann.cylinder('A1');
    ann.weigh(30_950);
    expect(await record(ann, id)).toEqual({
      fillingId: 1,
      outcome: 'good',
      grossGrams: 30_950,
      tareGrams: 16_450,
      netGrams: 14_500,
      takeOutGrams: 0,
      addGrams: 0,
    });
    expect((await ann.as('manager').filling.list(TODAY)).items).toMatchObject([
      {
        cylinderCode: 'A1',
        outcome: 'good',
        deviceId: SCALE,
        manualReason: null,
        checks: PASSED,
        filledOn: '2026-11-22',
        userName: 'filler',
      },
    ]);
  });

  test('a click sent twice is one filling, even when the weight has changed meanwhile', async () => {
    await using ann = makeBench();
    const id = await ann.cylinder('A1');
    const request = requestId();
    ann.weigh(30_950);
    const first = await record(ann, id, { requestId: request });
    ann.weigh(0);
    expect(await record(ann, id, { requestId: request })).toEqual(first);
    expect((await ann.as('manager').filling.list(TODAY)).total).toBe(1);
  });

  test('an over-fill is kept as such, says what must come out, stays on the list, and is good after a second weighing', async () => {
    await using ann = makeBench();
    const id = await ann.cylinder('A1');
    ann.weigh(31_400);
    expect(await record(ann, id)).toMatchObject({ outcome: 'over-fill', netGrams: 14_950, takeOutGrams: 50 });
    expect((await ann.as('filler').cylinders.due()).map((due) => [due.cylinder.code, due.kind])).toEqual([
      ['A1', 'refill-unfinished'],
    ]);
    expect(await ann.scan('A1')).toMatchObject({
      kind: 'ready',
      lastFilling: { outcome: 'over-fill' },
      possiblyFull: null,
    });
    ann.weigh(31_350);
    expect(await record(ann, id)).toMatchObject({ outcome: 'good', netGrams: 14_900 });
    expect(await ann.as('filler').cylinders.due()).toEqual([]);
  });

  test('an under-fill says what is missing', async () => {
    await using ann = makeBench();
    const id = await ann.cylinder('A1');
    ann.weigh(30_449);
    expect(await record(ann, id)).toMatchObject({
      outcome: 'under-fill',
      netGrams: 13_999,
      addGrams: 1,
      takeOutGrams: 0,
    });
  });

  test('the database itself refuses a good filling above the maximum or outside the tolerance, and any later change', async () => {
    await using ann = makeBench();
    const id = await ann.cylinder('A1');
    const good = (netGrams: number) =>
      ann.station.db
        .prepare(
          `INSERT INTO filling (cylinder_id, filled_at, filled_on, device_id, gross_g, tare_g, net_g, nominal_g, tolerance_g, max_fill_g, outcome, user_id, user_name)
           VALUES (?, 0, '2026-11-22', 1, ?, 16450, ?, 14500, 500, 14900, 'good', 1, 'x')`,
        )
        .run(id, netGrams + 16_450, netGrams);
    expect(() => good(14_901)).toThrow('CHECK');
    expect(() => good(13_999)).toThrow('CHECK');
    good(14_900);
    expect(() => ann.station.db.exec("UPDATE filling SET outcome = 'under-fill'")).toThrow('frozen');
  });

  test.each([
    ['filling.scale-silent', (ann: Bench) => ann.unplug()],
    ['filling.weight-unstable', (ann: Bench) => ann.weigh(30_950, { isStable: false })],
    ['filling.scale-overloaded', (ann: Bench) => ann.weigh(30_950, { isOverloaded: true })],
    ['filling.weight-is-net', (ann: Bench) => ann.weigh(14_500, { isNet: true })],
    ['filling.weight-stale', (ann: Bench) => ann.weigh(30_950, { at: ann.now() - 3001 })],
    ['filling.below-tare', (ann: Bench) => ann.weigh(16_450)],
  ])('refuses %s and records nothing', async (code, prepare) => {
    await using ann = makeBench();
    const id = await ann.cylinder('A1');
    prepare(ann);
    await expect(record(ann, id)).rejects.toEqual(refusedWith(code));
    expect((await ann.as('manager').filling.list(TODAY)).total).toBe(0);
  });

  test('a weight three seconds old is still used', async () => {
    await using ann = makeBench();
    const id = await ann.cylinder('A1');
    ann.weigh(30_950);
    ann.advance(3000);
    expect(await record(ann, id)).toMatchObject({ outcome: 'good' });
  });

  test('a scale that is not there gives no weight', async () => {
    await using ann = makeBench();
    const id = await ann.cylinder('A1');
    ann.weigh(30_950);
    await expect(record(ann, id, { weight: { source: 'scale', deviceId: 7 } })).rejects.toEqual(
      refusedWith('filling.scale-silent'),
    );
  });

  test('looks at the gate again: a cylinder that fell overdue meanwhile is refused and the refusal kept', async () => {
    await using ann = makeBench('2026-11-22T23:59:30+08:00');
    const id = await ann.cylinder('A1', { nextInspectionOn: '2026-11-22' });
    expect(await ann.scan('A1')).toMatchObject({ kind: 'ready' });
    ann.advance(60_000);
    ann.weigh(30_950);
    await expect(record(ann, id)).rejects.toEqual(refusedWith('cylinder.inspection-overdue'));
    const kept = await ann.as('filler').filling.refusals({ ...TODAY, from: '2026-11-23', to: '2026-11-23' });
    expect(kept.items).toMatchObject([{ scannedCode: 'A1', reason: 'cylinder.inspection-overdue' }]);
  });

  test('a failed check refuses the filling, by the record button as by the refuse button', async () => {
    await using ann = makeBench();
    const id = await ann.cylinder('A1');
    ann.weigh(30_950);
    const checks = { ...PASSED, valve: false };
    await expect(record(ann, id, { checks })).rejects.toEqual(refusedWith('filling.check-failed'));
    await ann.as('filler').filling.refuse({ cylinderId: id, checks, note: '阀门漏气', requestId: requestId() });
    const { items } = await ann.as('filler').filling.refusals(TODAY);
    expect(items.map((r) => [r.reason, r.detail])).toEqual([
      ['filling.check-failed', 'valve 阀门漏气'],
      ['filling.check-failed', 'valve'],
    ]);
    expect((await ann.as('filler').filling.list(TODAY)).total).toBe(0);
  });

  test('a cylinder filled a short while ago needs a confirmation', async () => {
    await using ann = makeBench();
    const id = await ann.cylinder('A1');
    ann.weigh(30_950);
    await record(ann, id);
    ann.advance(30 * 60_000);
    ann.weigh(30_950);
    expect(await ann.scan('A1')).toMatchObject({ kind: 'ready', possiblyFull: { minutes: 30, netGrams: 14_500 } });
    await expect(record(ann, id)).rejects.toEqual(refusedWith('filling.possibly-full'));
    expect(await record(ann, id, { isRefillConfirmed: true })).toMatchObject({ outcome: 'good' });
    await ann.as('manager').filling.savePolicy({ possiblyFullMinutes: 10 });
    ann.advance(10 * 60_000);
    expect(await ann.scan('A1')).toMatchObject({ possiblyFull: null });
  });
});

describe('a weight by hand', () => {
  const manual = (grossGrams: number, insteadOfDeviceId: number | null = SCALE) => ({
    weight: { source: 'manual', insteadOfDeviceId, grossGrams, reason: '秤通讯中断' },
  });

  test('is taken only while the scale gives none, and is marked with its reason', async () => {
    await using ann = makeBench();
    const id = await ann.cylinder('A1');
    ann.weigh(30_950, { isStable: false });
    await expect(record(ann, id, manual(30_950))).rejects.toEqual(refusedWith('filling.scale-works'));
    await expect(record(ann, id, manual(30_950, null))).rejects.toEqual(refusedWith('filling.scale-works'));
    ann.advance(3001);
    expect(await record(ann, id, manual(30_950))).toMatchObject({ outcome: 'good' });
    expect((await ann.as('manager').filling.list(TODAY)).items).toMatchObject([
      { deviceId: null, manualReason: '秤通讯中断' },
    ]);
  });

  test('cannot stand for a scale that does not exist while another works', async () => {
    await using ann = makeBench();
    const id = await ann.cylinder('A1');
    ann.weigh(31_400);
    await expect(record(ann, id, manual(30_950, 99))).rejects.toEqual(refusedWith('filling.scale-works'));
  });

  test('cannot be good above the maximum fill either', async () => {
    await using ann = makeBench();
    const id = await ann.cylinder('A1');
    expect(await record(ann, id, manual(31_351, null))).toMatchObject({ outcome: 'over-fill', takeOutGrams: 1 });
  });
});

test('the day is summed by type; the list can be narrowed to an outcome or a cylinder', async () => {
  await using ann = makeBench();
  const a = await ann.cylinder('A1');
  const b = await ann.cylinder('B1', { typeCode: 'YSP12', volumeMl: 12_000, tareGrams: 6_500 });
  ann.weigh(31_400);
  await record(ann, a);
  ann.weigh(30_950);
  await record(ann, a);
  ann.weigh(11_300);
  await record(ann, b);
  await ann.scan('X');
  const manager = ann.as('manager');
  expect(await manager.filling.summary({ from: TODAY.from, to: TODAY.to })).toEqual({
    rows: [
      { typeCode: 'YSP12', good: 1, overFill: 0, underFill: 0, goodNetGrams: 4_800 },
      { typeCode: 'YSP35.5', good: 1, overFill: 1, underFill: 0, goodNetGrams: 14_500 },
    ],
    refusals: 1,
  });
  expect((await manager.filling.list({ ...TODAY, outcome: 'over-fill' })).items.map((f) => f.cylinderCode)).toEqual([
    'A1',
  ]);
  expect((await manager.filling.list({ ...TODAY, cylinderId: a })).total).toBe(2);
  expect((await manager.filling.list({ ...TODAY, from: '2026-11-23', to: '2026-11-30' })).total).toBe(0);
});

test('the page sees its scales with the age of the weight by the station’s clock', async () => {
  await using ann = makeBench();
  expect(await ann.as('filler').filling.scales()).toEqual([
    { deviceId: SCALE, name: '1 号秤', canZero: false, reading: null },
  ]);
  ann.weigh(30_950, { at: ann.now() - 500 });
  expect(await ann.as('filler').filling.scales()).toMatchObject([
    { reading: { weightGrams: 30_950, isStable: true, ageMs: 500 } },
  ]);
});
