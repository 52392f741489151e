import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { type CustomerId, RefundId, type RequestId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { credit, debit, LEDGER_CODES, post, reverse } from '../ledger/index.ts';
import { nextNumber, stationSettings } from '../station/index.ts';
import { policyOf } from './policy.service.ts';
import { assertRefund, refundNo } from './refund.domain.ts';
import {
  type GiveRefund,
  type Refund,
  type Refundable,
  RefundSlip,
  type ReturnablePayment,
  type ReverseRefund,
} from './refund.schema.ts';
import * as store from './refund.store.ts';

/** Whoever may not refund without a limit is held to the station's limit for one person and day. */
interface Refunder {
  readonly by: Actor;
  readonly isUnlimited: boolean;
}

/** What can be given back to a customer, and how. Refuses nothing: a customer without credit has no account here. */
export function refundable(st: Station, { by, isUnlimited }: Refunder, customerId: CustomerId): Refundable {
  const holders = store.holdersOf(st.db, { customerId });
  const date = localDate(st.clock.now(), st.zone);
  return {
    customerName: holders[0]?.customerName ?? '',
    accounts: holders.filter((account) => account.creditFen > 0).map(toAccount),
    payments: store.returnablePayments(st.db, { customerId }).filter((payment) => payment.leftFen > 0),
    limitFen: isUnlimited ? null : limitLeft(st.db, by, date),
  };
}

function toAccount(holder: ReturnType<typeof store.holdersOf>[number]): Refundable['accounts'][number] {
  const { accountId, accountNo, service, doorNo, creditFen, owedFen } = holder;
  return { accountId, accountNo, service, doorNo, creditFen, owedFen };
}

function limitLeft(db: ReadDb, by: Actor, date: string): number {
  return Math.max(0, policyOf(db).cashierRefundFen - store.refundedBy(db, { userId: by.userId, date }).fen);
}

/**
 * Pays credit of an account back: document, entry (debit 2203, credit cash or clearing), slip and audit in one commit.
 * Refuses 'refund.credit-short', 'refund.over-limit', 'refund.no-payment', 'refund.over-payment'. A repeated request
 * answers the first refund again.
 */
export function giveRefund(st: Station, { by, isUnlimited }: Refunder, cmd: GiveRefund): Refund {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'cashier.refund', requestId, input }, (tx) => {
    const account = store.holder(tx.db, { accountId: cmd.accountId });
    if (!account) throw new StationError('record.not-found', { kind: 'account', id: cmd.accountId });
    const payment = paymentGoneBackTo(tx.db, cmd, account.customerId);
    const businessDate = localDate(tx.now, st.zone);
    assertRefund({
      amountFen: cmd.amountFen,
      creditFen: account.creditFen,
      limitFen: isUnlimited ? null : limitLeft(tx.db, by, businessDate),
      returnableFen: payment?.leftFen ?? null,
    });
    const slip = slipOf(tx, cmd, { account, payment, businessDate });
    const refundId = record(tx, slip, payment);
    const entryId = post(tx, {
      kind: 'refund',
      memo: slip.refundNo,
      documentKind: 'refund',
      documentId: refundId,
      document: refundDocument(tx.db, refundId),
      lines: [
        debit(LEDGER_CODES.customerCredit, slip.amountFen, slip.accountId),
        credit(slip.channel === 'cash' ? LEDGER_CODES.cash : LEDGER_CODES.tenderClearing, slip.amountFen),
      ],
      zone: st.zone,
    });
    store.setEntry(tx.db, { refundId, entryId });
    tx.audit({ kind: 'refund', id: refundId, after: slip });
    tx.announce({ topic: 'payment' });
    return findRefund(tx.db, refundId);
  });
}

function paymentGoneBackTo(db: ReadDb, cmd: GiveRefund, customerId: CustomerId): ReturnablePayment | undefined {
  if ((cmd.way === 'original') !== (cmd.paymentId !== undefined)) throw new StationError('refund.no-payment');
  if (cmd.paymentId === undefined) return undefined;
  const payment = store.returnablePayment(db, { customerId, paymentId: cmd.paymentId });
  if (!payment) throw new StationError('refund.no-payment');
  return payment;
}

