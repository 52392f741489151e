import type { ChargeBill, MeterFaultReason } from '../../modules/billing/index.ts';
import { localDate } from '../../shared/dates.ts';
import { formatScaled, formatYuan, parseScaled, sumFen } from '../../shared/money.ts';
import { formatMilli } from '../../shared/quantity.ts';
import type { PaperBlock, PaperDocument, PaperLang } from '../print/paper.ts';
import { chargeName, commonWords } from '../words.ts';
import { amountDue } from './amount-due.ts';
import { type ChargeWords, chargeWords } from './charge-words.ts';
import type { StationHead } from './rows.ts';
import { billWords, contactOf } from './words.ts';

export interface ChargePaper extends StationHead {
  readonly bill: ChargeBill;
  readonly lang: PaperLang;
  readonly zone: string;
  readonly printedBy: string;
  readonly printedAt: string;
}

/** A late fee, a share or another charge, with what it was reckoned from. */
export function layoutCharge(paper: ChargePaper): PaperDocument {
  const { bill, lang } = paper;
  const { account, reason } = bill.explain;
  const words = billWords(lang);
  const common = commonWords(lang);
  const isFault = reason.kind === 'meter-fault';
  const itemName = isFault
    ? chargeWords(lang).meterFault.name
    : chargeName({ kind: bill.kind, service: account.service }, lang);
  const title = words.title(itemName);
  const mark = bill.reversedAt !== null ? words.voided : bill.owedFen === 0 ? words.settled : '';
  return {
    lang,
    size: 'A5',
    title,
    station: paper.stationName,
    subtitle: words.subtitle(bill.billNo, bill.month),
    ...(mark && { mark }),
    blocks: [
      {
        kind: 'fields',
        columns: 2,
        items: [
          { label: words.customer, value: account.customerName },
          { label: words.account, value: account.accountNo },
          { label: words.door, value: [account.doorNo, account.address].filter(Boolean).join('　') },
          { label: words.issued, value: localDate(bill.issuedAt, paper.zone) },
        ],
      },
      ...(reason.kind === 'late-fee' ? debtTable(reason, chargeWords(lang)) : []),
      ...(isFault ? faultTable(reason, chargeWords(lang), common.total) : []),
      {
        kind: 'table',
        columns: [
          { title: words.lines.item, width: 44 },
          { title: words.lines.quantity, align: 'end', width: 18 },
          { title: words.lines.price, align: 'end', width: 18 },
          { title: words.lines.amount, align: 'end', width: 20 },
        ],
        rows: bill.lines.map((line) => [
          typeof line.note.name === 'string' ? line.note.name : itemName,
          line.quantityMilli === 0 ? '' : formatMilli(line.quantityMilli),
          line.priceE8 === 0 ? '' : formatScaled(line.priceE8, 8, 2),
          formatYuan(line.amountFen),
        ]),
        totals: [common.total, '', '', formatYuan(bill.amountFen)],
      },
      ...reasonTexts(bill, lang).map((text): PaperBlock => ({ kind: 'text', text, isSmall: true })),
      ...amountDue(bill, words),
    ],
    foot: [contactOf(paper, common.phone), words.checkNote, common.printedBy(paper.printedBy, paper.printedAt)].filter(
      Boolean,
    ),
    fileName: `${title} ${bill.billNo}`,
  };
}

type LateFeeReason = Extract<ChargeBill['explain']['reason'], { kind: 'late-fee' }>;

/** Day by day: what was owed, for how long, at which rate. */
function debtTable(reason: LateFeeReason, words: ChargeWords): PaperBlock[] {
  return [
    { kind: 'text', text: words.lateFeeOf(reason.ofBillNo, reason.ofMonth, reason.ofDueOn) },
    {
      kind: 'table',
      columns: [
        { title: words.columns.days, width: 36 },
        { title: words.columns.owed, align: 'end', width: 18 },
        { title: words.columns.count, align: 'end', width: 12 },
        { title: words.columns.perDay, align: 'end', width: 16 },
        { title: words.columns.amount, align: 'end', width: 18 },
      ],
      rows: reason.parts.map((part) => [
        `${part.from} – ${part.to}`,
        formatYuan(part.owedFen),
        String(part.days),
        `${permille(part.perDay)}‰`,
        part.exactYuan,
      ]),
    },
  ];
}

/** Bill by bill: what a faulty meter recorded and missed, and what the bill costs with it. */
function faultTable(reason: MeterFaultReason, words: ChargeWords, total: string): PaperBlock[] {
  const { columns, ...text } = words.meterFault;
  const { recordedMilli, differenceMilli, unit, isHalf, lines } = reason;
  const amounts = [text.rerated, isHalf ? text.half : text.whole];
  const sum = (of: (line: (typeof lines)[number]) => number) => sumFen(lines.map(of));
  return [
    { kind: 'text', text: text.found(reason) },
    { kind: 'text', text: text.formula(reason, formatMilli(recordedMilli), `${formatMilli(differenceMilli)} ${unit}`) },
    {
      kind: 'table',
      columns: [
        { title: columns.month, width: 14 },
        { title: columns.days, align: 'end', width: 11 },
        { title: columns.recorded, align: 'end', width: 15 },
        { title: columns.difference, align: 'end', width: 15 },
        { title: columns.before, align: 'end', width: 14 },
        { title: columns.after, align: 'end', width: 14 },
        { title: columns.amount, align: 'end', width: 17 },
      ],
      rows: lines.map((line) => [
        line.month,
        line.ofDays === 0 ? '' : `${line.days}/${line.ofDays}`,
        line.recordedMilli === 0 ? '' : formatMilli(line.recordedMilli),
        line.differenceMilli === 0 ? '' : formatMilli(line.differenceMilli),
        formatYuan(line.beforeFen),
        formatYuan(line.afterFen),
        formatYuan(line.afterFen - line.beforeFen),
      ]),
      totals: [
        total,
        '',
        formatMilli(recordedMilli),
        formatMilli(differenceMilli),
        formatYuan(sum((line) => line.beforeFen)),
        formatYuan(sum((line) => line.afterFen)),
        formatYuan(sum((line) => line.afterFen - line.beforeFen)),
      ],
    },
    ...amounts.map((line): PaperBlock => ({ kind: 'text', text: line, isSmall: true })),
  ];
}

function reasonTexts({ explain: { reason } }: ChargeBill, lang: PaperLang): string[] {
  const words = chargeWords(lang);
  if (reason.kind === 'other' || reason.kind === 'meter-fault') return [];
  if (reason.kind === 'late-fee') {
    const { accruedFen, chargedFen, waivedFen } = reason;
    const isLess = chargedFen > 0 || waivedFen > 0;
    return [
      words.bound(reason.bound, formatYuan(reason.principalFen), reason.rule.floor),
      isLess ? words.less(formatYuan(accruedFen), formatYuan(chargedFen), formatYuan(waivedFen)) : '',
      words.lateFeePolicy,
    ].filter(Boolean);
  }
  const { lossMilli, priceE8 } = reason;
  return [
    words.shared(reason.groupName, formatYuan(reason.totalFen), reason.members),
    lossMilli !== null && priceE8 !== null ? words.loss(formatMilli(lossMilli), formatScaled(priceE8, 8, 2)) : '',
    words.weight(reason.method, formatScaled(reason.weightE6, 6), formatScaled(reason.weightSumE6, 6)),
    reason.hasExtraFen ? words.extraFen : '',
  ].filter(Boolean);
}

/** "0.0025" → "2.5". */
function permille(rate: string): string {
  return formatScaled(parseScaled(rate, 8), 5);
}
