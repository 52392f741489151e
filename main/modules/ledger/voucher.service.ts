import iconv from 'iconv-lite';
import type { ReadDb } from '../../db/types.ts';
import type { Actor } from '../../db/writer.ts';
import { monthOf } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { sumFen } from '../../shared/money.ts';
import type { Station } from '../../station.types.ts';
import { findLedgerAccount } from './books.store.ts';
import { ENTRY_KINDS_ZH } from './entry-kinds.domain.ts';
import { journalLines } from './journal.store.ts';
import { csvLine, VOUCHER_COLUMNS, type VoucherRow, voucherLine } from './voucher.domain.ts';
import type { CodeMapRow, SetCodeMap, VoucherChunk, VoucherQuery } from './voucher.schema.ts';
import * as store from './voucher.store.ts';

/** Small enough that the counter does not wait for a chunk. */
const ENTRIES_A_CHUNK = 1000;

export function codeMap(db: ReadDb): CodeMapRow[] {
  return store.codeMap(db);
}

/** An empty code goes back to the station's own. Refuses 'record.not-found'. */
export function setCodeMap(st: Station, by: Actor, cmd: SetCodeMap): CodeMapRow[] {
  return st.write(by, { action: 'ledger.map-codes', input: cmd }, (tx) => {
    const before = store.codeMap(tx.db);
    for (const code of cmd.codes) {
      const { ledgerCode } = code;
      if (!findLedgerAccount(tx.db, { ledgerCode }))
        throw new StationError('record.not-found', { kind: 'ledger-account', id: ledgerCode });
      if (code.externalCode === '') store.clearCode(tx.db, { ledgerCode });
      else store.setCode(tx.db, code);
    }
    const after = store.codeMap(tx.db);
    tx.audit({ kind: 'ledger-codes', id: 'all', before, after });
    return after;
  });
}

interface Part {
  readonly rows: readonly VoucherRow[];
  readonly vouchers: number;
  readonly next: VoucherChunk['next'];
}

/**
 * One part of the accountant's file. Posted entries never change, so parts asked for one after another join into one
 * file, and to stop asking cancels it. A voucher keeps its number whatever the span: numbers count within the month.
 */
export function voucherChunk(db: ReadDb, query: VoucherQuery): VoucherChunk {
  const { from, to, after } = query;
  const part = query.detail === 'entry' ? entryVouchers(db, query) : dayVouchers(db, query);
  const head = after === null ? `${query.encoding === 'utf-8' ? '\uFEFF' : ''}${csvLine([...VOUCHER_COLUMNS])}` : '';
  const text = head + part.rows.map(voucherLine).join('');
  const total = store.entriesBetween(db, { from, to }).count;
  return {
    base64: iconv.encode(text, query.encoding === 'utf-8' ? 'utf8' : 'gb18030').toString('base64'),
    vouchers: part.vouchers,
    debitFen: sumFen(part.rows.map((row) => row.debitFen)),
    creditFen: sumFen(part.rows.map((row) => row.creditFen)),
    done: part.next === null ? total : store.entriesUpTo(db, { from, ...part.next }).count,
    total,
    next: part.next,
  };
}

/** The accountant's code and name of a ledger account. */
function naming(db: ReadDb) {
  const byCode = new Map(store.codeMap(db).map((row) => [row.ledgerCode, row]));
  return (ledgerCode: string) => {
    const row = byCode.get(ledgerCode);
    return { code: row?.externalCode || ledgerCode, name: row?.externalName || row?.nameZh || '' };
  };
}

function entryVouchers(db: ReadDb, { from, to, after }: VoucherQuery): Part {
  const named = naming(db);
  const start = after ?? { day: '', entryId: 0 };
  const entries = store.entriesAfter(db, { from, to, ...start, count: ENTRIES_A_CHUNK });
  let month = '';
  let voucherNo = 0;
  const rows = entries.flatMap(({ entryId, day, kind, memo }) => {
    if (monthOf(day) === month) voucherNo++;
    else {
      month = monthOf(day);
      voucherNo = store.entriesUpTo(db, { from: `${month}-01`, day, entryId }).count;
    }
    return journalLines(db, { entryId }).map(
      (line): VoucherRow => ({
        day,
        voucherNo,
        memo: `${ENTRY_KINDS_ZH[kind] ?? kind} ${memo}`.trim(),
        ...named(line.ledgerCode),
        debitFen: line.debitFen,
        creditFen: line.creditFen,
        party: [line.accountNo, line.customerName].filter(Boolean).join(' '),
        attachments: 1,
        source: String(entryId),
      }),
    );
  });
  const last = entries.at(-1);
  const next = last && entries.length === ENTRIES_A_CHUNK ? { day: last.day, entryId: last.entryId } : null;
  return { rows, vouchers: entries.length, next };
}

/** Whole days, until a chunk is full: a day's summary is one statement however many entries it has. */
function dayVouchers(db: ReadDb, { from, to, after }: VoucherQuery): Part {
  const named = naming(db);
  const rows: VoucherRow[] = [];
  let vouchers = 0;
  let entries = 0;
  let last = after;
  for (let day = store.nextDay(db, { from, to, after: after?.day ?? '' })?.day; day; ) {
    const sums = store.sumsOfDay(db, { day });
    let voucherNo = store.summariesBefore(db, { monthStart: `${monthOf(day)}-01`, day }).count;
    for (const { kind, entries: count, firstId, lastId } of store.kindsOfDay(db, { day })) {
      voucherNo++;
      vouchers++;
      entries += count;
      last = { day, entryId: Math.max(last?.day === day ? last.entryId : 0, lastId) };
      const head = {
        day,
        voucherNo,
        memo: `${ENTRY_KINDS_ZH[kind] ?? kind}汇总 ${count} 笔`,
        party: '',
        attachments: count,
        source: `${firstId}-${lastId}`,
      };
      for (const { ledgerCode, debitFen, creditFen } of sums.filter((sum) => sum.kind === kind)) {
        if (debitFen > 0) rows.push({ ...head, ...named(ledgerCode), debitFen, creditFen: 0 });
        if (creditFen > 0) rows.push({ ...head, ...named(ledgerCode), debitFen: 0, creditFen });
      }
    }
    if (entries >= ENTRIES_A_CHUNK) break;
    day = store.nextDay(db, { from, to, after: day })?.day;
  }
  const more = last !== null && store.nextDay(db, { from, to, after: last.day }) !== undefined;
  return { rows, vouchers, next: more ? last : null };
}
