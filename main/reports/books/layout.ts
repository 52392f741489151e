import type { Statement, TrialBalance } from '../../modules/ledger/index.ts';
import type { Journal } from '../../modules/ledger/journal.schema.ts';
import type { PaperBlock, PaperDocument, PaperLang } from '../print/paper.ts';
import { commonWords } from '../words.ts';
import { type BookTable, journalTable, paperCell, statementTable, trialTable } from './rows.ts';
import { bookWords } from './words.ts';

export interface BookPaper {
  readonly lang: PaperLang;
  readonly stationName: string;
  readonly printedBy: string;
  readonly printedAt: string;
}

function page(
  paper: BookPaper,
  head: { title: string; subtitle: string; name: string },
  blocks: PaperBlock[],
): PaperDocument {
  return {
    lang: paper.lang,
    size: 'A4',
    landscape: true,
    title: head.title,
    station: paper.stationName,
    subtitle: head.subtitle,
    blocks: [...blocks, { kind: 'signatures', labels: bookWords(paper.lang).signatures }],
    foot: [commonWords(paper.lang).printedBy(paper.printedBy, paper.printedAt)],
    fileName: `${head.title} ${head.name}`,
  };
}

function tableBlock(table: BookTable, widths: readonly number[], firstFigure: number): PaperBlock {
  return {
    kind: 'table',
    columns: table.titles.map((title, i) => ({
      title,
      width: widths[i] ?? 10,
      ...(i >= firstFigure && i < firstFigure + figuresOf(table) && { align: 'end' as const }),
    })),
    rows: table.rows.map((row) => row.map(paperCell)),
    totals: table.totals.map(paperCell),
  };
}

/** Figures stand together in every book. */
function figuresOf(table: BookTable): number {
  return table.totals.filter((cell) => typeof cell === 'number').length;
}

export function layoutStatement(statement: Statement, paper: BookPaper): PaperDocument {
  const words = bookWords(paper.lang);
  const span = words.span(statement.from, statement.to);
  return page(paper, { title: words.statement, subtitle: span, name: `${statement.accountNo} ${span}` }, [
    {
      kind: 'fields',
      columns: 3,
      items: [
        { label: words.customer, value: statement.customerName },
        { label: words.account, value: statement.accountNo },
        { label: words.address, value: statement.doorNo },
      ],
    },
    tableBlock(statementTable(statement, paper.lang), [10, 7, 9, 20, 11, 11, 11, 11, 10], 4),
  ]);
}

export function layoutTrialBalance(trial: TrialBalance, paper: BookPaper): PaperDocument {
  const words = bookWords(paper.lang);
  const span = words.span(trial.from, trial.to);
  return page(paper, { title: words.trialBalance, subtitle: span, name: span }, [
    tableBlock(trialTable(trial, paper.lang), [8, 20, 12, 12, 12, 12, 12, 12], 2),
    { kind: 'text', text: trial.isBalanced ? words.balanced : words.unbalanced },
  ]);
}

export function layoutJournal(journal: Journal, span: { from: string; to: string }, paper: BookPaper): PaperDocument {
  const words = bookWords(paper.lang);
  const dates = words.span(span.from, span.to);
  return page(paper, { title: words.journal, subtitle: dates, name: dates }, [
    journal.entries.length === 0
      ? { kind: 'text', text: words.none }
      : tableBlock(journalTable(journal, paper.lang), [9, 6, 8, 17, 7, 14, 14, 9, 9, 7], 7),
  ]);
}
