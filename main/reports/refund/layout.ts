import type { Refund } from '../../modules/credit/index.ts';
import { localDateTime } from '../../shared/dates.ts';
import { formatYuan, yuanInCapitals } from '../../shared/money.ts';
import type { PaperDocument, PaperLang } from '../print/paper.ts';
import { commonWords } from '../words.ts';
import { type RefundWords, refundWords } from './words.ts';

interface RefundPaper {
  readonly refund: Refund;
  /** 1 = the slip itself; from 2 on it is a reprint and says so. */
  readonly copyNo: number;
  readonly size: 'A4' | 'receipt-80';
  readonly lang: PaperLang;
  readonly zone: string;
}

/** The slip the payee signs for money taken back. */
export function layoutRefund(paper: RefundPaper): PaperDocument {
  const { refund: r, lang, size, zone } = paper;
  const words = refundWords(lang);
  const mark = [r.reversal ? words.voided : '', paper.copyNo > 1 ? words.reprint(paper.copyNo - 1) : '']
    .filter(Boolean)
    .join(' · ');
  const contact = [r.stationAddress, r.stationPhone && `${commonWords(lang).phone} ${r.stationPhone}`]
    .filter(Boolean)
    .join('　');
  const isStrip = size === 'receipt-80';
  return {
    lang,
    size,
    title: words.title,
    station: r.stationName,
    subtitle: `${words.no} ${r.refundNo}`,
    ...(mark && { mark }),
    blocks: [
      { kind: 'fields', columns: isStrip ? 1 : 2, items: fieldsOf(paper, words) },
      {
        kind: 'amount',
        label: words.amount,
        amount: `¥${formatYuan(r.amountFen)}`,
        capitals: yuanInCapitals(r.amountFen),
      },
      {
        kind: 'fields',
        columns: isStrip ? 1 : 2,
        items: [
          { label: words.creditBefore, value: formatYuan(r.creditBeforeFen) },
          { label: words.creditAfter, value: formatYuan(r.creditAfterFen) },
        ],
      },
      { kind: 'text', text: words.statement(r.payee) },
      { kind: 'signatures', labels: isStrip ? [words.payeeSigns] : words.signatures(r.cashierName) },
      ...(r.reversal
        ? [
            {
              kind: 'text',
              text: words.voidNote(localDateTime(r.reversal.at, zone), r.reversal.by, r.reversal.reason),
            } as const,
          ]
        : []),
    ],
    foot: [contact].filter(Boolean),
    fileName: `${words.title} ${r.refundNo}`,
  };
}

function fieldsOf({ refund: r, lang, zone }: RefundPaper, words: RefundWords): { label: string; value: string }[] {
  const { methods, services } = commonWords(lang);
  const way = r.receiptNo ? words.original(methods[r.channel], r.receiptNo) : methods[r.channel];
  return [
    { label: words.customer, value: r.customerName },
    { label: words.account, value: `${r.accountNo}（${services[r.service]}）` },
    { label: words.door, value: r.doorNo },
    { label: words.time, value: localDateTime(r.refundedAt, zone) },
    { label: words.way, value: way },
    { label: words.payee, value: r.payee },
    ...(r.reference ? [{ label: words.reference, value: r.reference }] : []),
    { label: words.reason, value: r.reason },
    { label: words.cashier, value: r.cashierName },
  ];
}
