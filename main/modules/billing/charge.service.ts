import type { Tx } from '../../db/writer.ts';
import { type LocalDate, localDate, monthOf } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { BillId } from '../../shared/ids.ts';
import { sumFen } from '../../shared/money.ts';
import { LEDGER_CODES } from '../ledger/index.ts';
import { nextNumbers } from '../station/index.ts';
import { formatBillNo } from './billing.domain.ts';
import * as store from './billing.store.ts';
import type { ChargeReason } from './charge.schema.ts';
import { chargedAccount } from './charge.store.ts';
import { postBills } from './issue.service.ts';

/** A line of a charge. Its name is printed as it is written here; note tells what it was reckoned from. */
export interface ChargeLine {
  readonly name: string;
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
  /** Why it is owed; its kind is the kind of the bill. */
  readonly reason: ChargeReason;
  /** The month it is listed in; that of today when left out. */
  readonly month?: string;
  /** The days it is for, half-open; today alone when left out. */
  readonly period?: { readonly from: LocalDate; readonly to: LocalDate };
  readonly zone: string;
}

export interface IssuedCharge {
  readonly billId: BillId;
  readonly billNo: string;
  readonly amountFen: number;
}

const INCOME = {
  'late-fee': LEDGER_CODES.lateFees,
  shared: LEDGER_CODES.revenue,
  other: LEDGER_CODES.otherRevenue,
} as const;

/** Bills money that no meter measured: bill, lines and ledger entry, all or nothing, in the caller's transaction. */
export function issueCharge(tx: Tx, charge: NewCharge): IssuedCharge {
  const today = localDate(tx.now, charge.zone);
  const { accountId, dueOn, reason, month = monthOf(today), period = { from: today, to: today } } = charge;
  const account = chargedAccount(tx.db, { accountId });
  if (!account) throw new StationError('record.not-found', { kind: 'account', id: accountId });
  const amountFen = sumFen(charge.lines.map((line) => line.amountFen));
  if (amountFen <= 0) throw new RangeError('a charge is of more than nothing');
  const frozen: store.FrozenRow = {
    billNo: formatBillNo(month, nextNumbers(tx, 'bill', 1)),
    kind: reason.kind,
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
    explainJson: JSON.stringify({ format: 1, account, reason }),
    issuedAt: tx.now,
  };
  const billId = BillId.parse(store.insertBill(tx.db, { ...frozen, runId: null, dueOn }));
  const lines = charge.lines.map(({ name, note, ...line }, i): store.LineRow => {
    const { amountFen, quantityMilli = 0, priceE8 = 0 } = line;
    const noteJson = JSON.stringify({ ...note, name });
    return { lineNo: i + 1, kind: reason.kind, period: '', tier: null, quantityMilli, priceE8, amountFen, noteJson };
  });
  store.insertLines(
    tx.db,
    lines.map((line) => ({ billId, ...line })),
  );
  postBills(tx, [{ ...frozen, billId, lines }], { zone: charge.zone, income: INCOME[reason.kind] });
  tx.announce({ topic: 'bills', id: billId });
  return { billId, billNo: frozen.billNo, amountFen };
}
