import type { Actor, Tx } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { DepositId, DepositReturnId, type RequestId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import type { PaymentMethod } from '../cashier/index.ts';
import { credit, debit, LEDGER_CODES, post, reverse } from '../ledger/index.ts';
import { nextNumber, stationSettings } from '../station/index.ts';
import { assertHeld, depositNo, returnNo } from './deposits.domain.ts';
import {
  depositDocument,
  depositReturnDocument,
  findDeposit,
  findReturn,
  requireDeposit,
  requireReturn,
} from './deposits.queries.service.ts';
import {
  type Deposit,
  type DepositReturn,
  DepositSlip,
  type ReturnDeposit,
  type ReturnSlip,
  type ReverseDeposit,
  type ReverseReturn,
  type TakeDeposit,
} from './deposits.schema.ts';
import * as store from './deposits.store.ts';

const till = (method: PaymentMethod) => (method === 'cash' ? LEDGER_CODES.cash : LEDGER_CODES.tenderClearing);

/**
 * Takes money to hold: document, entry (debit cash or clearing, credit 2241), receipt and audit in one commit. Refuses
 * 'record.not-found' for an account that is not the customer's. A repeated request answers the first deposit again.
 */
export function takeDeposit(st: Station, by: Actor, cmd: TakeDeposit): Deposit {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'deposits.take', requestId, input }, (tx) => {
    const { customerId, accountId = null, purpose, method, amountFen, note } = cmd;
    const slip = depositSlip(tx, cmd, localDate(tx.now, st.zone));
    const { receiptNo, businessDate } = slip;
    const depositId = DepositId.parse(
      store.insertDeposit(tx.db, {
        ...{ receiptNo, customerId, accountId, purpose, method, amountFen, note, businessDate },
        takenAt: tx.now,
        slipJson: JSON.stringify(slip),
        userId: personOf(tx),
      }),
    );
    const entryId = post(tx, {
      kind: 'deposit',
      memo: receiptNo,
      documentKind: 'deposit',
      documentId: depositId,
      document: depositDocument(tx.db, depositId),
      lines: [debit(till(method), amountFen), credit(LEDGER_CODES.deposits, amountFen, accountId ?? 0)],
      zone: st.zone,
    });
    store.setDepositEntry(tx.db, { depositId, entryId });
    tx.audit({ kind: 'deposit', id: depositId, after: slip });
    tx.announce({ topic: 'payment' });
    return findDeposit(tx.db, depositId);
  });
}

/**
 * Gives a deposit back, whole or in part: debit 2241, credit cash or clearing. Refuses 'deposit.over-held' (nothing is held
 * of one that was reversed). A repeated request answers the first return again.
 */
export function returnDeposit(st: Station, by: Actor, cmd: ReturnDeposit): DepositReturn {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'deposits.return', requestId, input }, (tx) => {
    const { depositId, method, amountFen, note } = cmd;
    const held = requireDeposit(tx.db, depositId);
    assertHeld(amountFen, held.heldFen);
    const slip = returnSlip(tx, cmd, { held, businessDate: localDate(tx.now, st.zone) });
    const returnId = DepositReturnId.parse(
      store.insertReturn(tx.db, {
        ...{ depositId, method, amountFen, note },
        ...{ returnNo: slip.returnNo, payee: slip.payee, businessDate: slip.businessDate },
        returnedAt: tx.now,
        slipJson: JSON.stringify(slip),
        userId: personOf(tx),
      }),
    );
    const entryId = post(tx, {
      kind: 'deposit-return',
      memo: `${slip.returnNo} ${held.receiptNo}`,
      documentKind: 'deposit-return',
      documentId: returnId,
      document: depositReturnDocument(tx.db, returnId),
      lines: [debit(LEDGER_CODES.deposits, amountFen, held.accountId ?? 0), credit(till(method), amountFen)],
      zone: st.zone,
    });
    store.setReturnEntry(tx.db, { returnId, entryId });
    tx.audit({ kind: 'deposit-return', id: returnId, after: slip });
    tx.announce({ topic: 'payment' });
    return findReturn(tx.db, returnId);
  });
}

/** A deposit that was never taken (红冲). Refuses 'deposit.returned' while any of it is given back, 'deposit.already-reversed'. */
export function reverseDeposit(st: Station, by: Actor, cmd: ReverseDeposit): Deposit {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'deposits.reverse', requestId, input }, (tx) => {
    const { depositId, reason } = cmd;
    const row = requireDeposit(tx.db, depositId);
    const given = store.returnsOf(tx.db, { depositId }).find((one) => one.reversedAt === null);
    if (given) throw new StationError('deposit.returned', { receiptNo: row.receiptNo, returnNo: given.returnNo });
    undo(tx, { no: row.receiptNo, row, reason, zone: st.zone });
    store.markDepositReversed(tx.db, { ...undoneOf(tx, st, reason), depositId });
    tx.audit({ kind: 'deposit', id: depositId, before: { receiptNo: row.receiptNo }, after: { reversed: reason } });
    tx.announce({ topic: 'payment' });
    return findDeposit(tx.db, depositId);
  });
}

