import { expect, test } from 'vitest';
import { LEDGER_CODES } from '../../../main/modules/ledger/index.ts';
import type { FaultFound } from '../../../main/modules/meterwork/fault.schema.ts';
import { billMaker } from '../../../main/reports/bill/bill.document.ts';
import { makeStation, type TestStation } from '../../support/station.ts';
import {
  billed,
  correct,
  creditOf,
  handOver,
  imbalance,
  pay,
  presentOf,
  receivable,
  refused,
  soundness,
} from '../billing/correction-fixture.ts';
import { addHouse, addTariff, FLAT, type House, newRequest, read } from '../billing/fixture.ts';
import { ledgerTotal } from '../cashier/households.ts';

const SLOW: FaultFound = { kind: 'error', errorE4: -1000 };
const WHOLE = { fromOn: '2026-01-01', foundOn: '2026-04-20' };

/** February 2000 kWh at 1076.00, March 1000 at 550.00 (760 at 0.538, 240 at 0.588), April 500 at 294.00. */
function question(house: House, fault: FaultFound, more: object = {}) {
  return { meterId: house.meterId, fault, isStartKnown: true, ...WHOLE, ...more };
}

async function settle(ann: TestStation, asked: ReturnType<typeof question>) {
  const manager = ann.as('manager');
  const { amountFen } = await manager.meterwork.previewFault(asked);
  const told = { certificateNo: 'JD-2026-118', reason: '用户申请校验', expectedAmountFen: amountFen };
  return manager.meterwork.backBill({ ...asked, ...told, requestId: newRequest() });
}

const figures = (
  lines: readonly { recordedMilli: number; differenceMilli: number; beforeFen: number; afterFen: number }[],
) => lines.map((line) => [line.recordedMilli, line.differenceMilli, line.beforeFen, line.afterFen]);

test('a meter 10 % slow since nobody knows when: half of the difference, each bill priced again as on its day', async () => {
  await using ann = makeStation();
  const { house } = await billed(ann);
  const asked = question(house, SLOW, { isStartKnown: false });
  const entries = ann.station.db.prepare('SELECT count(*) FROM entry').pluck();
  const before = entries.get();
  const seen = await ann.as('manager').meterwork.previewFault(asked);
  expect(entries.get()).toBe(before);
  // 3500 × 10 % ÷ 90 % ÷ 2 = 194.444, by 2000 : 1000 : 500. February: 2111.111 × 0.538 = 1135.78. March: 648.889 left
  // below 2760 at 0.538 and 406.666 at 0.588 = 588.22. April: 527.778 × 0.588 = 310.33.
  expect(seen).toMatchObject({ isHalf: true, recordedMilli: 3_500_000, differenceMilli: 194_444, amountFen: 11_433 });
  expect(figures(seen.lines)).toEqual([
    [2_000_000, 111_111, 107_600, 113_578],
    [1_000_000, 55_555, 55_000, 58_822],
    [500_000, 27_778, 29_400, 31_033],
  ]);
  const made = await settle(ann, asked);
  expect(made).toMatchObject({ amountFen: 11_433, certificateNo: 'JD-2026-118', reversedOn: null });
  expect(receivable(ann, house)).toBe(107_600 + 55_000 + 29_400 + 11_433);
  expect(ledgerTotal(ann, LEDGER_CODES.revenue)).toBe(-(107_600 + 55_000 + 29_400 + 11_433));
  const bill = await ann.as('manager').billing.bill({ billId: made.billId as never });
  expect(bill).toMatchObject({
    kind: 'other',
    amountFen: 11_433,
    periodFrom: '2026-01-01',
    periodTo: '2026-04-20',
    dueOn: '2026-05-22',
    explain: { reason: { kind: 'meter-fault', percent: '-10.00', isHalf: true, certificateNo: 'JD-2026-118' } },
  });
  for (const [lang, words] of [
    ['zh-CN', '差错量：3500 × 10.00% ÷ 90.00% ÷ 2 = 194.444 kWh。'],
    ['en', 'Difference: 3500 × 10.00% ÷ 90.00% ÷ 2 = 194.444 kWh.'],
  ]) {
    const of = { kind: 'bill', id: made.billId, lang } as never;
    expect(JSON.stringify(billMaker.build(ann.station, ann.actor('manager'), of))).toContain(words);
  }
  expect(imbalance(ann)).toBe(0);
  expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
});

