import { describe, expect, test } from 'vitest';
import { isMover } from '../../../main/modules/billing/comparison.domain.ts';
import { issueRun } from '../../../main/modules/billing/index.ts';
import { stopPreview } from '../../../main/modules/billing/preview.service.ts';
import { makeStation, type TestStation } from '../../support/station.ts';
import { addHouse, addTariff, BY_YEAR, type House, newRequest, read } from './fixture.ts';

const FEBRUARY = { month: '2026-02', service: 'electricity' } as const;
const TWO_MONTHS = { ...BY_YEAR, cycle: 'two-months' } as const;

/** Buildings 1 and 2 with three doors each, read in February; door 3 of each on a tariff by two months. */
async function town(ann: TestStation): Promise<Record<string, House>> {
  await addTariff(ann, 'ZJ', BY_YEAR);
  await addTariff(ann, 'TWO', TWO_MONTHS);
  const houses: Record<string, House> = {};
  for (const building of ['1', '2'])
    for (const room of ['101', '102', '103']) {
      const door = `${building}-${room}`;
      houses[door] = addHouse(ann, door, { tariffCode: room === '103' ? 'TWO' : null });
      await read(ann, houses[door], '2026-02-20T10:00:00', 1100);
    }
  return houses;
}

const doorsOf = (ann: TestStation, runId: number | null) =>
  ann.station.db
    .prepare(
      `SELECT p.door_no FROM bill b JOIN account a ON a.id = b.account_id JOIN premises p ON p.id = a.premises_id
       WHERE b.run_id = ? ORDER BY p.door_no`,
    )
    .pluck()
    .all(runId);

describe('a run for a part of the accounts', () => {
  test('bills its buildings only, and the run for all the rest bills nobody twice', async () => {
    await using ann = makeStation();
    await town(ann);
    const { billing } = ann.as('manager');
    const first = await billing.issue({ ...FEBRUARY, buildings: ['2'] });
    expect(doorsOf(ann, first.runId)).toEqual(['2-1-101', '2-1-102', '2-1-103']);
    const second = await billing.issue(FEBRUARY);
    expect(doorsOf(ann, second.runId)).toEqual(['1-1-101', '1-1-102', '1-1-103']);
    expect(second).toMatchObject({ issued: 3, exceptions: 3 });
    expect(await billing.runs()).toMatchObject([
      { buildings: [], cycle: null, billCount: 3 },
      { buildings: ['2'], cycle: null, billCount: 3 },
    ]);
  });

  test('bills the accounts whose tariff has the cycle, of several buildings or of all', async () => {
    await using ann = makeStation();
    await town(ann);
    const { billing } = ann.as('manager');
    const two = await billing.issue({ ...FEBRUARY, cycle: 'two-months' });
    expect(doorsOf(ann, two.runId)).toEqual(['1-1-103', '2-1-103']);
    const year = await billing.issue({ ...FEBRUARY, cycle: 'year', buildings: ['2', '1', '2'] });
    expect(doorsOf(ann, year.runId)).toEqual(['1-1-101', '1-1-102', '2-1-101', '2-1-102']);
    expect(await billing.preview({ ...FEBRUARY, cycle: 'month' })).toMatchObject({ accounts: 0, bills: 0 });
  });

  test('stopped half way is finished by the same cohort, under the same run, whatever the order of its buildings', async () => {
    await using ann = makeStation();
    await town(ann);
    const stop = new AbortController();
    const options = { chunkSize: 1, signal: stop.signal, onProgress: () => stop.abort() };
    const by = ann.actor('manager');
    const first = await issueRun(ann.station, by, { ...FEBRUARY, buildings: ['2', '1'] }, options);
    expect(first).toMatchObject({ issued: 1, isCancelled: true });
    const { billing } = ann.as('manager');
    // Another cohort of the month neither finishes it nor is finished by it.
    const other = await billing.issue({ ...FEBRUARY, buildings: ['1'] });
    expect(other.runId).not.toBe(first.runId);
    expect(other).toMatchObject({ issued: 2 });
    const rest = await billing.issue({ ...FEBRUARY, buildings: ['1', '2'] });
    expect(rest).toMatchObject({ runId: first.runId, issued: 3, exceptions: 3 });
    expect(await billing.runs()).toMatchObject([{ state: 'issued' }, { state: 'issued', billCount: 4 }]);
  });

  test('two cohorts issued at once each bill their own', async () => {
    await using ann = makeStation();
    await town(ann);
    const { billing } = ann.as('manager');
    const [one, all] = await Promise.all([
      billing.issue({ ...FEBRUARY, buildings: ['1'] }),
      billing.issue({ ...FEBRUARY }),
    ]);
    expect(one.issued + all.issued).toBe(6);
    expect(await billing.preview(FEBRUARY)).toMatchObject({ bills: 0 });
  });
});