/** The money came back after all: the deposit is held again. Refuses 'deposit.already-reversed'. */
export function reverseReturn(st: Station, by: Actor, cmd: ReverseReturn): DepositReturn {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'deposits.reverse-return', requestId, input }, (tx) => {
    const { returnId, reason } = cmd;
    const row = requireReturn(tx.db, returnId);
    undo(tx, { no: row.returnNo, row, reason, zone: st.zone });
    store.markReturnReversed(tx.db, { ...undoneOf(tx, st, reason), returnId });
    tx.audit({ kind: 'deposit-return', id: returnId, before: { returnNo: row.returnNo }, after: { reversed: reason } });
    tx.announce({ topic: 'payment' });
    return findReturn(tx.db, returnId);
  });
}

/** Counts one more copy of the receipt and answers its number: from the second on it is a reprint. */
export function countDepositCopy(st: Station, by: Actor, cmd: { depositId: DepositId; requestId: RequestId }): number {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'deposits.print', requestId, input }, (tx) => {
    const { depositId } = cmd;
    const copyNo = requireDeposit(tx.db, depositId).copies + 1;
    store.insertDepositPrint(tx.db, { depositId, copyNo, now: tx.now, userId: by.userId ?? 0 });
    tx.audit({ kind: 'deposit', id: depositId, after: { copyNo } });
    tx.announce({ topic: 'payment' });
    return copyNo;
  });
}

/** The same of the slip of a return. */
export function countReturnCopy(
  st: Station,
  by: Actor,
  cmd: { returnId: DepositReturnId; requestId: RequestId },
): number {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'deposits.print-return', requestId, input }, (tx) => {
    const { returnId } = cmd;
    const copyNo = requireReturn(tx.db, returnId).copies + 1;
    store.insertReturnPrint(tx.db, { returnId, copyNo, now: tx.now, userId: by.userId ?? 0 });
    tx.audit({ kind: 'deposit-return', id: returnId, after: { copyNo } });
    tx.announce({ topic: 'payment' });
    return copyNo;
  });
}

function personOf(tx: Tx): number {
  if (tx.by.userId === null) throw new StationError('permission.denied', { permission: 'cashier.take' });
  return tx.by.userId;
}

function undo(tx: Tx, of: { no: string; row: store.DepositRow | store.ReturnRow; reason: string; zone: string }): void {
  const { no, row, reason, zone } = of;
  if (row.reversedAt !== null) throw new StationError('deposit.already-reversed', { no, on: row.reversedOn ?? '' });
  if (row.entryId === null) throw new Error(`${no} is not in the ledger`);
  reverse(tx, row.entryId, `${no} ${reason}`, zone);
}

function undoneOf(tx: Tx, st: Station, reason: string) {
  return { now: tx.now, reversedOn: localDate(tx.now, st.zone), userId: tx.by.userId, reason };
}

function depositSlip(tx: Tx, cmd: TakeDeposit, businessDate: string): DepositSlip {
  const { customerId, accountId, purpose, method, amountFen, note } = cmd;
  const holder = store.findHolder(tx.db, { customerId });
  if (!holder) throw new StationError('record.not-found', { kind: 'customer', id: customerId });
  const account = accountId === undefined ? undefined : store.findAccount(tx.db, { accountId, customerId });
  if (accountId !== undefined && !account)
    throw new StationError('record.not-found', { kind: 'account', id: accountId });
  const station = stationSettings(tx.db);
  const year = businessDate.slice(0, 4);
  return {
    stationName: station?.name ?? '',
    stationPhone: station?.phone ?? '',
    stationAddress: station?.address ?? '',
    customerName: holder.customerName,
    accountNo: account?.accountNo ?? '',
    doorNo: account?.doorNo ?? '',
    receiptNo: depositNo(year, nextNumber(tx, `deposit-${year}`)),
    ...{ purpose, method, amountFen, note },
    at: tx.now,
    businessDate,
    cashierName: tx.by.name,
  };
}

/** Names and door are those of the receipt: the holder brings it back. */
function returnSlip(
  tx: Tx,
  cmd: ReturnDeposit,
  { held, businessDate }: { held: store.DepositRow; businessDate: string },
): ReturnSlip {
  const taken = DepositSlip.parse(JSON.parse(held.slipJson));
  const year = businessDate.slice(0, 4);
  return {
    ...taken,
    returnNo: returnNo(year, nextNumber(tx, `deposit-return-${year}`)),
    depositFen: held.amountFen,
    heldBeforeFen: held.heldFen,
    heldAfterFen: held.heldFen - cmd.amountFen,
    payee: cmd.payee || taken.customerName,
    ...{ method: cmd.method, amountFen: cmd.amountFen, note: cmd.note },
    at: tx.now,
    businessDate,
    cashierName: tx.by.name,
  };
}