test('a fault from a known day counts whole, by days where a bill is only partly inside', async () => {
  await using ann = makeStation();
  const { house } = await billed(ann);
  // 20 March to 20 April has 31 days, 21 of them from the 30th on: 500 × 21 ÷ 31 = 338.710; ÷ 90 % less itself: 37.634.
  const seen = await ann.as('manager').meterwork.previewFault(question(house, SLOW, { fromOn: '2026-03-30' }));
  expect(seen).toMatchObject({ isHalf: false, recordedMilli: 338_710, differenceMilli: 37_634 });
  // 537.634 × 0.588 = 316.128792
  expect(figures(seen.lines)).toEqual([[338_710, 37_634, 29_400, 31_613]]);
  expect(seen.lines[0]).toMatchObject({ days: 21, ofDays: 31 });
});

test('a fast meter gives back as credit, and verify rebuilds its document', async () => {
  await using ann = makeStation();
  const { house } = await billed(ann);
  // 500 × 5 % ÷ 105 % = 23.810 too much: 476.190 × 0.588 = 280.00.
  const asked = question(house, { kind: 'error', errorE4: 500 }, { fromOn: '2026-03-20' });
  const made = await settle(ann, asked);
  expect(made).toMatchObject({ differenceMilli: -23_810, amountFen: -1400, billId: null });
  expect(creditOf(ann, house)).toBe(1400);
  expect(receivable(ann, house)).toBe(192_000);
  expect(ledgerTotal(ann, LEDGER_CODES.revenue)).toBe(-190_600);
  expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
  ann.station.db.exec('DROP TRIGGER meter_fault_line_frozen');
  ann.station.db.exec('UPDATE meter_fault_line SET after_fen = after_fen - 1');
  expect(soundness(ann).isSound).toBe(false);
});

test('what is added crosses the tiers, and later bills of the year count on', async () => {
  await using ann = makeStation();
  const { house } = await billed(ann);
  // Half was counted: February 4000 instead of 2000. 2760 × 0.538 + 1240 × 0.588 = 2214.00; March 800 at 0.588 and 200 at
  // 0.838 = 638.00; April 500 at 0.838 = 419.00.
  const asked = question(house, { kind: 'error', errorE4: -5000 }, { foundOn: '2026-02-20' });
  const seen = await ann.as('manager').meterwork.previewFault(asked);
  expect(figures(seen.lines)).toEqual([
    [2_000_000, 2_000_000, 107_600, 221_400],
    [0, 0, 55_000, 63_800],
    [0, 0, 29_400, 41_900],
  ]);
  expect(seen.amountFen).toBe(135_100);

  // A second fault counts on from the first: nothing is charged twice.
  await settle(ann, asked);
  const next = await ann.as('manager').meterwork.previewFault(question(house, SLOW, { fromOn: '2026-02-20' }));
  // 1000 and 500 are 1111.111 and 555.556: March 800 at 0.588 and 311.111 at 0.838 = 731.11; April 465.56.
  expect(figures(next.lines)).toEqual([
    [1_000_000, 111_111, 63_800, 73_111],
    [500_000, 55_556, 41_900, 46_556],
  ]);
});

test('wrong wiring counts by its rate of correction over the whole time, even where the start is unknown', async () => {
  await using ann = makeStation();
  const { house } = await billed(ann);
  const asked = question(house, { kind: 'wiring', rateE6: 2_000_000 }, { isStartKnown: false, fromOn: '2026-03-20' });
  const seen = await ann.as('manager').meterwork.previewFault(asked);
  // One of three phases reversed: 500 recorded, 1500 used. The first 3000 went before: 1500 × 0.588 = 882.00.
  expect(seen).toMatchObject({ isHalf: false, differenceMilli: 1_000_000, amountFen: 58_800 });
});

