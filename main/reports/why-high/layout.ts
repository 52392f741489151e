import { SLIP_PARTS, type Slip, type SlipComparison, type SlipMonth } from '../../modules/billing/index.ts';
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
  return {
    lang,
    size,
    title,
    station: paper.stationName,
    subtitle: now.month,
    blocks: [
      {
        kind: 'fields',
        columns: 2,
        items: [
          { label: words.customer, value: account.customerName },
          { label: words.account, value: account.accountNo },
          { label: words.door, value: [account.doorNo, account.address].filter(Boolean).join('　') },
        ],
      },
      months(slip, words),
      ...reasons(slip, words),
      { kind: 'text', text: words.how, isSmall: true },
    ],
    foot: [contactOf(paper, common.phone), common.printedBy(paper.printedBy, paper.printedAt)].filter(Boolean),
    fileName: `${title} ${account.accountNo} ${now.month}`,
  };
}

const SIDES = ['last', 'lastYear'] as const;

/** The sides there is a bill to compare with. */
function sidesOf(slip: Slip, words: SlipWords): { readonly name: string; readonly of: SlipComparison }[] {
  return SIDES.flatMap((side) => {
    const of = slip[side];
    return of ? [{ name: words.sides[side], of }] : [];
  });
}

function months(slip: Slip, words: SlipWords): PaperBlock {
  const { now, unit } = slip;
  const sides = [
    { name: words.sides.now, of: now },
    ...sidesOf(slip, words).map(({ name, of }) => ({ name, of: of.before })),
  ];
  const inUnit = (milli: number | null) =>
    milli === null ? '—' : `${formatMilli(milli)} ${unit === 'm3' ? 'm³' : unit}`;
  const row = (label: string, text: (of: SlipMonth) => string) => [label, ...sides.map(({ of }) => text(of))];
  return {
    kind: 'table',
    columns: [
      { title: words.rows.month, width: 22 },
      ...sides.map(({ name, of }) => ({ title: `${name}\n${of.month}`, align: 'end' as const })),
    ],
    rows: [
      row(words.rows.period, (of) => `${of.periodFrom} – ${of.periodTo.slice(5)}`),
      row(words.rows.days, (of) => String(of.days)),
      row(words.rows.quantity, (of) => inUnit(of.quantityMilli)),
      row(words.rows.perDay, (of) => inUnit(of.perDayMilli)),
      row(words.rows.meter, (of) => of.meterNo),
      row(words.rows.amount, (of) =>
        of.bills > 1 ? `${formatYuan(of.amountFen)}\n${words.bills(of.bills)}` : formatYuan(of.amountFen),
      ),
    ],
  };
}

/** The parts side by side, then in sentences: short enough for one A5 sheet. */
function reasons(slip: Slip, words: SlipWords): PaperBlock[] {
  const sides = sidesOf(slip, words);
  if (sides.length === 0) return [{ kind: 'text', text: words.nothing }];
  const amountOf = ({ parts }: SlipComparison, part: string) => parts.find((p) => p.part === part)?.amountFen ?? 0;
  const shown = SLIP_PARTS.filter((part) => sides.some(({ of }) => amountOf(of, part) !== 0));
  return [
    ...(shown.length > 0
      ? [
          {
            kind: 'table',
            columns: [
              { title: words.because, width: 40 },
              ...sides.map(({ name }) => ({ title: words.heading(name), align: 'end' as const })),
            ],
            rows: shown.map((part) => [words.parts[part], ...sides.map(({ of }) => formatYuan(amountOf(of, part)))]),
            totals: [words.difference, ...sides.map(({ of }) => formatYuan(of.differenceFen))],
          } as const,
        ]
      : []),
    ...sides.map(({ name, of }) => ({ kind: 'text' as const, text: sentences(name, of, words) })),
    ...(sides.some(({ of }) => of.isOtherMeter)
      ? [{ kind: 'text', text: words.otherMeter, isSmall: true } as const]
      : []),
  ];
}

function sentences(side: string, { differenceFen, parts }: SlipComparison, words: SlipWords): string {
  const change = (fen: number) => ({ isMore: fen > 0, amount: formatYuan(Math.abs(fen)) });
  const told = parts.flatMap(({ part, amountFen }) =>
    amountFen === 0 ? [] : [words.sentences[part](change(amountFen))],
  );
  return [differenceFen === 0 ? words.same(side) : words.total(side, change(differenceFen)), ...told].join(words.gap);
}
