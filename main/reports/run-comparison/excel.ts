import type { SheetData } from 'write-excel-file/node';
import writeExcelFile from 'write-excel-file/node';
import { changeOf, isMover, type MoverRule, type RunPreview } from '../../modules/billing/index.ts';
import { formatYuan } from '../../shared/money.ts';
import type { PaperLang } from '../print/paper.ts';
import { safeCell } from '../print/text.ts';
import { commonWords } from '../words.ts';
import { comparisonWords } from './words.ts';

type Row = SheetData[number];
type Comparison = RunPreview['comparison'];
type Side = 'now' | 'last' | 'lastYear';
const SIDES: readonly Side[] = ['now', 'last', 'lastYear'];

const text = (value: string, isBold = false) => ({
  value: safeCell(value),
  type: String,
  ...(isBold && { fontWeight: 'bold' as const }),
});
const count = (value: number) => ({ value, type: Number });
const money = (fen: number | null) => (fen === null ? null : { value: fen / 100, type: Number, format: '#,##0.00' });
const quantity = (milli: number | null) =>
  milli === null ? null : { value: milli / 1000, type: Number, format: '#,##0.00#' };

/** The comparison of a preview as a workbook: a sheet by building, and one of the accounts that moved. */
export async function comparisonWorkbook(
  preview: RunPreview,
  rule: MoverRule,
  lang: PaperLang,
): Promise<{ title: string; bytes: Uint8Array }> {
  const words = comparisonWords(lang);
  const unit = preview.service === 'electricity' ? 'kWh' : 'm³';
  const title = words.title(commonWords(lang).charges[preview.service], preview.month);
  const named = (side: Side) => words.side[side];
  const buildings: SheetData = [
    [text(title, true)],
    [
      words.building,
      words.accounts,
      ...SIDES.map((side) => words.bills(named(side))),
      ...SIDES.map((side) => words.quantity(named(side), unit)),
      ...SIDES.map((side) => words.amount(named(side))),
    ].map((head) => text(head, true)),
    ...preview.comparison.buildings.map((row) => figures(row.building, row)),
    figures(words.total, { accounts: preview.accounts, ...preview.comparison }),
  ];
  const { moversCompleteAboveFen } = preview.comparison;
  const movers: SheetData = [
    [text(words.rule(named(rule.against), rule.abovePercent, formatYuan(rule.aboveFen)))],
    [moversCompleteAboveFen > rule.aboveFen ? text(words.complete(formatYuan(moversCompleteAboveFen))) : null],
    [
      ...[words.door, words.customer, words.account, words.lastMonth],
      ...SIDES.map((side) => words.quantity(named(side), unit)),
      ...SIDES.map((side) => words.amount(named(side))),
      ...[words.change, words.percent],
    ].map((head) => text(head, true)),
    ...preview.comparison.movers.filter((mover) => isMover(mover, rule)).map((mover) => moverRow(mover, rule)),
  ];
  const widths = (columns: number) => Array.from({ length: columns }, () => ({ width: 16 }));
  const bytes = await writeExcelFile([
    { data: buildings, sheet: words.buildings, columns: widths(11), stickyRowsCount: 2 },
    { data: movers, sheet: words.movers, columns: widths(12), stickyRowsCount: 3 },
  ]).toBuffer();
  return { title, bytes };
}

function figures(name: string, row: { accounts: number } & Pick<Comparison, Side>): Row {
  return [
    text(name),
    count(row.accounts),
    ...SIDES.map((side) => count(row[side].bills)),
    ...SIDES.map((side) => quantity(row[side].quantityMilli)),
    ...SIDES.map((side) => money(row[side].amountFen)),
  ];
}

function moverRow(mover: Comparison['movers'][number], { against }: MoverRule): Row {
  const change = changeOf(mover, against) ?? 0;
  const before = mover.nowFen - change;
  return [
    text(mover.doorNo),
    text(mover.customerName),
    text(mover.accountNo),
    text(mover.lastMonth ?? ''),
    quantity(mover.nowMilli),
    quantity(mover.lastMilli),
    quantity(mover.lastYearMilli),
    money(mover.nowFen),
    money(mover.lastFen),
    money(mover.lastYearFen),
    money(change),
    before === 0 ? null : { value: change / before, type: Number, format: '0.0%' },
  ];
}
