import { formatScaled } from '../../shared/money.ts';

/** One line of a voucher, ready to be written. */
export interface VoucherRow {
  readonly day: string;
  readonly voucherNo: number;
  readonly memo: string;
  readonly code: string;
  readonly name: string;
  readonly debitFen: number;
  readonly creditFen: number;
  readonly party: string;
  readonly attachments: number;
  readonly source: string;
}

/** The first line of the file (docs/vouchers.md explains each column). */
export const VOUCHER_COLUMNS = [
  '凭证日期',
  '凭证字',
  '凭证号',
  '摘要',
  '科目代码',
  '科目名称',
  '借方金额',
  '贷方金额',
  '往来单位',
  '附单据数',
  '来源凭证号',
] as const;
const VOUCHER_WORD = '记';

/** Lines end as the accountant's programs on Windows expect. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** Quoted where it must be; a text a spreadsheet would run gets an apostrophe (CWE-1236). */
function csvCell(text: string): string {
  const clean = text.replace(/[\r\n\t]+/g, ' ');
  const safe = /^[=+\-@]/.test(clean) ? `'${clean}` : clean;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const amount = (fen: number) => (fen === 0 ? '' : formatScaled(fen, 2, 2));

export function voucherLine(row: VoucherRow): string {
  return csvLine([
    row.day,
    VOUCHER_WORD,
    String(row.voucherNo),
    row.memo,
    row.code,
    row.name,
    amount(row.debitFen),
    amount(row.creditFen),
    row.party,
    String(row.attachments),
    row.source,
  ]);
}
