import type { ReadDb } from '../../db/types.ts';
import type { Actor } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { SettlementId } from '../../shared/ids.ts';
import { formatYuan, sumFen } from '../../shared/money.ts';
import type { Station } from '../../station.types.ts';
import { credit, debit, LEDGER_CODES, post, reverse } from '../ledger/index.ts';
import { nextNumber } from '../station/index.ts';
import { settlementNo, spread } from './clearing.domain.ts';
import {
  CLEARED_METHODS,
  type Clearing,
  type ClearingQuery,
  type ReverseSettlement,
  type Settle,
  type Settlement,
} from './clearing.schema.ts';
import * as store from './clearing.store.ts';

/** What is open by method and day, beside the balance of the ledger. */
export function clearing(db: ReadDb, span: ClearingQuery): Clearing {
  const days = store.clearingDays(db, span);
  const openOf = (rows: typeof days) => sumFen(rows.map((row) => row.openFen));
  return {
    days,
    methods: CLEARED_METHODS.map((method) => ({
      method,
      openFen: openOf(days.filter((row) => row.method === method)),
    })),
    openFen: openOf(days),
    ledgerFen: store.ledgerOpen(db).fen,
    settlements: store.settlementsBetween(db, span).map((row) => toSettlement(db, row)),
  };
}

/**
 * Money of a method reached the bank: debit 1002 and 6603, credit 1012, with the days it was of. Refuses
 * 'clearing.open-changed', 'clearing.over-open'. A repeated request answers the first settlement again.
 */
export function settle(st: Station, by: Actor, cmd: Settle): Settlement {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'clearing.settle', requestId, input }, (tx) => {
    const { method, amountFen, feeFen, bankReference, expectedOpenFen } = cmd;
    const open = store.openOf(tx.db, { method, days: JSON.stringify(cmd.days) });
    const openFen = sumFen(open.map((one) => one.amountFen));
    if (openFen !== expectedOpenFen)
      throw new StationError('clearing.open-changed', {
        seen: formatYuan(expectedOpenFen),
        open: formatYuan(openFen),
      });
    const days = spread(amountFen, open);
    const businessDate = localDate(tx.now, st.zone);
    const year = businessDate.slice(0, 4);
    const no = settlementNo(year, nextNumber(tx, `settlement-${year}`));
    const settlementId = SettlementId.parse(
      store.insertSettlement(tx.db, {
        ...{ settlementNo: no, method, amountFen, feeFen, bankReference, businessDate },
        ...{ settledAt: tx.now, userId: by.userId, userName: by.name },
      }),
    );
    for (const one of days) store.insertDay(tx.db, { settlementId, ...one });
    const entryId = post(tx, {
      kind: 'settlement',
      memo: `${no} ${bankReference}`,
      documentKind: 'settlement',
      documentId: settlementId,
      document: settlementDocument(tx.db, settlementId),
      lines: [
        ...(amountFen > feeFen ? [debit(LEDGER_CODES.bank, amountFen - feeFen)] : []),
        ...(feeFen > 0 ? [debit(LEDGER_CODES.bankFees, feeFen)] : []),
        credit(LEDGER_CODES.tenderClearing, amountFen),
      ],
      zone: st.zone,
    });
    store.setEntry(tx.db, { settlementId, entryId });
    const made = toSettlement(tx.db, requireSettlement(tx.db, settlementId));
    tx.audit({ kind: 'settlement', id: settlementId, after: made });
    tx.announce({ topic: 'payment' });
    return made;
  });
}

/** A settlement that was wrong (红冲): its days are open again. Refuses 'clearing.already-reversed'. */
export function reverseSettlement(st: Station, by: Actor, cmd: ReverseSettlement): Settlement {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'clearing.reverse', requestId, input }, (tx) => {
    const { settlementId, reason } = cmd;
    const { settlementNo: no, reversedOn, entryId } = requireSettlement(tx.db, settlementId);
    if (reversedOn !== null) throw new StationError('clearing.already-reversed', { no, on: reversedOn });
    if (entryId === null) throw new Error(`${no} is not in the ledger`);
    reverse(tx, entryId, `${no} ${reason}`, st.zone);
    const on = localDate(tx.now, st.zone);
    store.markReversed(tx.db, { settlementId, now: tx.now, reversedOn: on, by: by.name, reason });
    tx.audit({ kind: 'settlement', id: settlementId, before: { settlementNo: no }, after: { reversed: reason } });
    tx.announce({ topic: 'payment' });
    return toSettlement(tx.db, requireSettlement(tx.db, settlementId));
  });
}

function requireSettlement(db: ReadDb, settlementId: SettlementId): store.SettlementRow {
  const row = store.findSettlement(db, { settlementId });
  if (!row) throw new StationError('record.not-found', { kind: 'settlement', id: settlementId });
  return row;
}

function toSettlement(db: ReadDb, row: store.SettlementRow): Settlement {
  const { userId: _user, entryId: _entry, reversedOn, reversedBy, reversalReason, ...kept } = row;
  return {
    ...kept,
    days: store.daysOf(db, { settlementId: row.settlementId }),
    reversal: reversedOn === null ? null : { on: reversedOn, by: reversedBy, reason: reversalReason },
  };
}

/** The frozen content of a settlement: its hash joins the ledger chain. */
export function settlementDocument(db: ReadDb, documentId: number): unknown {
  const row = store.findSettlement(db, { settlementId: documentId });
  if (!row) return undefined;
  const { settlementNo: no, method, amountFen, feeFen, bankReference, settledAt, businessDate, userId, userName } = row;
  const money = { settlementNo: no, method, amountFen, feeFen, bankReference, settledAt, businessDate };
  return { ...money, userId, userName, days: store.daysOf(db, { settlementId: documentId }) };
}
