import { localDateTime } from '../../shared/dates.ts';
import { formatYuan } from '../../shared/money.ts';
import { formatKilograms } from '../../shared/quantity.ts';
import type { PaperBlock, PaperDocument, PaperLang } from '../print/paper.ts';
import { commonWords } from '../words.ts';
import { collectionPermille, formatPermille, formatQuantity, isAdjusted } from './monthly.domain.ts';
import type { MonthlyFigures, MonthlyReport, ReportService } from './monthly.schema.ts';
import { type MonthlyWords, monthlyWords } from './words.ts';

export interface MonthlyPaper {
  readonly report: MonthlyReport;
  readonly lang: PaperLang;
  readonly zone: string;
  readonly printedBy: string;
}

const UNITS: Readonly<Record<ReportService, string>> = { electricity: 'kWh', gas: 'm³', water: 'm³', property: '' };
const MOST_BARS = 12;

/** The month on A4: by building, the debts as bars, the ledger beside it, and lines to sign. */
export function layoutMonthly({ report, lang, zone, printedBy }: MonthlyPaper): PaperDocument {
  const words = monthlyWords(lang);
  const common = commonWords(lang);
  const at = localDateTime(report.at, zone);
  const title = words.title(common.services[report.service]);
  return {
    lang,
    size: 'A4',
    title,
    station: report.stationName,
    subtitle: words.month(report.month),
    blocks: [
      { kind: 'heading', text: words.byBuilding },
      report.rows.length > 0 ? buildings(report, lang) : { kind: 'text', text: words.noRows },
      { kind: 'text', isSmall: true, text: words.note(at) },
      ...debts(report, words),
      ...ledger(report, words),
      ...rest(report, words),
      { kind: 'signatures', labels: words.signatures },
    ],
    foot: [common.printedBy(printedBy, at)],
    fileName: `${title} ${report.month}`,
  };
}

export function columnsOf(report: MonthlyReport, lang: PaperLang): string[] {
  const { columns } = monthlyWords(lang);
  return [
    columns.building,
    columns.accounts,
    columns.bills,
    ...(UNITS[report.service] ? [columns.quantity(UNITS[report.service])] : []),
    columns.billed,
    columns.collected,
    ...(isAdjusted(report) ? [columns.adjusted] : []),
    columns.open,
    columns.rate,
    columns.closing,
    columns.now,
  ];
}

function buildings(report: MonthlyReport, lang: PaperLang): PaperBlock {
  const hasQuantity = UNITS[report.service] !== '';
  const cells = (name: string, f: MonthlyFigures) => [
    name,
    String(f.accounts),
    String(f.bills),
    ...(hasQuantity ? [formatQuantity(f.quantityMilli)] : []),
    formatYuan(f.billedFen),
    formatYuan(f.collectedFen),
    ...(isAdjusted(report) ? [formatYuan(f.adjustedFen)] : []),
    formatYuan(f.openFen),
    formatPermille(collectionPermille(f)),
    formatYuan(f.closingFen),
    formatYuan(f.nowFen),
  ];
  return {
    kind: 'table',
    columns: columnsOf(report, lang).map((title, i) => (i === 0 ? { title } : { title, align: 'end' })),
    rows: report.rows.map((row) => cells(row.building, row)),
    totals: cells(commonWords(lang).total, report.totals),
  };
}

function debts(report: MonthlyReport, words: MonthlyWords): PaperBlock[] {
  const owing = report.rows.filter((row) => row.nowFen > 0).sort((a, b) => b.nowFen - a.nowFen);
  if (owing.length === 0) return [];
  const bars = owing
    .slice(0, MOST_BARS)
    .map((row) => ({ label: row.building, value: row.nowFen, text: formatYuan(row.nowFen) }));
  return [{ kind: 'bars', label: words.chart, unit: words.yuan, bars }];
}

function ledger({ movement: m, agreement }: MonthlyReport, words: MonthlyWords): PaperBlock[] {
  const end = (title: string) => ({ title, align: 'end' }) as const;
  const [figure, byBills, byLedger, difference] = words.agreementColumns;
  return [
    { kind: 'heading', text: words.movement },
    {
      kind: 'table',
      columns: [
        words.opening,
        words.charged,
        words.settled,
        ...(m.otherFen !== 0 ? [words.other] : []),
        words.closing,
      ].map(end),
      rows: [
        [m.openingFen, m.chargedFen, m.settledFen, ...(m.otherFen !== 0 ? [m.otherFen] : []), m.closingFen].map(
          formatYuan,
        ),
      ],
    },
    { kind: 'heading', text: words.agreement },
    {
      kind: 'table',
      columns: [{ title: figure }, end(byBills), end(byLedger), end(difference)],
      rows: agreement.map((line) => [
        words.agreementRows[line.what],
        formatYuan(line.billsFen),
        formatYuan(line.ledgerFen),
        formatYuan(line.billsFen - line.ledgerFen),
      ]),
    },
  ];
}

function rest({ safety, fillings }: MonthlyReport, words: MonthlyWords): PaperBlock[] {
  const hasSafety = safety.hazardsFound + safety.hazardsClosed + safety.hazardsOpen > 0;
  const lines = [
    ...(hasSafety ? [words.hazards(safety.hazardsFound, safety.hazardsClosed, safety.hazardsOpen)] : []),
    ...(fillings.count > 0 ? [words.fillings(fillings.count, fillings.good, formatKilograms(fillings.netGrams))] : []),
  ];
  if (lines.length === 0) return [];
  return [{ kind: 'heading', text: words.rest }, ...lines.map((text) => ({ kind: 'text', text }) as const)];
}