test('time of use: every period in its proportion', async () => {
  await using ann = makeStation();
  await addTariff(ann, 'FG', {
    format: 1,
    unit: 'kWh',
    rounding: 'per-bill',
    cycle: 'month',
    scheme: { kind: 'flat', price: { peak: '0.60', valley: '0.30' } },
  } as never);
  const house = addHouse(ann, '3-501', { baseline: null, meter: { hasTou: true } });
  await read(ann, house, '2026-02-01T09:00:00', 0, { peakMilli: 0, valleyMilli: 0 });
  await read(ann, house, '2026-02-28T09:00:00', 300, { peakMilli: 200_000, valleyMilli: 100_000 });
  await ann.as('manager').billing.issue({ month: '2026-02', service: 'electricity' });
  const asked = question(house, SLOW, { fromOn: '2026-02-01', foundOn: '2026-02-28' });
  const seen = await ann.as('manager').meterwork.previewFault(asked);
  // 33.333 more, 333.333 in all: 222.222 × 0.60 + 111.111 × 0.30 = 166.67 for 150.00.
  expect(figures(seen.lines)).toEqual([[300_000, 33_333, 15_000, 16_667]]);
});

test('a price change inside a bill keeps its days, or its reading on the day of the change', async () => {
  for (const [special, amounts] of [
    [false, [3000 + 5950, 3333 + 6611]],
    [true, [6000 + 2450, 6667 + 2722]],
  ] as const) {
    await using ann = makeStation();
    const at = (price: string) => ({ ...FLAT, scheme: { kind: 'flat' as const, price } });
    await addTariff(ann, 'G', at('3.00'), { service: 'gas' });
    await addTariff(ann, 'G', at('3.50'), { service: 'gas', from: '2026-02-11' });
    const house = addHouse(ann, '1-101', { service: 'gas', openedOn: '2026-02-01' });
    if (special) await read(ann, house, '2026-02-11T08:00:00', 1020);
    await read(ann, house, '2026-02-28T18:00:00', 1027);
    await ann.as('manager').billing.issue({ month: '2026-02', service: 'gas' });
    const asked = question(house, SLOW, { fromOn: '2026-02-01', foundOn: '2026-02-28' });
    const { lines } = await ann.as('manager').meterwork.previewFault(asked);
    expect(figures(lines)).toEqual([[27_000, 3000, ...amounts]]);
  }
});

test('a day is back-billed once, until that is reversed', async () => {
  await using ann = makeStation();
  const { house } = await billed(ann);
  const manager = ann.as('manager');
  const asked = question(house, SLOW);
  const made = await settle(ann, asked);
  await expect(settle(ann, question(house, SLOW, { fromOn: '2026-04-19' }))).rejects.toMatchObject(
    refused('meter-fault.overlaps'),
  );
  await manager.meterwork.reverseFault({ faultId: made.faultId, reason: '证书作废', requestId: newRequest() });
  expect(receivable(ann, house)).toBe(192_000);
  await expect(
    manager.meterwork.reverseFault({ faultId: made.faultId, reason: '再来', requestId: newRequest() }),
  ).rejects.toMatchObject(refused('meter-fault.reversed'));
  const again = await settle(ann, asked);
  expect(again.amountFen).toBe(made.amountFen);
  expect(await manager.meterwork.faults({ meterId: house.meterId })).toMatchObject([
    { faultId: again.faultId, reversedOn: null },
    { faultId: made.faultId, reversedOn: '2026-05-02', reversalReason: '证书作废' },
  ]);
  expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
});

test('a charge is reversed while nothing of it is paid, a credit while it is there', async () => {
  await using ann = makeStation();
  const { house } = await billed(ann);
  const manager = ann.as('manager');
  const charge = await settle(ann, question(house, SLOW, { foundOn: '2026-02-20' }));
  await pay(ann, house, 500, [charge.billId as number]);
  const reversal = (faultId: number) => ({ faultId: faultId as never, reason: '证书作废', requestId: newRequest() });
  await expect(manager.meterwork.reverseFault(reversal(charge.faultId))).rejects.toMatchObject(
    refused('bill.settled-in-part'),
  );
  const fast = question(house, { kind: 'error', errorE4: 500 }, { fromOn: '2026-03-20' });
  const given = await settle(ann, fast);
  expect(creditOf(ann, house)).toBe(-given.amountFen);
  await manager.meterwork.reverseFault(reversal(given.faultId));
  expect(creditOf(ann, house)).toBe(0);
  const second = await settle(ann, fast);
  const slip = { way: 'cash', payee: '', reason: '客户要求' } as const;
  await manager.credit.refund({ accountId: house.accountId, amountFen: 1, ...slip, requestId: newRequest() } as never);
  await expect(manager.meterwork.reverseFault(reversal(second.faultId))).rejects.toMatchObject(
    refused('meter-fault.credit-used'),
  );
  expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
});

