import type { Tx } from '../../db/writer.ts';
import { type LocalDate, localDate, type Month, monthOf } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { BillId } from '../../shared/ids.ts';
import { sumFen } from '../../shared/money.ts';
import { LEDGER_CODES, reverse } from '../ledger/index.ts';
import { nextNumbers } from '../station/index.ts';
import { formatBillNo } from './billing.domain.ts';
import * as store from './billing.store.ts';
import type { BillKind, ChargeReason } from './charge.schema.ts';
import { chargedAccount } from './charge.store.ts';
import { markReversed } from './correction.store.ts';
import { type NewBill, nextBillId, writeBills } from './issue.service.ts';

/** A line of a charge. Without a name it is called what the charge is; note tells what it was reckoned from. */
export interface ChargeLine {
  readonly name?: string;
  readonly amountFen: number;
  readonly quantityMilli?: number;
  readonly priceE8?: number;
  readonly note?: Readonly<Record<string, unknown>>;
}

export interface NewCharge {
  readonly accountId: number;
  readonly dueOn: LocalDate;
  /** Sum to the amount, above nothing. */
  readonly lines: readonly ChargeLine[];
  /** Why it is owed: it tells the kind of the bill and the income. */
  readonly reason: ChargeReason;
  /** The month it is listed in; that of today when left out. */
  readonly month?: Month;
  /** The days it is for, half-open; today alone when left out. */
  readonly period?: { readonly from: LocalDate; readonly to: LocalDate };
  readonly zone: string;
}

export interface IssuedCharge {
  readonly billId: BillId;
  readonly billNo: string;
  readonly accountId: number;
  readonly amountFen: number;
}

const INCOME = {
  'late-fee': LEDGER_CODES.lateFees,
  shared: LEDGER_CODES.revenue,
  other: LEDGER_CODES.otherRevenue,
  // What a meter missed is what the customer bought.
  'meter-fault': LEDGER_CODES.revenue,
} as const;

function billKind(reason: ChargeReason): Exclude<BillKind, 'usage'> {
  return reason.kind === 'meter-fault' ? 'other' : reason.kind;
}

/** Bills money that no meter measured: bill, lines and ledger entry, all or nothing, in the caller's transaction. */
export function issueCharge(tx: Tx, charge: NewCharge): IssuedCharge {
  const [issued] = issueCharges(tx, [charge]);
  if (!issued) throw new Error('a charge was issued and is not there');
  return issued;
}

/** Many charges of one kind, in the order given: they take their numbers, lines and entries together. */
export function issueCharges(tx: Tx, charges: readonly NewCharge[]): IssuedCharge[] {
  const [first] = charges;
  if (!first) return [];
  const { zone, reason } = first;
  const number = nextNumbers(tx, 'bill', charges.length);
  const firstId = nextBillId(tx);
  const bills = charges.map((charge, i) =>
    newCharge(tx, charge, { billId: (firstId + i) as BillId, number: number + i }),
  );
  if (charges.some((charge) => charge.reason.kind !== reason.kind))
    throw new Error('charges issued together are of one kind');
  writeBills(tx, bills, { kind: billKind(reason), runId: null, zone, income: INCOME[reason.kind] });
  tx.announce({ topic: 'bills' });
  return bills.map(({ billId, billNo, accountId, amountFen }) => ({ billId, billNo, accountId, amountFen }));
}

function newCharge(tx: Tx, charge: NewCharge, { billId, number }: { billId: BillId; number: number }): NewBill {
  const today = localDate(tx.now, charge.zone);
  const { accountId, dueOn, reason, month = monthOf(today), period = { from: today, to: today } } = charge;
  const account = chargedAccount(tx.db, { accountId });
  if (!account) throw new StationError('record.not-found', { kind: 'account', id: accountId });
  const amountFen = sumFen(charge.lines.map((line) => line.amountFen));
  if (amountFen <= 0) throw new RangeError('a charge is of more than nothing');
  return {
    billId,
    billNo: formatBillNo(month, number),
    kind: billKind(reason),
    accountId,
    meterId: null,
    month,
    periodFrom: period.from,
    periodTo: period.to,
    previousReadingId: null,
    presentReadingId: null,
    quantityMilli: null,
    tariffId: null,
    amountFen,
    contextId: null,
    contextHash: null,
    explainJson: JSON.stringify({ format: 1, account, reason }),
    dueOn,
    issuedAt: tx.now,
    readings: [],
    lines: charge.lines.map((line, i) => newLine(billId, billKind(reason), { ...line, lineNo: i + 1 })),
  };
}

function newLine(
  billId: BillId,
  kind: Exclude<BillKind, 'usage'>,
  of: ChargeLine & { lineNo: number },
): NewBill['lines'][number] {
  const { lineNo, name, note, amountFen, quantityMilli = 0, priceE8 = 0 } = of;
  const noteJson = JSON.stringify({ ...note, ...(name && { name }) });
  return { billId, lineNo, kind, period: '', tier: null, quantityMilli, priceE8, amountFen, noteJson };
}

/**
 * Takes a charge back (红冲) while nothing of it is settled: its entry is mirrored and the bill stands no more. Refuses
 * 'bill.settled-in-part', 'bill.reversed'. A bill of a reading is corrected, never taken back like this.
 */
export function reverseCharge(tx: Tx, of: { billId: number; reason: string; zone: string }): void {
  const bill = store.findBill(tx.db, { billId: of.billId });
  if (!bill || bill.kind === 'usage') throw new StationError('record.not-found', { kind: 'bill', id: of.billId });
  const { billId, billNo, entryId, paidFen, reversedAt } = bill;
  if (reversedAt !== null) throw new StationError('bill.reversed', { billNo });
  if (paidFen > 0) throw new StationError('bill.settled-in-part', { billNo });
  if (entryId === null) throw new Error(`charge ${billNo} is not in the ledger`);
  reverse(tx, entryId, `${billNo} ${of.reason}`, of.zone);
  markReversed(tx.db, { billId, now: tx.now });
  tx.announce({ topic: 'bills', id: billId });
}
