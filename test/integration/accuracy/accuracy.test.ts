import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordMeterEvent } from '../../../main/modules/accuracy/index.ts';
import { isPassed, meanErrorE4 } from '../../../main/modules/accuracy/test.domain.ts';
import { makeStation, type TestStation } from '../../support/station.ts';
import { addHouse, type House, newRequest } from '../billing/fixture.ts';

const refused = (code: string) => ({ cause: { code } });
const NOW = '2026-06-10T09:00:00+08:00';

async function furnish() {
  const ann = makeStation();
  ann.setClock(NOW);
  return { ann, house: addHouse(ann, '3-501'), other: addHouse(ann, '3-502') };
}
const seal = (
  ann: TestStation,
  house: House,
  kind: 'put-on' | 'removed' | 'broken',
  sealNo: string,
  more: object = {},
) =>
  ann.as('manager').accuracy.recordSeal({
    meterId: house.meterId,
    kind,
    sealNo,
    onDate: '2026-06-01',
    doneBy: '王师傅',
    requestId: newRequest(),
    ...more,
  });
const test_ = (house: House, more: object = {}) => ({
  meterId: house.meterId,
  testedOn: '2026-06-08',
  purpose: 'dispute' as const,
  accuracyClass: '2',
  isInUse: true,
  points: [
    { point: 'Imax cosφ=1', errorE4: -150, limitE4: 200 },
    { point: 'Ib cosφ=1', errorE4: -250, limitE4: 200 },
  ],
  overallE4: -200,
  certificateNo: 'JD-1',
  testedBy: '市计量院',
  requestId: newRequest(),
  ...more,
});

test('a seal is on one meter at a time, in the order of days, and a broken one is open until another is put on', async () => {
  const { ann, house, other } = await furnish();
  await using _ = ann;
  await seal(ann, house, 'put-on', 'F-100', { place: 'terminal' });
  await expect(seal(ann, other, 'put-on', 'F-100')).rejects.toMatchObject(refused('accuracy.seal-on'));
  await expect(seal(ann, other, 'removed', 'F-100')).rejects.toMatchObject(refused('accuracy.seal-not-on'));
  await expect(seal(ann, house, 'removed', 'F-100', { onDate: '2026-05-01' })).rejects.toMatchObject(
    refused('accuracy.seal-earlier'),
  );
  await expect(seal(ann, house, 'put-on', 'F-200', { onDate: '2026-06-11' })).rejects.toMatchObject(
    refused('accuracy.date-future'),
  );
  await expect(seal(ann, house, 'broken', 'F-100')).rejects.toThrow();
  expect(await ann.as('reader').meters.get({ meterId: house.meterId })).toMatchObject({ sealNo: 'F-100' });
  await seal(ann, house, 'broken', 'F-100', { onDate: '2026-06-05', note: '线被剪断' });
  const manager = ann.as('manager');
  expect(await manager.accuracy.seals({ state: 'broken' })).toMatchObject({
    total: 1,
    broken: 1,
    rows: [{ sealNo: 'F-100', place: 'terminal', doorNo: '3-1-501' }],
  });
  await seal(ann, house, 'put-on', 'F-101', { onDate: '2026-06-06', place: 'terminal' });
  expect(await manager.accuracy.seals({ state: 'broken' })).toMatchObject({ total: 0, broken: 0 });
  const known = await manager.accuracy.ofMeter({ meterId: house.meterId });
  expect(known.sealsOn).toEqual(['F-101']);
  expect(known.seals.map((one) => [one.sealNo, one.kind])).toEqual([
    ['F-101', 'put-on'],
    ['F-100', 'broken'],
    ['F-100', 'put-on'],
  ]);
  await expect(ann.as('cashier').accuracy.recordSeal({ ...(await sealOf(house)) })).rejects.toMatchObject(
    refused('permission.denied'),
  );
});
const sealOf = async (house: House) => ({
  meterId: house.meterId,
  kind: 'put-on' as const,
  sealNo: 'X',
  onDate: '2026-06-01',
  doneBy: '王',
  requestId: newRequest(),
});

test('an event told twice is one; a person settles it once', async () => {
  const { ann, house } = await furnish();
  await using _ = ann;
  const told = {
    meterId: house.meterId,
    kind: 'cover-open',
    source: 'poll',
    sourceKey: `${house.meterId} cover 3`,
    occurredAt: Date.parse('2026-06-09T03:00:00+08:00'),
  } as const;
  const say = () =>
    ann.station.write(ann.actor('manager'), { action: 'test.event' }, (tx) => recordMeterEvent(tx, told));
  expect(say()).toBe(say());
  const manager = ann.as('manager');
  await manager.accuracy.recordEvent({
    meterId: house.meterId,
    kind: 'magnet',
    onDate: '2026-06-01',
    note: '表侧有磁铁',
    requestId: newRequest(),
  });
  const list = await manager.accuracy.events({});
  expect(list).toMatchObject({
    open: 2,
    rows: [
      { kind: 'cover-open', source: 'poll' },
      { kind: 'magnet', source: 'manual' },
    ],
  });
  const settle = () =>
    manager.accuracy.settleEvent({
      meterEventId: list.rows[0]?.meterEventId ?? 0,
      note: '检修开盖',
      requestId: newRequest(),
    });
  await settle();
  await expect(settle()).rejects.toMatchObject(refused('accuracy.event-settled'));
  expect(await manager.accuracy.events({})).toMatchObject({ open: 1, total: 1 });
  expect(await manager.accuracy.events({ show: 'all', kind: 'cover-open' })).toMatchObject({ total: 1 });
});

