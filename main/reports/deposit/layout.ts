import type { Deposit, DepositReturn } from '../../modules/deposits/index.ts';
import { localDateTime } from '../../shared/dates.ts';
import { formatYuan, yuanInCapitals } from '../../shared/money.ts';
import type { PaperBlock, PaperDocument, PaperLang } from '../print/paper.ts';
import { commonWords } from '../words.ts';
import { type DepositWords, depositWords } from './words.ts';

interface DepositPaper {
  /** 1 = the first copy; from 2 on it is a reprint and says so. */
  readonly copyNo: number;
  readonly size: 'A4' | 'A5' | 'receipt-80';
  readonly lang: PaperLang;
  readonly zone: string;
}

/** What the customer takes home and brings back with the cylinder. */
export function layoutDeposit(deposit: Deposit, paper: DepositPaper): PaperDocument {
  const words = depositWords(paper.lang);
  const isStrip = paper.size === 'receipt-80';
  return sheet(deposit, paper, {
    title: words.receipt,
    no: `${words.receiptNo} ${deposit.receiptNo}`,
    blocks: [
      {
        kind: 'fields',
        columns: isStrip ? 1 : 2,
        items: [...holderFields(deposit, words), ...moneyFields(deposit, words.takenAt, paper)],
      },
      amount(words.taken, deposit.amountFen),
      { kind: 'text', text: words.keep },
      ...(isStrip ? [] : [{ kind: 'signatures', labels: words.receiptSignatures(deposit.cashierName) } as const]),
    ],
  });
}

/** The slip the holder signs for money taken back. */
export function layoutDepositReturn(given: DepositReturn, paper: DepositPaper): PaperDocument {
  const words = depositWords(paper.lang);
  const columns = paper.size === 'receipt-80' ? 1 : 2;
  return sheet(given, paper, {
    title: words.slip,
    no: `${words.slipNo} ${given.returnNo}`,
    blocks: [
      {
        kind: 'fields',
        columns,
        items: [
          { label: words.receiptNo, value: given.receiptNo },
          ...holderFields(given, words),
          ...moneyFields(given, words.returnedAt, paper),
          { label: words.payee, value: given.payee },
        ],
      },
      amount(words.returned, given.amountFen),
      {
        kind: 'fields',
        columns: columns === 1 ? 1 : 3,
        items: [
          { label: words.deposit, value: formatYuan(given.depositFen) },
          { label: words.heldBefore, value: formatYuan(given.heldBeforeFen) },
          { label: words.heldAfter, value: formatYuan(given.heldAfterFen) },
        ],
      },
      { kind: 'text', text: words.statement(given.payee) },
      {
        kind: 'signatures',
        labels: columns === 1 ? [words.holderSigns] : words.slipSignatures(given.cashierName),
      },
    ],
  });
}

type Slip = Deposit | DepositReturn;

function sheet(
  slip: Slip,
  paper: DepositPaper,
  content: { title: string; no: string; blocks: readonly PaperBlock[] },
): PaperDocument {
  const words = depositWords(paper.lang);
  const { reversal } = slip;
  const mark = [reversal ? words.voided : '', paper.copyNo > 1 ? words.reprint(paper.copyNo - 1) : '']
    .filter(Boolean)
    .join(' · ');
  const contact = [slip.stationAddress, slip.stationPhone && `${commonWords(paper.lang).phone} ${slip.stationPhone}`]
    .filter(Boolean)
    .join('　');
  const voidNote = reversal && words.voidNote(localDateTime(reversal.at, paper.zone), reversal.by, reversal.reason);
  return {
    lang: paper.lang,
    size: paper.size,
    ...(paper.size === 'A5' && { landscape: true }),
    title: content.title,
    station: slip.stationName,
    subtitle: content.no,
    ...(mark && { mark }),
    blocks: [...content.blocks, ...(voidNote ? [{ kind: 'text', text: voidNote } as const] : [])],
    foot: [contact].filter(Boolean),
    fileName: content.no,
  };
}

function holderFields(slip: Slip, words: DepositWords): { label: string; value: string }[] {
  return [
    { label: words.customer, value: slip.customerName },
    ...(slip.accountNo
      ? [
          { label: words.account, value: slip.accountNo },
          { label: words.door, value: slip.doorNo },
        ]
      : []),
    { label: words.purpose, value: words.purposes[slip.purpose] },
  ];
}

function moneyFields(slip: Slip, at: string, { lang, zone }: DepositPaper): { label: string; value: string }[] {
  const words = depositWords(lang);
  return [
    { label: at, value: localDateTime(slip.at, zone) },
    { label: words.method, value: commonWords(lang).methods[slip.method] },
    ...(slip.note ? [{ label: words.note, value: slip.note }] : []),
    { label: words.cashier, value: slip.cashierName },
  ];
}

function amount(label: string, fen: number): PaperBlock {
  return { kind: 'amount', label, amount: `¥${formatYuan(fen)}`, capitals: yuanInCapitals(fen) };
}