function slipOf(
  tx: Tx,
  cmd: GiveRefund,
  of: {
    account: NonNullable<ReturnType<typeof store.holder>>;
    payment: ReturnablePayment | undefined;
    businessDate: string;
  },
): RefundSlip {
  const { account, payment, businessDate } = of;
  const station = stationSettings(tx.db);
  const year = businessDate.slice(0, 4);
  const { customerId, customerName, accountId, accountNo, service, doorNo, creditFen } = account;
  return {
    refundNo: refundNo(year, nextNumber(tx, `refund-${year}`)),
    stationName: station?.name ?? '',
    stationPhone: station?.phone ?? '',
    stationAddress: station?.address ?? '',
    ...{ customerId, customerName, accountId, accountNo, service, doorNo },
    refundedAt: tx.now,
    businessDate,
    channel: payment?.method ?? (cmd.way === 'transfer' ? 'transfer' : 'cash'),
    receiptNo: payment?.receiptNo ?? '',
    amountFen: cmd.amountFen,
    creditBeforeFen: creditFen,
    creditAfterFen: creditFen - cmd.amountFen,
    payee: cmd.payee || customerName,
    reference: cmd.reference ?? '',
    reason: cmd.reason,
    cashierName: tx.by.name,
  };
}

function record(tx: Tx, slip: RefundSlip, payment: ReturnablePayment | undefined): RefundId {
  if (tx.by.userId === null) throw new StationError('permission.denied', { permission: 'cashier.refund' });
  const { refundNo, customerId, accountId, refundedAt, businessDate, channel, amountFen, payee, reference, reason } =
    slip;
  const row = {
    refundNo,
    customerId,
    accountId,
    refundedAt,
    businessDate,
    channel,
    amountFen,
    payee,
    reference,
    reason,
  };
  return RefundId.parse(
    store.insertRefund(tx.db, {
      ...row,
      paymentId: payment?.paymentId ?? null,
      slipJson: JSON.stringify(slip),
      userId: tx.by.userId,
    }),
  );
}

/** The money came back after all (红冲): mirrors the entry, the credit is there again. Refuses 'refund.already-reversed'. */
export function reverseRefund(st: Station, by: Actor, cmd: ReverseRefund): Refund {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'cashier.reverse-refund', requestId, input }, (tx) => {
    const { refundId } = cmd;
    const row = requireRefund(tx.db, refundId);
    if (row.reversedAt !== null)
      throw new StationError('refund.already-reversed', { refundNo: row.refundNo, on: row.reversedOn ?? '' });
    if (row.entryId === null) throw new Error(`refund ${refundId} is not in the ledger`);
    reverse(tx, row.entryId, `${row.refundNo} ${cmd.reason}`, st.zone);
    const reversedOn = localDate(tx.now, st.zone);
    store.markReversed(tx.db, { refundId, now: tx.now, reversedOn, userId: by.userId, reason: cmd.reason });
    tx.audit({ kind: 'refund', id: refundId, before: { refundNo: row.refundNo }, after: { reversed: cmd.reason } });
    tx.announce({ topic: 'payment' });
    return findRefund(tx.db, refundId);
  });
}

/** The refund as its slip was signed, with what happened to it since. Refuses 'record.not-found'. */
export function findRefund(db: ReadDb, refundId: RefundId): Refund {
  return toRefund(requireRefund(db, refundId));
}

export function refundsOf(db: ReadDb, customerId: CustomerId): Refund[] {
  return store.refundsOf(db, { customerId }).map(toRefund);
}

function toRefund(row: store.RefundRow): Refund {
  return {
    ...RefundSlip.parse(JSON.parse(row.slipJson)),
    refundId: row.refundId,
    copies: row.copies,
    reversal:
      row.reversedAt === null
        ? null
        : { at: row.reversedAt, on: row.reversedOn ?? '', by: row.reversedByName ?? '', reason: row.reversalReason },
  };
}

function requireRefund(db: ReadDb, refundId: RefundId): store.RefundRow {
  const row = store.findRefund(db, { refundId });
  if (!row) throw new StationError('record.not-found', { kind: 'refund', id: refundId });
  return row;
}

/** The frozen content of a refund: its hash joins the ledger chain. */
export function refundDocument(db: ReadDb, documentId: number): unknown {
  const row = store.findRefund(db, { refundId: documentId });
  if (!row) return undefined;
  const { refundNo, customerId, accountId, refundedAt, businessDate, channel, paymentId, amountFen } = row;
  const { payee, reference, reason, slipJson, userId } = row;
  const money = { refundNo, customerId, accountId, refundedAt, businessDate, channel, paymentId, amountFen };
  return { ...money, payee, reference, reason, slipJson, userId };
}

/** Counts one more copy of the slip and answers its number: from the second on it is a reprint. */
export function countRefundCopy(st: Station, by: Actor, cmd: { refundId: RefundId; requestId: RequestId }): number {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'cashier.print-refund', requestId, input }, (tx) => {
    const { refundId } = cmd;
    requireRefund(tx.db, refundId);
    const { copyNo } = store.nextCopy(tx.db, { refundId });
    store.insertPrint(tx.db, { refundId, copyNo, now: tx.now, userId: by.userId ?? 0 });
    tx.audit({ kind: 'refund', id: refundId, after: { copyNo } });
    tx.announce({ topic: 'payment' });
    return copyNo;
  });
}