test('a bill that was back-billed is corrected, and its run cancelled, only after that is reversed', async () => {
  await using ann = makeStation();
  const { house } = await billed(ann);
  const made = await settle(ann, question(house, SLOW));
  const march = await presentOf(ann, house, 1);
  await expect(correct(ann, march, 3900)).rejects.toMatchObject(refused('correction.back-billed'));
  const manager = ann.as('manager');
  const run = (await manager.billing.runs()).find((one) => one.month === '2026-04');
  const cancelling = {
    runId: run?.runId as never,
    reason: '开错',
    money: 'credit',
    expectedAmountFen: 29_400,
  } as const;
  await expect(manager.billing.cancelRun({ ...cancelling, requestId: newRequest() })).rejects.toMatchObject(
    refused('correction.back-billed'),
  );
  await manager.meterwork.reverseFault({ faultId: made.faultId, reason: '先更正', requestId: newRequest() });
  await correct(ann, march, 3900);
  expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
});

test('refuses days that are no span, days not billed, another household, and figures other than those seen', async () => {
  await using ann = makeStation();
  const { house } = await billed(ann);
  const preview = (more: object) => ann.as('manager').meterwork.previewFault(question(house, SLOW, more));
  await expect(preview({ fromOn: '2026-04-20' })).rejects.toMatchObject(refused('meter-fault.dates'));
  await expect(preview({ foundOn: '2026-05-03' })).rejects.toMatchObject(refused('meter-fault.dates'));
  await expect(preview({ foundOn: '2026-04-21' })).rejects.toMatchObject({
    cause: { code: 'meter-fault.not-billed', params: { from: '2026-04-20', to: '2026-04-21' } },
  });
  await expect(preview({ fromOn: '2025-12-31' })).rejects.toMatchObject(refused('meter-fault.not-billed'));
  const told = { certificateNo: 'JD-1', reason: '校验', expectedAmountFen: 1, requestId: newRequest() };
  const asked = question(house, SLOW);
  await expect(ann.as('manager').meterwork.backBill({ ...asked, ...told })).rejects.toMatchObject(
    refused('meterwork.changed'),
  );
  for (const fault of [
    { kind: 'error', errorE4: 0 },
    { kind: 'error', errorE4: -10_000 },
    { kind: 'wiring', rateE6: -1_000_000 },
  ])
    await expect(ann.as('manager').meterwork.previewFault({ ...asked, fault } as never)).rejects.toThrow();
  await expect(ann.as('cashier').meterwork.previewFault(asked)).rejects.toMatchObject(refused('permission.denied'));

  const next = handOver(ann, house, '2026-04-20');
  await read(ann, next, '2026-05-20T10:00:00', 4600);
  await ann.as('manager').billing.issue({ month: '2026-05', service: 'electricity' });
  await expect(preview({ foundOn: '2026-05-20' })).rejects.toMatchObject(refused('meter-fault.two-accounts'));
});

test('a request sent twice settles once', async () => {
  await using ann = makeStation();
  const { house } = await billed(ann);
  const asked = question(house, SLOW);
  const { amountFen } = await ann.as('manager').meterwork.previewFault(asked);
  const told = { certificateNo: 'JD-1', reason: '校验', expectedAmountFen: amountFen, requestId: newRequest() };
  const first = await ann.as('manager').meterwork.backBill({ ...asked, ...told });
  expect(await ann.as('manager').meterwork.backBill({ ...asked, ...told })).toEqual(first);
  expect(receivable(ann, house)).toBe(192_000 + amountFen);
});
