import type { Statement, TrialBalance } from '../../modules/ledger/index.ts';
import type { Journal } from '../../modules/ledger/journal.schema.ts';
import { formatYuan } from '../../shared/money.ts';
import type { PaperLang } from '../print/paper.ts';
import { commonWords } from '../words.ts';
import { bookWords } from './words.ts';

/** A figure in fen (a number) or a text: paper writes both, a workbook keeps the figures as numbers. */
export type BookCell = string | number | null;
export interface BookTable {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly BookCell[])[];
  readonly totals: readonly BookCell[];
}

export function paperCell(cell: BookCell): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? formatYuan(cell) : cell;
}

/** Zero is left blank, as bookkeepers write it. */
const blank = (fen: number) => (fen === 0 ? null : fen);

export function statementTable(statement: Statement, lang: PaperLang): BookTable {
  const words = bookWords(lang);
  const { opening, closing, sums } = statement;
  return {
    titles: [
      words.date,
      words.entryNo,
      words.kind,
      words.memo,
      words.charged,
      words.settled,
      words.receivable,
      words.creditChange,
      words.credit,
    ],
    rows: [
      ['', '', words.opening, '', null, null, opening.receivableFen, null, opening.creditFen],
      ...statement.lines.map((line) => [
        line.businessDate,
        String(line.entryId),
        words.kinds[line.kind] ?? line.kind,
        line.memo,
        blank(line.chargedFen),
        blank(line.settledFen),
        line.receivableFen,
        blank(line.creditKeptFen - line.creditUsedFen),
        line.creditFen,
      ]),
    ],
    totals: [
      words.closing,
      '',
      '',
      '',
      sums.chargedFen,
      sums.settledFen,
      closing.receivableFen,
      sums.creditKeptFen - sums.creditUsedFen,
      closing.creditFen,
    ],
  };
}

export function trialTable({ rows, totals }: TrialBalance, lang: PaperLang): BookTable {
  const words = bookWords(lang);
  const sides = (balance: number) => [blank(Math.max(balance, 0)), blank(Math.max(-balance, 0))];
  const { opening, period, closing } = totals;
  return {
    titles: [
      words.code,
      words.name,
      words.openingDebit,
      words.openingCredit,
      words.debit,
      words.creditSide,
      words.closingDebit,
      words.closingCredit,
    ],
    rows: rows.map((row) => [
      row.ledgerCode,
      lang === 'en' ? row.nameEn : row.nameZh,
      ...sides(row.openingFen),
      blank(row.debitFen),
      blank(row.creditFen),
      ...sides(row.closingFen),
    ]),
    totals: [
      commonWords(lang).total,
      '',
      ...[opening, period, closing].flatMap((side) => [side.debitFen, side.creditFen]),
    ],
  };
}

/** One row an entry line, oldest entry first. */
export function journalTable({ entries, amountFen }: Journal, lang: PaperLang): BookTable {
  const words = bookWords(lang);
  return {
    titles: [
      words.date,
      words.entryNo,
      words.kind,
      words.memo,
      words.code,
      words.name,
      words.whose,
      words.debit,
      words.creditSide,
      words.by,
    ],
    rows: entries
      .toReversed()
      .flatMap((entry) =>
        entry.lines.map((line) => [
          entry.businessDate,
          String(entry.entryId),
          words.kinds[entry.kind] ?? entry.kind,
          entry.memo,
          line.ledgerCode,
          lang === 'en' ? line.nameEn : line.nameZh,
          [line.accountNo, line.customerName].filter(Boolean).join(' '),
          blank(line.debitFen),
          blank(line.creditFen),
          entry.userName,
        ]),
      ),
    totals: [commonWords(lang).total, '', '', '', '', '', '', amountFen, amountFen, ''],
  };
}
