import type { Receipt } from '../../modules/cashier/index.ts';
import { localDateTime } from '../../shared/dates.ts';
import { formatYuan, yuanInCapitals } from '../../shared/money.ts';
import type { PaperBlock, PaperDocument, PaperLang } from '../print/paper.ts';
import { chargeName, commonWords } from '../words.ts';
import { type ReceiptWords, receiptWords } from './words.ts';

export interface ReceiptPaper {
  readonly receipt: Receipt;
  /** 1 = the receipt itself; from 2 on it is a reprint and says so. */
  readonly copyNo: number;
  readonly size: 'A5' | 'receipt-80';
  readonly lang: PaperLang;
  readonly zone: string;
}

/** A receipt on half a sheet or on the strip of a counter printer. */
export function layoutReceipt(paper: ReceiptPaper): PaperDocument {
  const { receipt: r, lang, size } = paper;
  const words = receiptWords(lang);
  const mark = [r.reversal ? words.voided : '', paper.copyNo > 1 ? words.reprint(paper.copyNo - 1) : '']
    .filter(Boolean)
    .join(' · ');
  const voidNote = r.reversal
    ? words.voidNote(localDateTime(r.reversal.at, paper.zone), r.reversal.by, r.reversal.reason)
    : '';
  const contact = [r.stationAddress, r.stationPhone && `${commonWords(lang).phone} ${r.stationPhone}`]
    .filter(Boolean)
    .join('　');
  return {
    lang,
    size,
    landscape: size === 'A5',
    title: words.title,
    station: r.stationName,
    subtitle: `${words.no} ${r.receiptNo}`,
    ...(mark && { mark }),
    blocks: [
      ...(size === 'A5' ? sheetBlocks(paper, words) : stripBlocks(paper, words)),
      ...(voidNote ? [{ kind: 'text', text: voidNote } as const] : []),
    ],
    foot: [contact, words.keepNote].filter(Boolean),
    fileName: `${words.title} ${r.receiptNo}`,
  };
}

function doorsOf(r: Receipt): string {
  return [...new Set(r.lines.map((line) => line.doorNo))].join('、');
}

function itemOf(line: Receipt['lines'][number], words: ReceiptWords, lang: PaperLang): string {
  const charge = chargeName(line, lang);
  return line.billId === null ? `${words.keptAsCredit}（${charge}）` : charge;
}

/** Money that came in; where credit alone paid, what it settled. */
function amountBlock(r: Receipt, words: ReceiptWords): PaperBlock {
  const amountFen = r.method === 'credit' ? r.creditUsedFen : r.paidFen;
  return {
    kind: 'amount',
    label: r.method === 'credit' ? words.settled : words.received,
    amount: `¥${formatYuan(amountFen)}`,
    capitals: yuanInCapitals(amountFen),
  };
}

function moneyFields(r: Receipt, words: ReceiptWords): { label: string; value: string }[] {
  return [
    ...(r.method === 'cash'
      ? [
          { label: words.tendered, value: formatYuan(r.tenderedFen) },
          { label: words.change, value: formatYuan(r.changeFen) },
        ]
      : []),
    ...(r.creditUsedFen > 0 ? [{ label: words.creditUsed, value: formatYuan(r.creditUsedFen) }] : []),
    { label: words.creditBefore, value: formatYuan(r.creditBeforeFen) },
    { label: words.creditAfter, value: formatYuan(r.creditAfterFen) },
  ];
}

function sheetBlocks({ receipt: r, lang, zone }: ReceiptPaper, words: ReceiptWords): PaperBlock[] {
  const { columns } = words;
  return [
    {
      kind: 'fields',
      columns: 3,
      items: [
        { label: words.customer, value: r.customerName },
        { label: words.method, value: commonWords(lang).methods[r.method] },
        { label: words.time, value: localDateTime(r.paidAt, zone) },
        ...(r.reference ? [{ label: words.reference, value: r.reference }] : []),
      ],
    },
    {
      kind: 'table',
      columns: [
        { title: columns.account, width: 15 },
        { title: columns.door, width: 15 },
        { title: columns.item, width: 18 },
        { title: columns.month, width: 11 },
        { title: columns.billNo, width: 17 },
        { title: columns.left, align: 'end', width: 12 },
        { title: columns.amount, align: 'end', width: 12 },
      ],
      rows: r.lines.map((line) => [
        line.accountNo,
        line.doorNo,
        itemOf(line, words, lang),
        line.month,
        line.billNo,
        line.billId === null ? '' : formatYuan(line.leftFen),
        formatYuan(line.amountFen),
      ]),
      totals: [commonWords(lang).total, '', '', '', '', '', formatYuan(r.paidFen + r.creditUsedFen)],
    },
    amountBlock(r, words),
    { kind: 'fields', columns: 3, items: moneyFields(r, words) },
    { kind: 'signatures', labels: [words.seal, `${words.cashier}${lang === 'en' ? ': ' : '：'}${r.cashierName}`] },
  ];
}

function stripBlocks({ receipt: r, lang, zone }: ReceiptPaper, words: ReceiptWords): PaperBlock[] {
  return [
    {
      kind: 'fields',
      columns: 1,
      items: [
        { label: words.customer, value: r.customerName },
        { label: words.doors, value: doorsOf(r) },
        { label: words.time, value: localDateTime(r.paidAt, zone) },
      ],
    },
    {
      kind: 'table',
      columns: [
        { title: words.columns.item, width: 66 },
        { title: words.columns.amount, align: 'end', width: 34 },
      ],
      rows: r.lines.map((line) => [stripItem(line, words, lang), formatYuan(line.amountFen)]),
      totals: [commonWords(lang).total, formatYuan(r.paidFen + r.creditUsedFen)],
    },
    amountBlock(r, words),
    {
      kind: 'fields',
      columns: 1,
      items: [
        { label: words.method, value: commonWords(lang).methods[r.method] },
        ...(r.reference ? [{ label: words.reference, value: r.reference }] : []),
        ...moneyFields(r, words),
        { label: words.cashier, value: r.cashierName },
      ],
    },
  ];
}

function stripItem(line: Receipt['lines'][number], words: ReceiptWords, lang: PaperLang): string {
  const left = line.leftFen > 0 ? [`${words.columns.left} ${formatYuan(line.leftFen)}`] : [];
  return [
    `${itemOf(line, words, lang)} ${line.month}`.trim(),
    [line.accountNo, line.billNo].filter(Boolean).join(' / '),
    ...left,
  ].join('\n');
}
