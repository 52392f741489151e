import type { DueCylinder, Filling, FillingSummary, RefusalRow } from '../../modules/cylinders/index.ts';
import { localDateTime } from '../../shared/dates.ts';
import { formatKilograms } from '../../shared/quantity.ts';
import type { PaperBlock, PaperDocument, PaperLang } from '../print/paper.ts';
import { commonWords } from '../words.ts';
import { type FillingWords, fillingWords } from './words.ts';

interface Sheet {
  readonly stationName: string;
  readonly lang: PaperLang;
  readonly zone: string;
  readonly printed: string;
}

export interface FillingDay extends Sheet {
  readonly date: string;
  readonly fillings: readonly Filling[];
  readonly refusals: readonly RefusalRow[];
  readonly summary: FillingSummary;
}

/** The day's fillings in the order they were made, what was refused, and the sum by type. */
export function layoutFillingDay(day: FillingDay): PaperDocument {
  const words = fillingWords(day.lang);
  const isEmpty = day.fillings.length === 0 && day.refusals.length === 0;
  return {
    lang: day.lang,
    size: 'A4',
    title: words.dayTitle,
    station: day.stationName,
    subtitle: day.date,
    blocks: [
      ...(isEmpty ? [{ kind: 'text', text: words.none } as const] : dayBlocks(day, words)),
      { kind: 'signatures', labels: words.signatures },
    ],
    foot: [day.printed],
    fileName: `${words.dayTitle} ${day.date}`,
  };
}

function dayBlocks(day: FillingDay, words: FillingWords): PaperBlock[] {
  return [
    { kind: 'heading', text: words.summary },
    summaryTable(day, words),
    { kind: 'heading', text: words.records },
    recordTable(day, words),
    ...(day.refusals.length > 0 ? [{ kind: 'heading', text: words.refusals } as const, refusalTable(day, words)] : []),
  ];
}

function summaryTable({ summary, lang }: FillingDay, { columns }: FillingWords): PaperBlock {
  const sum = (pick: (row: FillingSummary['rows'][number]) => number) =>
    summary.rows.reduce((total, row) => total + pick(row), 0);
  return {
    kind: 'table',
    columns: [
      { title: columns.type, width: 28 },
      ...[columns.good, columns.over, columns.under, columns.goodNet].map(
        (title) => ({ title, align: 'end', width: 18 }) as const,
      ),
    ],
    rows: summary.rows.map((row) => [
      row.typeCode,
      String(row.good),
      String(row.overFill),
      String(row.underFill),
      formatKilograms(row.goodNetGrams),
    ]),
    totals: [
      commonWords(lang).total,
      String(sum((row) => row.good)),
      String(sum((row) => row.overFill)),
      String(sum((row) => row.underFill)),
      formatKilograms(sum((row) => row.goodNetGrams)),
    ],
  };
}

const timeOf = (at: number, zone: string) => localDateTime(at, zone).slice(11, 16);

function recordTable({ fillings, zone }: FillingDay, { columns, outcomes, byHand }: FillingWords): PaperBlock {
  return {
    kind: 'table',
    columns: [
      { title: columns.time, width: 9 },
      { title: columns.code, width: 20 },
      { title: columns.type, width: 13 },
      { title: columns.tare, align: 'end', width: 12 },
      { title: columns.gross, align: 'end', width: 12 },
      { title: columns.net, align: 'end', width: 12 },
      { title: columns.outcome, width: 10 },
      { title: columns.by, width: 12 },
    ],
    rows: fillings.map((filling) => [
      timeOf(filling.filledAt, zone),
      filling.cylinderCode,
      filling.typeCode,
      formatKilograms(filling.tareGrams),
      `${formatKilograms(filling.grossGrams)}${filling.manualReason === null ? '' : `\n${byHand}`}`,
      formatKilograms(filling.netGrams),
      outcomes[filling.outcome],
      filling.userName,
    ]),
  };
}

function refusalTable({ refusals, zone }: FillingDay, { columns, reasons }: FillingWords): PaperBlock {
  return {
    kind: 'table',
    columns: [
      { title: columns.time, width: 12 },
      { title: columns.code, width: 32 },
      { title: columns.reason, width: 36 },
      { title: columns.by, width: 20 },
    ],
    rows: refusals.map((row) => [
      timeOf(row.at, zone),
      row.scannedCode,
      reasons[row.reason] ?? row.reason,
      row.userName,
    ]),
  };
}

export interface DueSheet extends Sheet {
  readonly date: string;
  readonly due: readonly DueCylinder[];
}

/** What must be sent to inspection, scrapped or weighed again. */
export function layoutDueCylinders(sheet: DueSheet): PaperDocument {
  const words = fillingWords(sheet.lang);
  const { columns } = words;
  const table: PaperBlock = {
    kind: 'table',
    columns: [
      { title: columns.what, width: 20 },
      { title: columns.code, width: 24 },
      { title: columns.serial, width: 20 },
      { title: columns.type, width: 12 },
      { title: columns.on, width: 14 },
      { title: columns.days, align: 'end', width: 10 },
    ],
    rows: sheet.due.map(({ cylinder, kind, dueOn, daysLeft }) => [
      words.kinds[kind],
      cylinder.code,
      cylinder.serialNo,
      cylinder.typeCode,
      dueOn,
      kind === 'refill-unfinished' ? '' : String(daysLeft),
    ]),
  };
  return {
    lang: sheet.lang,
    size: 'A4',
    title: words.dueTitle,
    station: sheet.stationName,
    subtitle: sheet.date,
    blocks: [
      sheet.due.length > 0 ? table : { kind: 'text', text: words.noneDue },
      { kind: 'signatures', labels: words.signatures.slice(1) },
    ],
    foot: [sheet.printed],
    fileName: `${words.dueTitle} ${sheet.date}`,
  };
}
