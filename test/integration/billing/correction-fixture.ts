import { balanceOf, LEDGER_CODES, trialBalance, verify } from '../../../main/modules/ledger/index.ts';
import { addMeter, attachMeter, NewMeter } from '../../../main/modules/meters/index.ts';
import { insertBaseline } from '../../../main/modules/readings/index.ts';
import type { TestStation } from '../../support/station.ts';
import { addHouse, addTariff, BY_YEAR, type House, newRequest, read, usageBill } from './fixture.ts';

export const refused = (code: string) => ({ cause: { code } });
const MONTHS = ['2026-02', '2026-03', '2026-04'];
export const soundness = (ann: TestStation) =>
  verify(ann.station.db, ann.station.documentReaders, ann.station.bookChecks);
export const receivable = (ann: TestStation, house: House) =>
  balanceOf(ann.station.db, LEDGER_CODES.receivable, house.accountId);
export const creditOf = (ann: TestStation, house: House) =>
  0 - balanceOf(ann.station.db, LEDGER_CODES.customerCredit, house.accountId);
export const imbalance = (ann: TestStation) =>
  trialBalance(ann.station.db).reduce((sum, row) => sum + row.debitFen - row.creditFen, 0);

/** A year priced at 0.538 up to 2760 kWh, 0.588 up to 4800: February 2000, March 1000, April 500 kWh. */
export async function billed(ann: TestStation, totals = [3000, 4000, 4500]) {
  await addTariff(ann, 'ZJ', BY_YEAR);
  const house = addHouse(ann, '3-501');
  const readings = [];
  for (const [i, month] of MONTHS.entries()) {
    readings.push(await accepted(ann, house, `${month}-20T10:00:00`, totals[i] ?? 0));
    await ann.as('manager').billing.issue({ month, service: 'electricity' });
  }
  ann.setClock('2026-05-02T09:00:00+08:00');
  const bills = await standing(ann, house);
  return { house, readings, bills };
}

/** Credit stays where it is: no bill is paid from it unless somebody does. */
export const stopAutoPay = (ann: TestStation) => ann.station.db.exec('UPDATE credit_policy SET is_auto_pay = 0');

/** A reading that a second person accepts when it is doubtful. */
export async function accepted(ann: TestStation, house: House, at: string, total: number) {
  const readingId = await read(ann, house, at, total);
  const state = ann.station.db.prepare('SELECT state FROM reading WHERE id = ?').pluck().get(readingId);
  if (state === 'doubtful')
    await ann.as('manager').readings.review({ readingId, decision: 'accept', note: '核对', requestId: newRequest() });
  return readingId;
}

export async function standing(ann: TestStation, house: House) {
  const all = await ann.as('manager').billing.ofAccount({ accountId: house.accountId });
  return all.filter((bill) => bill.reversedAt === null).toReversed();
}

export async function correct(ann: TestStation, readingId: number, total: number) {
  const of = { readingId: readingId as never, totalMilli: Math.round(total * 1000) };
  const { differenceFen } = await ann.as('manager').billing.previewCorrection(of);
  return ann.as('manager').billing.correct({
    ...of,
    reason: '看错一位数',
    expectedDifferenceFen: differenceFen,
    requestId: newRequest(),
  });
}

export async function pay(ann: TestStation, house: House, paidFen: number, billIds: number[]) {
  return ann.as('cashier').cashier.takePayment({
    customerId: house.customerId,
    paidFen,
    tenderedFen: paidFen,
    method: 'cash',
    billIds: billIds as never,
    requestId: newRequest(),
  });
}

export async function presentOf(ann: TestStation, house: House, index: number) {
  const bill = (await standing(ann, house))[index];
  return usageBill(await ann.as('manager').billing.bill({ billId: bill?.billId as never })).presentReadingId;
}

export function addSecondMeter(ann: TestStation, house: House): House {
  const meterNo = `${house.meterNo}-2`;
  return ann.station.write(ann.actor('manager'), { action: 'test.meter' }, (tx) => {
    const installedOn = '2026-01-01';
    const meterId = addMeter(tx, NewMeter.parse({ meterNo, service: 'electricity', installedOn }));
    attachMeter(tx, { meterId, accountId: house.accountId, fromOn: installedOn });
    insertBaseline(tx, { meterId, readAt: Date.parse('2026-01-01T09:00:00+08:00'), totalMilli: 1_000_000 });
    return { ...house, meterId, meterNo };
  });
}

/** The meter goes on measuring for a new account. */
export function handOver(ann: TestStation, house: House, on: string): House {
  const next = addHouse(ann, '3-502', { openedOn: on, baseline: null, meter: { meterNo: 'SPARE' } });
  ann.station.db
    .prepare('UPDATE account_meter SET to_on = ? WHERE meter_id IN (?, ?)')
    .run(on, house.meterId, next.meterId);
  return ann.station.write(ann.actor('manager'), { action: 'test.hand-over' }, (tx) => {
    attachMeter(tx, { meterId: house.meterId, accountId: next.accountId, fromOn: on });
    return { ...next, meterId: house.meterId, meterNo: house.meterNo };
  });
}
