import type { SheetData } from 'write-excel-file/node';
import writeExcelFile from 'write-excel-file/node';
import type { WholeRehearsal } from '../../modules/advice/index.ts';
import type { PaperLang } from '../print/paper.ts';
import { safeCell } from '../print/text.ts';
import { rehearsalWords } from './words.ts';

type Row = SheetData[number];

const text = (value: string, isBold = false) => ({
  value: safeCell(value),
  type: String,
  ...(isBold && { fontWeight: 'bold' as const }),
});
const count = (value: number) => ({ value, type: Number });
const money = (fen: number) => ({ value: fen / 100, type: Number, format: '#,##0.00' });
const quantity = (milli: number) => ({ value: milli / 1000, type: Number, format: '#,##0.00#' });
const heads = (of: readonly string[]): Row => of.map((head) => text(head, true));

/** A rehearsal as a workbook: the total, three ways to cut it, every account, and those that could not be rated. */
export async function rehearsalWorkbook(
  { rehearsal, accounts }: WholeRehearsal,
  lang: PaperLang,
): Promise<{ title: string; bytes: Uint8Array }> {
  const words = rehearsalWords(lang);
  const { heads: h, sheets } = words;
  const { code, effectiveFrom, fromMonth, toMonth, winners, losers, leftOut } = rehearsal;
  const title = words.title(code, effectiveFrom);
  const sums = [h.accounts, h.bills, h.quantity, h.before, h.after, h.change, h.percent];
  const who = [h.door, h.customer, h.account];
  const total: SheetData = [
    [text(title, true)],
    [text(words.span(fromMonth, toMonth))],
    heads([...sums, h.winners, h.winnersSum, h.losers, h.losersSum, h.unchanged]),
    [
      ...[count(rehearsal.accounts), ...figures(rehearsal)],
      ...[count(winners.accounts), money(winners.sumFen), count(losers.accounts), money(losers.sumFen)],
      count(rehearsal.unchanged),
    ],
  ];
  const sided = (row: { winners: number; losers: number }) => [count(row.winners), count(row.losers)];
  const months = rehearsal.months.map((row) => [text(row.month), count(row.accounts), ...figures(row)]);
  const buildings = rehearsal.buildings.map((row) => [
    ...[text(row.building), count(row.accounts), ...figures(row), ...sided(row)],
  ]);
  const tiers = rehearsal.tiers.map((row) => [
    ...[row.tier === null ? text(words.noTier) : count(row.tier), count(row.accounts), ...figures(row), ...sided(row)],
  ]);
  const named = (row: { doorNo: string; customerName: string; accountNo: string }) =>
    [row.doorNo, row.customerName, row.accountNo].map((value) => text(value));
  const columns = Array.from({ length: 12 }, () => ({ width: 16 }));
  const sheet = (name: string, data: SheetData) => ({ data, sheet: name, columns, stickyRowsCount: 1 });
  const bytes = await writeExcelFile([
    { ...sheet(sheets.total, total), stickyRowsCount: 3 },
    sheet(sheets.months, [heads([h.month, ...sums]), ...months]),
    sheet(sheets.buildings, [heads([h.building, ...sums, h.winners, h.losers]), ...buildings]),
    sheet(sheets.tiers, [heads([h.tier, ...sums, h.winners, h.losers]), ...tiers]),
    sheet(sheets.accounts, [
      heads([...who, ...sums.slice(1)]),
      ...accounts.map((row) => [...named(row), ...figures(row)]),
    ]),
    sheet(sheets.leftOut, [
      heads([...who, h.month, h.bills, h.billed]),
      ...leftOut.top.map((row) => [...named(row), text(row.month), count(row.bills), money(row.billedFen)]),
      [text(words.leftOutNote)],
    ]),
  ]).toBuffer();
  return { title, bytes };
}

function figures(row: { bills: number; quantityMilli: number; beforeFen: number; afterFen: number }): Row {
  const { beforeFen, afterFen } = row;
  const change = afterFen - beforeFen;
  return [
    ...[count(row.bills), quantity(row.quantityMilli), money(beforeFen), money(afterFen), money(change)],
    beforeFen === 0 ? null : { value: change / beforeFen, type: Number, format: '0.0%' },
  ];
}
