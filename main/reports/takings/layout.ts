import { PAYMENT_METHODS, type RecordedMethod } from '../../modules/cashier/cashier.schema.ts';
import { formatYuan, sumFen } from '../../shared/money.ts';
import type { PaperBlock, PaperDocument, PaperLang } from '../print/paper.ts';
import { chargeName, commonWords } from '../words.ts';
import type { Takings } from './takings.schema.ts';
import { itemTotals, type TakingsTotal, totalsBy } from './totals.domain.ts';
import { type TakingsWords, takingsWords } from './words.ts';

export interface TakingsPaper {
  readonly takings: Takings;
  readonly lang: PaperLang;
  readonly printedBy: string;
  readonly printedAt: string;
}

/** The day slip: what was taken, what should be in the drawer, and the hash that closes the day. */
export function layoutTakings({ takings, lang, printedBy, printedAt }: TakingsPaper): PaperDocument {
  const words = takingsWords(lang);
  const { methods } = commonWords(lang);
  const { drawer } = takings;
  const cashiers = new Map(takings.rows.map((row) => [String(row.userId), row.cashierName]));
  const numbers = takings.receipts.filter((r) => r.businessDate === takings.date).map((r) => r.receiptNo);
  return {
    lang,
    size: 'A4',
    title: words.title,
    station: takings.stationName,
    subtitle: takings.date,
    blocks: [
      { kind: 'heading', text: words.byMethod },
      table(words.columns.method, inMethodOrder(takings), (key) => methods[key as RecordedMethod], lang),
      { kind: 'heading', text: words.byItem },
      table(words.columns.item, itemTotals(takings.items), (key) => itemName(key, lang), lang),
      { kind: 'heading', text: words.byCashier },
      table(
        words.columns.cashier,
        totalsBy(takings.rows, (row) => String(row.userId)),
        (key) => cashiers.get(key) ?? '',
        lang,
      ),
      ...depositBlocks(takings, words, lang),
      { kind: 'heading', text: words.drawer },
      {
        kind: 'fields',
        columns: 3,
        items: [
          { label: words.opening, value: formatYuan(drawer.openingFen) },
          { label: words.cashTaken, value: formatYuan(drawer.takenFen) },
          { label: words.cashRefunded, value: formatYuan(drawer.refundedFen) },
          ...(takings.depositTotals.length > 0
            ? [
                { label: words.depositTaken, value: formatYuan(drawer.depositTakenFen) },
                { label: words.depositReturned, value: formatYuan(drawer.depositReturnedFen) },
              ]
            : []),
          ...(drawer.otherFen !== 0 ? [{ label: words.otherCash, value: formatYuan(drawer.otherFen) }] : []),
          { label: words.creditUsed, value: formatYuan(takings.creditUsedFen) },
          { label: words.creditKept, value: formatYuan(takings.creditKeptFen) },
          { label: words.creditRefunded, value: formatYuan(takings.creditRefundedFen) },
        ],
      },
      ...(numbers.length > 0 ? [{ kind: 'text', text: `${words.receipts}  ${span(numbers)}` } as const] : []),
      ...refundNumbers(takings, words),
      { kind: 'amount', label: words.expected, amount: `¥${formatYuan(drawer.closingFen)}` },
      ...(takings.chainHead
        ? [
            {
              kind: 'text',
              isSmall: true,
              text: `${words.chain} #${takings.chainHead.entryId}  ${takings.chainHead.hash}`,
            } as const,
          ]
        : []),
      { kind: 'signatures', labels: words.signatures },
    ],
    foot: [commonWords(lang).printedBy(printedBy, printedAt)],
    fileName: `${words.title} ${takings.date}`,
  };
}

/** Nothing on a day without deposits. */
function depositBlocks({ depositTotals }: Takings, words: TakingsWords, lang: PaperLang): PaperBlock[] {
  if (depositTotals.length === 0) return [];
  const { methods, total } = commonWords(lang);
  const { taken, returned, net } = words.depositColumns;
  const line = (name: string, rows: Takings['depositTotals']) => {
    const takenFen = sumFen(rows.map((row) => row.takenFen));
    const returnedFen = sumFen(rows.map((row) => row.returnedFen));
    return [name, formatYuan(takenFen), formatYuan(returnedFen), formatYuan(takenFen - returnedFen)];
  };
  return [
    { kind: 'heading', text: words.deposits },
    {
      kind: 'table',
      columns: [
        { title: words.columns.method, width: 40 },
        ...[taken, returned, net].map((title) => ({ title, align: 'end', width: 20 }) as const),
      ],
      rows: depositTotals.map((row) => line(methods[row.method], [row])),
      totals: line(total, depositTotals),
    },
  ];
}

function itemName(key: string, lang: PaperLang): string {
  const [kind = '', service = ''] = key.split(' ');
  if (kind !== 'kept') return chargeName({ kind: kind as 'usage', service }, lang);
  return takingsWords(lang).kept(chargeName({ kind: 'usage', service }, lang));
}

export function inMethodOrder(takings: Takings): TakingsTotal[] {
  const totals = totalsBy(takings.rows, (row) => row.method);
  return [...PAYMENT_METHODS, 'credit'].flatMap((method) => totals.filter((total) => total.key === method));
}

function refundNumbers(takings: Takings, words: TakingsWords): PaperBlock[] {
  const numbers = takings.refunds.filter((r) => r.businessDate === takings.date).map((r) => r.refundNo);
  return numbers.length > 0 ? [{ kind: 'text', text: `${words.refunds}  ${span(numbers)}` }] : [];
}

function span(numbers: readonly string[]): string {
  const sorted = [...numbers].sort();
  const [first = '', last = ''] = [sorted[0], sorted.at(-1)];
  return first === last ? first : `${first} – ${last}`;
}

function table(
  title: string,
  totals: readonly TakingsTotal[],
  nameOf: (key: string) => string,
  lang: PaperLang,
): PaperBlock {
  const { columns } = takingsWords(lang);
  const line = (name: string, t: Omit<TakingsTotal, 'key'>) => [
    name,
    String(t.payments),
    formatYuan(t.takenFen),
    String(t.reversals),
    formatYuan(t.reversedFen),
    formatYuan(t.refundedFen),
    formatYuan(t.netFen),
  ];
  const sum = (of: (total: TakingsTotal) => number) => totals.reduce((all, total) => all + of(total), 0);
  const all = {
    payments: sum((t) => t.payments),
    takenFen: sum((t) => t.takenFen),
    reversals: sum((t) => t.reversals),
    reversedFen: sum((t) => t.reversedFen),
    refunds: sum((t) => t.refunds),
    refundedFen: sum((t) => t.refundedFen),
    netFen: sum((t) => t.netFen),
  };
  return {
    kind: 'table',
    columns: [
      { title, width: 22 },
      ...[columns.payments, columns.taken, columns.reversals, columns.reversed, columns.refunded, columns.net].map(
        (text) => ({ title: text, align: 'end', width: 13 }) as const,
      ),
    ],
    rows: totals.map((t) => line(nameOf(t.key), t)),
    totals: line(commonWords(lang).total, all),
  };
}
