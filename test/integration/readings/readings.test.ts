import { describe, expect, test } from 'vitest';
import { insertBaseline } from '../../../main/modules/readings/index.ts';
import { makeStation } from '../../support/station.ts';
import { addHouse, newRequest, read } from '../billing/fixture.ts';

const refused = (code: string) => ({ cause: { code } });

describe('a reading taken by a person', () => {
  test('is a baseline when it is the first, and usage after it', async () => {
    await using ann = makeStation();
    const house = addHouse(ann, '3-501', { baseline: null });
    const enter = (totalMilli: number) =>
      ann.as('reader').readings.record({ meterId: house.meterId, totalMilli, requestId: newRequest() });
    expect(await enter(4_319_000)).toMatchObject({ role: 'baseline', usageMilli: null, state: 'accepted', doubts: [] });
    ann.setClock('2026-12-22T09:00:00+08:00');
    expect(await enter(4_424_000)).toMatchObject({ role: 'usage', usageMilli: 105_000, state: 'accepted' });
  });

  test('counts once, however often the click is repeated', async () => {
    await using ann = makeStation();
    const house = addHouse(ann, '3-501');
    const requestId = newRequest();
    const enter = () => ann.as('reader').readings.record({ meterId: house.meterId, totalMilli: 1_100_000, requestId });
    const first = await enter();
    expect(await enter()).toEqual(first);
    expect(await ann.as('reader').readings.ofMeter({ meterId: house.meterId })).toHaveLength(2);
  });

  test('that is doubtful is shown to the person, kept for review with a note, and not counted until accepted', async () => {
    await using ann = makeStation();
    const house = addHouse(ann, '3-501');
    for (const [month, total] of [
      ['02', 1180],
      ['03', 1360],
      ['04', 1540],
      ['05', 1720],
    ] as const)
      await read(ann, house, `2026-${month}-01T10:00:00`, total);
    ann.setClock('2026-06-01T10:00:00+08:00');
    const reader = ann.as('reader');
    const typed = { meterId: house.meterId, totalMilli: 2_720_000 };
    expect(await reader.readings.check(typed)).toMatchObject({ usageMilli: 1_000_000, doubts: ['high'] });
    await expect(reader.readings.record({ ...typed, requestId: newRequest() })).rejects.toMatchObject(
      refused('reading.needs-confirmation'),
    );
    await expect(
      reader.readings.record({ ...typed, isConfirmed: true, requestId: newRequest() }),
    ).rejects.toMatchObject(refused('reading.needs-confirmation'));
    const kept = await reader.readings.record({
      ...typed,
      isConfirmed: true,
      note: '家里装修',
      requestId: newRequest(),
    });
    expect(kept.state).toBe('doubtful');

    const [waiting] = (await reader.readings.reviewQueue({})).rows;
    expect(waiting).toMatchObject({
      meterNo: 'M3-501',
      usageMilli: 1_000_000,
      reading: { note: '家里装修', doubts: ['high'] },
      previous: { totalMilli: 1_720_000 },
    });
    const decision = { readingId: kept.readingId, note: '电话核实', requestId: newRequest() } as const;
    await expect(reader.readings.review({ ...decision, decision: 'accept' })).rejects.toMatchObject(
      refused('permission.denied'),
    );
    await ann.as('manager').readings.review({ ...decision, decision: 'accept' });
    expect(await reader.readings.reviewQueue({})).toMatchObject({ waiting: 0, rows: [] });
  });

  test('that was rejected stays in history and no longer counts', async () => {
    await using ann = makeStation();
    const house = addHouse(ann, '3-501');
    const readingId = await read(ann, house, '2026-02-01T10:00:00', 9000);
    await ann.as('manager').readings.review({ readingId, decision: 'reject', note: '抄串了', requestId: newRequest() });
    expect(await read(ann, house, '2026-02-01T11:00:00', 1180)).toBeGreaterThan(readingId);
    const history = await ann.as('reader').readings.ofMeter({ meterId: house.meterId });
    expect(history.map((r) => [r.totalMilli, r.state])).toEqual([
      [1_180_000, 'accepted'],
      [9_000_000, 'rejected'],
      [1_000_000, 'accepted'],
    ]);
  });

  test('that passes zero is proposed as a rollover and counts once the person confirms it', async () => {
    await using ann = makeStation();
    const house = addHouse(ann, '3-501', { baseline: 999_950 });
    ann.setClock('2026-02-01T10:00:00+08:00');
    const typed = { meterId: house.meterId, totalMilli: 30_000 };
    expect(await ann.as('reader').readings.check(typed)).toMatchObject({
      usageMilli: 80_000,
      isWrapped: true,
      doubts: ['rollover'],
    });
    const kept = await ann
      .as('reader')
      .readings.record({ ...typed, isConfirmed: true, note: '翻转', requestId: newRequest() });
    expect(kept).toMatchObject({ state: 'accepted', usageMilli: 80_000 });
  });

  test('that ran backwards cannot be accepted until the wrong one before it is rejected', async () => {
    await using ann = makeStation();
    const house = addHouse(ann, '3-501');
    const wrong = await read(ann, house, '2026-02-01T10:00:00', 8118);
    const right = await read(ann, house, '2026-03-01T10:00:00', 1360);
    const manager = ann.as('manager');
    const accept = () =>
      manager.readings.review({ readingId: right, decision: 'accept', note: '重抄无误', requestId: newRequest() });
    await expect(accept()).rejects.toMatchObject(refused('reading.unacceptable'));
    await manager.readings.review({ readingId: wrong, decision: 'reject', note: '看错一位', requestId: newRequest() });
    await accept();
    const history = await manager.readings.ofMeter({ meterId: house.meterId });
    expect(history.map((r) => r.state)).toEqual(['accepted', 'rejected', 'accepted']);
  });

  test('from the future, beyond the register, before the baseline or at the same time is refused', async () => {
    await using ann = makeStation({ at: '2026-02-01T10:00:00+08:00' });
    const house = addHouse(ann, '3-501');
    const enter = (more: object) =>
      ann
        .as('reader')
        .readings.record({ meterId: house.meterId, totalMilli: 1_100_000, requestId: newRequest(), ...more });
    await expect(enter({ readOn: '2026-02-02' })).rejects.toMatchObject(refused('reading.future'));
    await expect(enter({ totalMilli: 1_000_000_000 })).rejects.toMatchObject(refused('reading.exceeds-register'));
    await expect(enter({ readOn: '2025-12-31' })).rejects.toMatchObject(refused('reading.before-baseline'));
    await enter({});
    await expect(enter({})).rejects.toMatchObject(refused('reading.same-time'));
  });

  test('of a meter taken down is taken on that day and refused after it', async () => {
    await using ann = makeStation();
    const house = addHouse(ann, '3-501');
    ann.setClock('2026-02-10T10:00:00+08:00');
    await ann
      .as('manager')
      .meters.remove({ meterId: house.meterId, version: 1, removedOn: '2026-02-10', requestId: newRequest() });
    await read(ann, house, '2026-02-10T11:00:00', 1100);
    await expect(read(ann, house, '2026-02-11T11:00:00', 1110)).rejects.toMatchObject(refused('meter.removed'));
  });

  test('takes the place of a slip of the pen in one step', async () => {
    await using ann = makeStation();
    const house = addHouse(ann, '3-501');
    const slip = await read(ann, house, '2026-02-01T10:00:00', 1810);
    const fixed = await ann
      .as('reader')
      .readings.record({ meterId: house.meterId, totalMilli: 1_180_000, replacesId: slip, requestId: newRequest() });
    expect(fixed).toMatchObject({ state: 'accepted', usageMilli: 180_000 });
    const history = await ann.as('reader').readings.ofMeter({ meterId: house.meterId });
    expect(history.filter((r) => r.state !== 'rejected').map((r) => r.totalMilli)).toEqual([1_180_000, 1_000_000]);
  });

  test('entered by two people at once is stored once: the second is told', async () => {
    await using ann = makeStation();
    const house = addHouse(ann, '3-501');
    ann.setClock('2026-02-01T10:00:00+08:00');
    const { rows } = await ann.as('reader').readings.worklist({ month: '2026-02', service: 'electricity' });
    const lastSeenId = rows[0]?.newestId ?? null;
    const enter = (role: 'reader' | 'cashier', totalMilli: number) =>
      ann.as(role).readings.record({ meterId: house.meterId, totalMilli, lastSeenId, requestId: newRequest() });
    const outcomes = await Promise.allSettled([enter('reader', 1_180_000), enter('cashier', 1_185_000)]);
    expect(outcomes.map((o) => o.status)).toEqual(['fulfilled', 'rejected']);
    expect(outcomes[1]).toMatchObject({ reason: refused('reading.changed-meanwhile') });
  });

  test('a meter has one baseline', async () => {
    await using ann = makeStation();
    const { meterId } = addHouse(ann, '3-501');
    const again = () =>
      ann.station.write(ann.actor('manager'), { action: 'test' }, (tx) =>
        insertBaseline(tx, { meterId, readAt: ann.now(), totalMilli: 5 }),
      );
    expect(again).toThrow('reading.baseline-exists');
  });
});

