import type { ReadDb } from '../../db/types.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { CustomerId, DepositId, DepositReturnId } from '../../shared/ids.ts';
import {
  type Deposit,
  type DepositReturn,
  DepositSlip,
  type HeldPage,
  type HeldQuery,
  ReturnSlip,
} from './deposits.schema.ts';
import * as store from './deposits.store.ts';

/** The deposit as its receipt was handed over, with what happened to it since. Refuses 'record.not-found'. */
export function findDeposit(db: ReadDb, depositId: DepositId): Deposit {
  return toDeposit(db, requireDeposit(db, depositId));
}

/** The return as its slip was signed. Refuses 'record.not-found'. */
export function findReturn(db: ReadDb, returnId: DepositReturnId): DepositReturn {
  return toReturn(requireReturn(db, returnId));
}

export function depositsOf(db: ReadDb, customerId: CustomerId): Deposit[] {
  return store.depositsOf(db, { customerId }).map((row) => toDeposit(db, row));
}

/** Every deposit still held, beside the balance of the ledger. */
export function heldDeposits(db: ReadDb, query: HeldQuery): HeldPage {
  const { offset, limit } = query;
  const filter = { text: query.text, purpose: query.purpose ?? null };
  const purposes = store.heldByPurpose(db, filter);
  return {
    rows: store.heldDeposits(db, { ...filter, offset, limit }),
    total: purposes.reduce((sum, row) => sum + row.deposits, 0),
    heldFen: purposes.reduce((sum, row) => sum + row.heldFen, 0),
    purposes,
    allHeldFen: store.allHeld(db).fen,
    ledgerFen: store.ledgerHeld(db).fen,
  };
}

export function requireDeposit(db: ReadDb, depositId: DepositId): store.DepositRow {
  const row = store.findDeposit(db, { depositId });
  if (!row) throw new StationError('record.not-found', { kind: 'deposit', id: depositId });
  return row;
}

export function requireReturn(db: ReadDb, returnId: DepositReturnId): store.ReturnRow {
  const row = store.findReturn(db, { returnId });
  if (!row) throw new StationError('record.not-found', { kind: 'deposit-return', id: returnId });
  return row;
}

function toDeposit(db: ReadDb, row: store.DepositRow): Deposit {
  const { depositId, customerId, accountId, heldFen, copies } = row;
  return {
    ...DepositSlip.parse(JSON.parse(row.slipJson)),
    ...{ depositId, customerId, accountId, heldFen, copies },
    reversal: reversalOf(row),
    returns: store.returnsOf(db, { depositId }).map(toReturn),
  };
}

function toReturn(row: store.ReturnRow): DepositReturn {
  const { returnId, depositId, copies } = row;
  return {
    ...ReturnSlip.parse(JSON.parse(row.slipJson)),
    ...{ returnId, depositId, copies },
    reversal: reversalOf(row),
  };
}

function reversalOf(row: store.DepositRow | store.ReturnRow): Deposit['reversal'] {
  if (row.reversedAt === null) return null;
  return { at: row.reversedAt, on: row.reversedOn ?? '', by: row.reversedByName ?? '', reason: row.reversalReason };
}

/** The frozen content of a deposit: its hash joins the ledger chain. */
export function depositDocument(db: ReadDb, documentId: number): unknown {
  const row = store.findDeposit(db, { depositId: documentId });
  if (!row) return undefined;
  const { receiptNo, customerId, accountId, purpose, method, amountFen, note, takenAt, businessDate } = row;
  const money = { receiptNo, customerId, accountId, purpose, method, amountFen, note, takenAt, businessDate };
  return { ...money, slipJson: row.slipJson, userId: row.userId };
}

/** The frozen content of what was given back. */
export function depositReturnDocument(db: ReadDb, documentId: number): unknown {
  const row = store.findReturn(db, { returnId: documentId });
  if (!row) return undefined;
  const { returnNo, depositId, method, amountFen, payee, note, returnedAt, businessDate, slipJson, userId } = row;
  return { returnNo, depositId, method, amountFen, payee, note, returnedAt, businessDate, slipJson, userId };
}