describe('the comparison of a preview', () => {
  test('puts the month beside each account’s last one and the same a year before, by building', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'F', { ...BY_YEAR, cycle: 'month', scheme: { kind: 'flat', price: '0.50' } });
    const grown = addHouse(ann, '1-101', { openedOn: '2025-01-01' });
    const steady = addHouse(ann, '10-101', { openedOn: '2025-01-01' });
    const late = addHouse(ann, '2-101', { openedOn: '2025-01-01' });
    const { billing } = ann.as('manager');
    await read(ann, grown, '2025-02-20T10:00:00', 1100);
    await billing.issue({ ...FEBRUARY, month: '2025-02' });
    await read(ann, grown, '2025-12-20T10:00:00', 1200);
    await read(ann, late, '2025-12-20T10:00:00', 1300);
    await billing.issue({ ...FEBRUARY, month: '2025-12' });
    await read(ann, steady, '2026-01-20T10:00:00', 1200);
    await billing.issue({ ...FEBRUARY, month: '2026-01' });
    for (const [house, total] of [
      [grown, 1500],
      [steady, 1410],
    ] as const) {
      const readingId = await read(ann, house, '2026-02-20T10:00:00', total);
      const [{ state } = { state: '' }] = await ann.as('manager').readings.ofMeter({ meterId: house.meterId });
      const review = { readingId, decision: 'accept', note: '属实', requestId: newRequest() } as const;
      if (state === 'doubtful') await ann.as('manager').readings.review(review);
    }
    const { comparison } = await billing.preview(FEBRUARY);
    const of = (bills: number, kwh: number) => ({ bills, quantityMilli: kwh * 1000, amountFen: kwh * 50 });
    expect(comparison).toEqual({
      lastYearMonth: '2025-02',
      now: of(2, 510),
      last: of(3, 600),
      lastYear: of(1, 100),
      buildings: [
        { building: '1', accounts: 1, now: of(1, 300), last: of(1, 100), lastYear: of(1, 100) },
        { building: '2', accounts: 1, now: of(0, 0), last: of(1, 300), lastYear: of(0, 0) },
        { building: '10', accounts: 1, now: of(1, 210), last: of(1, 200), lastYear: of(0, 0) },
      ],
      movers: [
        {
          accountId: grown.accountId,
          accountNo: grown.accountNo,
          customerName: '户1-101',
          doorNo: '1-1-101',
          building: '1',
          lastMonth: '2025-12',
          nowMilli: 300_000,
          lastMilli: 100_000,
          lastYearMilli: 100_000,
          nowFen: 15_000,
          lastFen: 5000,
          lastYearFen: 5000,
        },
        expect.objectContaining({ doorNo: '10-1-101', nowFen: 10_500, lastFen: 10_000, lastYearFen: null }),
      ],
      moversCompleteAboveFen: 0,
    });
    const moved = (abovePercent: number, aboveFen: number, against: 'last' | 'lastYear' = 'last') =>
      comparison.movers.filter((m) => isMover(m, { against, abovePercent, aboveFen })).map((m) => m.doorNo);
    expect(moved(4, 499)).toEqual(['1-1-101', '10-1-101']);
    expect(moved(5, 499)).toEqual(['1-1-101']);
    expect(moved(4, 500)).toEqual(['1-1-101']);
    expect(moved(200, 0)).toEqual([]);
    expect(moved(0, 0, 'lastYear')).toEqual(['1-1-101']);
    // What is issued meanwhile stays on the side of the month: the picture is the same after the run.
    await billing.issue(FEBRUARY);
    expect((await billing.preview(FEBRUARY)).comparison).toEqual(comparison);
  });

  test('can be stopped, and tells how far it is', async () => {
    await using ann = makeStation();
    await town(ann);
    const { billing } = ann.as('manager');
    const heard: unknown[] = [];
    const deafen = ann.station.live.subscribe((message) => {
      if (message.topic !== 'progress') return;
      heard.push([message.done, message.total, message.state]);
      if (message.done === 0 && message.state === 'running') stopPreview(ann.station, FEBRUARY);
    });
    await expect(billing.preview(FEBRUARY)).rejects.toMatchObject({ cause: { code: 'billing.preview-stopped' } });
    expect(heard.at(0)).toEqual([0, 6, 'running']);
    expect(heard.at(-1)).toEqual([expect.any(Number), 6, 'cancelled']);
    deafen();
    expect(await billing.preview(FEBRUARY)).toMatchObject({ bills: 6 });
  });
});
