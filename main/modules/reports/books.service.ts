import { bookWorkbook } from '../../reports/books/excel.ts';
import { type BookTable, journalTable, statementTable, trialTable } from '../../reports/books/rows.ts';
import { bookWords } from '../../reports/books/words.ts';
import { safeFileName } from '../../reports/print/html.ts';
import { StationError } from '../../shared/error-codes.ts';
import { AccountId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { journalSlice, statement, trialBalanceOf } from '../ledger/index.ts';
import type { Session } from '../users/index.ts';
import type { FileContent } from './print.schema.ts';
import type { BookExcel } from './reports.schema.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** A workbook is made in memory in one go. */
const MOST_ENTRIES = 20_000;

/** Refuses 'permission.denied', 'record.not-found', 'ledger.too-many-entries'. */
export async function bookExcel(st: Station, session: Session, request: BookExcel): Promise<FileContent> {
  const perm = request.book === 'statement' ? 'customers.read' : 'ledger.read';
  if (!session.can(perm)) throw new StationError('permission.denied', { permission: perm });
  const { table, title } = bookOf(st, request);
  const bytes = await bookWorkbook(table, { title, sheet: title.slice(0, 31).replace(/[\\/?*[\]:]/g, ' ') });
  return { fileName: `${safeFileName(title)}.xlsx`, base64: Buffer.from(bytes).toString('base64'), mimeType: XLSX };
}

function bookOf(st: Station, { book, id, from, to, lang }: BookExcel): { table: BookTable; title: string } {
  const words = bookWords(lang);
  if (book === 'statement') {
    const found = statement(st.db, { accountId: AccountId.parse(id), ...(from && { from }), ...(to && { to }) });
    const title = `${words.statement} ${found.accountNo} ${words.span(found.from, found.to)}`;
    return { table: statementTable(found, lang), title };
  }
  if (!from || !to || from > to) throw new StationError('input.invalid', { field: 'book', reason: 'from and to' });
  const span = { from, to };
  if (book === 'trial-balance')
    return {
      table: trialTable(trialBalanceOf(st.db, span), lang),
      title: `${words.trialBalance} ${words.span(from, to)}`,
    };
  const { total } = journalSlice(st.db, span, { count: 0, skip: 0 });
  if (total > MOST_ENTRIES) throw new StationError('ledger.too-many-entries', { found: total, most: MOST_ENTRIES });
  const entries = journalSlice(st.db, span, { count: total, skip: 0 });
  return { table: journalTable(entries, lang), title: `${words.journal} ${words.span(from, to)}` };
}
