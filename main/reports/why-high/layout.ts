import type { Slip, SlipComparison, SlipMonth } from '../../modules/billing/index.ts';
import { formatYuan } from '../../shared/money.ts';
import { formatMilli } from '../../shared/quantity.ts';
import type { StationHead } from '../bill/rows.ts';
import { contactOf } from '../bill/words.ts';
import type { PaperBlock, PaperDocument, PaperLang } from '../print/paper.ts';
import { commonWords } from '../words.ts';
import { type SlipWords, slipWords } from './words.ts';

export interface SlipPaper extends StationHead {
  readonly slip: Slip;
  readonly size: 'A4' | 'A5';
  readonly lang: PaperLang;
  readonly printedBy: string;
  readonly printedAt: string;
}

/** One page that tells a resident why the bill is what it is. */
export function layoutSlip(paper: SlipPaper): PaperDocument {
  const { slip, lang, size } = paper;
  const words = slipWords(lang);
  const common = commonWords(lang);
  const { account, now } = slip;
  const title = words.title(account.service);
  const compared = (['last', 'lastYear'] as const).flatMap((side) => {
    const comparison = slip[side];
    return comparison ? reasons(words.sides[side], comparison, words) : [];
  });
  return {
    lang,
    size,
    title,
    station: paper.stationName,
    subtitle: now.month,
    blocks: [
      {
        kind: 'fields',
        columns: 3,
        items: [
          { label: words.customer, value: account.customerName },
          { label: words.account, value: account.accountNo },
          { label: words.door, value: [account.doorNo, account.address].filter(Boolean).join('　') },
        ],
      },
      months(slip, words),
      ...(compared.length > 0 ? compared : [{ kind: 'text', text: words.nothing } as const]),
      { kind: 'text', text: words.how, isSmall: true },
    ],
    foot: [contactOf(paper, common.phone), common.printedBy(paper.printedBy, paper.printedAt)].filter(Boolean),
    fileName: `${title} ${account.accountNo} ${now.month}`,
  };
}

function months({ now, last, lastYear, unit }: Slip, words: SlipWords): PaperBlock {
  const sides = [
    { title: words.sides.now, of: now },
    ...(last ? [{ title: words.sides.last, of: last.before }] : []),
    ...(lastYear ? [{ title: words.sides.lastYear, of: lastYear.before }] : []),
  ];
  const inUnit = (milli: number | null) =>
    milli === null ? '—' : `${formatMilli(milli)} ${unit === 'm3' ? 'm³' : unit}`;
  const row = (label: string, text: (of: SlipMonth) => string) => [label, ...sides.map(({ of }) => text(of))];
  return {
    kind: 'table',
    columns: [{ title: '' }, ...sides.map(({ title }) => ({ title, align: 'end' as const }))],
    rows: [
      row(words.rows.month, (of) => (of.bills > 1 ? `${of.month}\n${words.bills(of.bills)}` : of.month)),
      row(words.rows.period, (of) => `${of.periodFrom} –\n${of.periodTo}`),
      row(words.rows.days, (of) => String(of.days)),
      row(words.rows.quantity, (of) => inUnit(of.quantityMilli)),
      row(words.rows.perDay, (of) => inUnit(of.perDayMilli)),
      row(words.rows.meter, (of) => of.meterNo),
      row(words.rows.amount, (of) => formatYuan(of.amountFen)),
    ],
  };
}

function reasons(side: string, comparison: SlipComparison, words: SlipWords): PaperBlock[] {
  const { differenceFen, parts, isOtherMeter } = comparison;
  const change = (fen: number) => ({ isMore: fen > 0, amount: formatYuan(Math.abs(fen)) });
  const told = parts.filter((part) => part.amountFen !== 0);
  const sentence = differenceFen === 0 ? words.same(side) : words.total(side, change(differenceFen));
  return [
    { kind: 'heading', text: words.heading(side) },
    { kind: 'text', text: sentence },
    ...(told.length > 0
      ? [
          {
            kind: 'table',
            columns: [
              { title: words.because, width: 24 },
              { title: '', width: 56 },
              { title: words.yuan, align: 'end', width: 20 },
            ],
            rows: told.map(({ part, amountFen }) => [
              words.parts[part],
              words.sentences[part](change(amountFen)),
              formatYuan(amountFen),
            ]),
            totals: [words.difference, '', formatYuan(differenceFen)],
          } as const,
        ]
      : []),
    ...(isOtherMeter ? [{ kind: 'text', text: words.otherMeter, isSmall: true } as const] : []),
  ];
}
