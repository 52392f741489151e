import { type IssuedShare, type ShareLine, type ShareProof, WEIGHT_DECIMALS } from '../../modules/sharing/index.ts';
import { formatScaled, formatYuan, yuanInCapitals } from '../../shared/money.ts';
import { formatMilli } from '../../shared/quantity.ts';
import type { PaperBlock, PaperDocument, PaperLang } from '../print/paper.ts';
import { commonWords } from '../words.ts';
import { type ProofWords, proofWords } from './words.ts';

export interface SharingProof {
  readonly share: IssuedShare;
  readonly stationName: string;
  readonly stationPhone: string;
  readonly lang: PaperLang;
  readonly issuedOn: string;
  /** "printed by … at …" */
  readonly printed: string;
}

const UNITS: Readonly<Record<ShareProof['service'], string>> = {
  electricity: 'kWh',
  gas: 'm³',
  water: 'm³',
  property: '',
};

/** 公摊公示表: what was shared, how, every household's share, the sum, and where the last fen went. */
export function layoutSharingProof(sheet: SharingProof): PaperDocument {
  const { share, lang } = sheet;
  const { proof } = share;
  const words = proofWords(lang);
  const amountFen = share.amountFen;
  return {
    lang,
    size: 'A4',
    title: words.title,
    station: sheet.stationName,
    subtitle: `${proof.groupName}　${words.month(proof.month)}`,
    ...(share.isReversed && { mark: words.reversed }),
    blocks: [
      { kind: 'heading', text: words.whatHeading },
      what(proof, lang),
      { kind: 'amount', label: words.amount, amount: formatYuan(amountFen), capitals: yuanInCapitals(amountFen) },
      { kind: 'heading', text: words.howHeading },
      ...how(proof, words).map((text) => ({ kind: 'text', text }) as const),
      { kind: 'heading', text: words.sharesHeading(proof.lines.length) },
      shares(share, words, lang),
      { kind: 'text', text: rest(proof, words) },
      ...(proof.doubts.length > 0 ? [{ kind: 'heading', text: words.doubtsHeading } as const] : []),
      ...proof.doubts.map((d) => ({ kind: 'text', text: words.doubts[d.kind](d.doors.join(words.comma)) }) as const),
      { kind: 'text', text: words.ask(sheet.stationPhone) },
      { kind: 'signatures', labels: words.signatures },
    ],
    foot: [words.issued(share.userName, sheet.issuedOn), sheet.printed],
    fileName: `${words.title} ${proof.groupName} ${proof.month}`,
  };
}

function what(proof: ShareProof, lang: PaperLang): PaperBlock {
  const words = proofWords(lang);
  const { fields } = words;
  const { master, subMilli, lossMilli, lossBasisPoints, priceE8, service } = proof;
  const quantity = (value: number) => `${formatMilli(value)} ${UNITS[service]}`;
  const percent = lossBasisPoints === null ? '' : words.ofMaster(formatScaled(lossBasisPoints, 2, 2));
  const items = [
    { label: fields.service, value: commonWords(lang).services[service] },
    ...(master
      ? [
          { label: fields.meter, value: master.meterNo },
          { label: fields.previous, value: `${formatMilli(master.previousMilli)}（${master.previousOn}）` },
          { label: fields.present, value: `${formatMilli(master.presentMilli)}（${master.presentOn}）` },
          { label: fields.multiplier, value: String(master.multiplier) },
          { label: fields.master, value: quantity(master.quantityMilli) },
        ]
      : []),
    ...(subMilli === null ? [] : [{ label: fields.sub, value: quantity(subMilli) }]),
    ...(lossMilli === null ? [] : [{ label: fields.loss, value: `${quantity(lossMilli)}${percent}` }]),
    {
      label: fields.price,
      value: priceE8 === null ? words.typedCost : words.price(formatScaled(priceE8, 8, 2), UNITS[service]),
    },
  ];
  return { kind: 'fields', columns: 2, items };
}

/** The method in words, with the sum of weights that every share is a part of. */
function how(proof: ShareProof, words: ProofWords): string[] {
  const sum = proof.lines.reduce((all, line) => all + BigInt(line.weightE6), 0n);
  const vacant = proof.lines.filter((line) => line.isVacant);
  return [
    words.methods[proof.method],
    words.formula(formatScaled(sum, WEIGHT_DECIMALS)),
    ...(proof.priceE8 !== null && proof.lossMilli !== null
      ? [
          words.computed(
            formatMilli(proof.lossMilli),
            formatScaled(proof.priceE8, 8, 2),
            formatYuan(proof.amountFen ?? 0),
          ),
        ]
      : []),
    ...(vacant.length > 0 ? [words.vacantRule] : []),
    ...(proof.lines.some((line) => line.hasLeft) ? [words.leftRule] : []),
  ];
}

function shares(share: IssuedShare, words: ProofWords, lang: PaperLang): PaperBlock {
  const { lines, method, subMilli, service } = share.proof;
  const hasUsage = subMilli !== null && method !== 'usage';
  const sum = lines.reduce((all, line) => all + BigInt(line.weightE6), 0n);
  const { columns } = words;
  const billNos = new Map(share.bills.map((bill) => [bill.accountId as number, bill.billNo]));
  const isBilled = billNos.size > 0;
  return {
    kind: 'table',
    columns: [
      { title: columns.no, align: 'end' },
      { title: columns.door },
      { title: columns.name },
      { title: columns.accountNo },
      ...(hasUsage ? [{ title: columns.usage(UNITS[service]), align: 'end' } as const] : []),
      { title: columns.weights[method], align: 'end' },
      { title: columns.share, align: 'end' },
      ...(isBilled ? [{ title: columns.billNo }] : []),
      { title: columns.note },
    ],
    rows: lines.map((line, i) => [
      String(i + 1),
      line.doorNo,
      maskName(line.customerName),
      line.accountNo,
      ...(hasUsage ? [line.usageMilli === null ? '—' : formatMilli(line.usageMilli)] : []),
      formatScaled(line.weightE6, WEIGHT_DECIMALS),
      formatYuan(line.shareFen),
      ...(isBilled ? [billNos.get(line.accountId) ?? '—'] : []),
      note(line, words),
    ]),
    totals: [
      commonWords(lang).total,
      '',
      '',
      '',
      ...(hasUsage ? [formatMilli(subMilli)] : []),
      formatScaled(sum, WEIGHT_DECIMALS),
      formatYuan(lines.reduce((all, line) => all + line.shareFen, 0)),
      ...(isBilled ? [''] : []),
      '',
    ],
  };
}

function note(line: ShareLine, words: ProofWords): string {
  const notes = [
    ...(line.isVacant ? [words.vacant(formatScaled(line.vacantPermille * 100, 3))] : []),
    ...(line.hasLeft ? [words.left] : []),
    ...(line.hasExtraFen ? [words.extraFen] : []),
  ];
  return notes.join(words.comma);
}

function rest({ leftoverFen, lines }: ShareProof, words: ProofWords): string {
  const doors = lines.filter((line) => line.hasExtraFen).map((line) => line.doorNo);
  return leftoverFen === 0 ? words.noRest : words.rest(Math.abs(leftoverFen), doors.join(words.comma));
}

/** The board is public: the family name is enough to find one's own line by the door. */
function maskName(name: string): string {
  const letters = [...name];
  return letters.length < 2 ? name : `${letters[0]}${'*'.repeat(Math.min(2, letters.length - 1))}`;
}