test('the worklist of calibrations, and the next day of many set at once, by a date or by the period of a kind', async () => {
  const { ann, house, other } = await furnish();
  await using _ = ann;
  const gas = addHouse(ann, '3-503', { service: 'gas' });
  const manager = ann.as('manager');
  expect(await manager.accuracy.calibration({ show: 'undated' })).toMatchObject({
    total: 3,
    counts: { all: 3, undated: 3, overdue: 0 },
  });
  const meterIds = [house.meterId, other.meterId, gas.meterId];
  const next = { by: 'period', kind: 'electricity-class-1-2' } as const;
  const seen = await manager.accuracy.previewDue({ meterIds, next });
  expect(seen).toMatchObject([
    { before: null, after: '2034-01-01', code: null },
    { after: '2034-01-01' },
    { before: null, after: null, code: 'accuracy.no-period' },
  ]);
  expect((await manager.accuracy.calibration({ show: 'undated' })).total).toBe(3);
  expect(await manager.accuracy.setDue({ meterIds, next, requestId: newRequest() })).toEqual(seen);
  await expect(
    manager.accuracy.setDue({ meterIds, next: { by: 'date', dueOn: '2026-06-10' }, requestId: newRequest() }),
  ).rejects.toMatchObject(refused('accuracy.due-past'));
  await manager.accuracy.setDue({
    meterIds: [gas.meterId],
    next: { by: 'date', dueOn: '2026-07-01' },
    requestId: newRequest(),
  });
  expect(await manager.accuracy.calibration({ show: 'soon' })).toMatchObject({
    rows: [{ meterNo: gas.meterNo, dueOn: '2026-07-01' }],
  });
  ann.setClock('2026-07-01T09:00:00+08:00');
  expect(await manager.accuracy.calibration({})).toMatchObject({ total: 1, counts: { overdue: 1, soon: 0 } });
  const excel = await manager.reports.calibrationExcel({ show: 'all', lang: 'zh-CN' });
  expect(excel.fileName).toMatch(/\.xlsx$/);
});

test('a test passes by its points, sets the next day only when it passed, and a wrong record is voided', async () => {
  const { ann, house } = await furnish();
  await using _ = ann;
  const manager = ann.as('manager');
  const failed = await manager.accuracy.recordTest(test_(house, { nextDueOn: '2034-06-08' }));
  expect(failed).toMatchObject({ isPassed: false, overallE4: -200, points: [{ errorE4: -150 }, { errorE4: -250 }] });
  expect(await manager.meters.get({ meterId: house.meterId })).toMatchObject({ calibrationDueOn: null });
  await expect(manager.accuracy.recordTest(test_(house))).rejects.toMatchObject(refused('accuracy.certificate-taken'));
  expect(await manager.accuracy.tests({ show: 'failed' })).toMatchObject({
    failed: 1,
    rows: [{ certificateNo: 'JD-1' }],
  });
  const voiding = { testId: failed.testId, reason: '证书看错', requestId: newRequest() };
  expect(await manager.accuracy.voidTest(voiding)).toMatchObject({ voidReason: '证书看错' });
  await expect(manager.accuracy.voidTest({ ...voiding, requestId: newRequest() })).rejects.toMatchObject(
    refused('accuracy.test-voided'),
  );
  const points = [{ point: 'Ib cosφ=1', errorE4: -200, limitE4: 200 }];
  const passed = await manager.accuracy.recordTest(test_(house, { points, nextDueOn: '2034-06-08' }));
  expect(passed.isPassed).toBe(true);
  expect(await manager.meters.get({ meterId: house.meterId })).toMatchObject({ calibrationDueOn: '2034-06-08' });
  expect(await manager.accuracy.tests({ show: 'failed' })).toMatchObject({ failed: 0, rows: [] });
});

test('the mean lies between the points, and more room never fails a meter that passed', () => {
  const point = fc.record({
    point: fc.constant('Ib'),
    errorE4: fc.integer({ min: -9999, max: 9999 }),
    limitE4: fc.integer({ min: 1, max: 2000 }),
  });
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 8 }), fc.nat(100), (points, more) => {
      const errors = points.map((of) => of.errorE4);
      expect(meanErrorE4(points)).toBeGreaterThanOrEqual(Math.min(...errors));
      expect(meanErrorE4(points)).toBeLessThanOrEqual(Math.max(...errors));
      expect(meanErrorE4(points.map((of) => ({ errorE4: 0 - of.errorE4 })))).toBe(0 - meanErrorE4(points) + 0);
      const wider = points.map((of) => ({ ...of, limitE4: of.limitE4 + more }));
      if (isPassed(points)) expect(isPassed(wider)).toBe(true);
    }),
  );
});