describe('the reading round of a month', () => {
  test('lists every meter on duty in walking order with last and present value', async () => {
    await using ann = makeStation();
    const far = addHouse(ann, '10-101');
    const near = addHouse(ann, '2-1001');
    addHouse(ann, '2-201');
    addHouse(ann, '2-301', { service: 'gas' });
    await read(ann, near, '2026-02-10T10:00:00', 1180);
    await read(ann, far, '2026-02-10T10:01:00', 1090);
    ann.setClock('2026-03-05T09:00:00+08:00');
    const ask = (more: object = {}) =>
      ann.as('reader').readings.worklist({ month: '2026-02', service: 'electricity', ...more });
    const list = await ask();
    expect(list).toMatchObject({ buildings: ['2', '10'], total: 3, read: 2, doubtful: 0 });
    expect(list.rows.map((r) => [r.meterNo, r.last?.totalMilli, r.present?.totalMilli ?? null, r.usageMilli])).toEqual([
      ['M2-201', 1_000_000, null, null],
      ['M2-1001', 1_000_000, 1_180_000, 180_000],
      ['M10-101', 1_000_000, 1_090_000, 90_000],
    ]);
    expect((await ask({ building: '2', show: 'missing' })).rows.map((r) => r.meterNo)).toEqual(['M2-201']);
  });

  test('ends at local midnight', async () => {
    await using ann = makeStation();
    const house = addHouse(ann, '2-201');
    await read(ann, house, '2026-01-31T23:59:59', 1180);
    await read(ann, house, '2026-02-01T00:00:00', 1180);
    const present = async (month: string) =>
      (await ann.as('reader').readings.worklist({ month, service: 'electricity' })).rows[0]?.present?.readAt;
    expect(await present('2026-01')).toBe(Date.parse('2026-01-31T23:59:59+08:00'));
    expect(await present('2026-02')).toBe(Date.parse('2026-02-01T00:00:00+08:00'));
  });
});
