import type { BillLine, BillSummary, UsageBill } from '../../modules/billing/billing.schema.ts';
import { addDays, localDate } from '../../shared/dates.ts';
import { formatScaled, formatYuan, parseScaled } from '../../shared/money.ts';
import { formatMilli } from '../../shared/quantity.ts';
import type { PaperBlock, PaperDocument, PaperLang } from '../print/paper.ts';
import { commonWords } from '../words.ts';
import { amountDue } from './amount-due.ts';
import { circumstanceTexts } from './circumstances.ts';
import type { StationHead } from './rows.ts';
import { type BillWords, billWords, contactOf } from './words.ts';

export interface BillPaper extends StationHead {
  readonly bill: UsageBill;
  /** The last bills that stand, oldest first, this one last. */
  readonly history: readonly BillSummary[];
  /** What paying late has cost on the day of print. */
  readonly lateFee?: { readonly asOf: string; readonly days: number; readonly dueFen: number } | null;
  readonly lang: PaperLang;
  readonly zone: string;
  readonly printedBy: string;
  readonly printedAt: string;
}

/** Everything a resident needs to check the bill with a pencil. */
export function layoutBill(paper: BillPaper): PaperDocument {
  const { bill, lang } = paper;
  const { explain } = bill;
  const words = billWords(lang);
  const common = commonWords(lang);
  const title = words.title(common.charges[explain.account.service as keyof typeof common.charges]);
  const mark = bill.reversedAt !== null ? words.voided : bill.owedFen === 0 && bill.amountFen > 0 ? words.settled : '';
  const contact = contactOf(paper, common.phone);
  return {
    lang,
    size: 'A5',
    title,
    station: paper.stationName,
    subtitle: words.subtitle(bill.billNo, bill.month),
    ...(mark && { mark }),
    blocks: [
      identity(paper, words),
      readings(bill, words),
      { kind: 'text', text: usageSum(bill, words) },
      lines(bill, words, common.total),
      ...notes(bill, words, lang),
      ...amountDue(bill, words),
      ...late(paper, words),
      ...history(paper, words),
    ],
    foot: [contact, words.checkNote, common.printedBy(paper.printedBy, paper.printedAt)].filter(Boolean),
    fileName: `${title} ${bill.billNo}`,
  };
}

function identity({ bill, zone }: BillPaper, words: BillWords): PaperBlock {
  const { account, meter, tariff } = bill.explain;
  return {
    kind: 'fields',
    columns: 2,
    items: [
      { label: words.customer, value: account.customerName },
      { label: words.account, value: account.accountNo },
      { label: words.door, value: [account.doorNo, account.address].filter(Boolean).join('　') },
      { label: words.meter, value: meter.meterNo },
      { label: words.tariff, value: words.tariffOf(tariff.name, tariff.effectiveFrom) },
      { label: words.issued, value: localDate(bill.issuedAt, zone) },
    ],
  };
}

const REGISTERS = ['total', 'sharp', 'peak', 'flat', 'valley'] as const;

function readings(bill: UsageBill, words: BillWords): PaperBlock {
  const { previous, present, meter, turns } = bill.explain;
  const shown = (value: number | null) => (value === null ? '' : formatMilli(value, meter.decimals));
  const range = 10 ** meter.digits * 1000;
  const head = (label: string, reading: typeof present) =>
    `${label}\n${reading.on} ${reading.role === 'baseline' ? words.baseline : (words.sources[reading.source] ?? '')}`;
  return {
    kind: 'table',
    columns: [
      { title: words.reading.register, width: 16 },
      { title: head(words.reading.previous, previous), align: 'end', width: 30 },
      { title: head(words.reading.present, present), align: 'end', width: 30 },
      { title: words.reading.used, align: 'end', width: 24 },
    ],
    rows: [
      ...REGISTERS.flatMap((register) => {
        const before = previous[`${register}Milli`];
        const now = present[`${register}Milli`];
        if (now === null || (register !== 'total' && before === null)) return [];
        const turned = register === 'total' ? turns * range : now < (before ?? 0) ? range : 0;
        return [[words.registers[register], shown(before), shown(now), shown(now - (before ?? 0) + turned)]];
      }),
      ...furtherRows(bill, words),
    ],
  };
}

/** Registers few meters have: reactive energy and the highest demand. */
function furtherRows({ explain }: UsageBill, words: BillWords): string[][] {
  const { further, meter } = explain;
  const shown = (value: number) => formatMilli(value, meter.decimals);
  const [before, now] = further?.reactiveMilli ?? [];
  const rows: string[][] = [];
  if (before !== undefined && now !== undefined) {
    const turned = now < before ? 10 ** meter.digits * 1000 : 0;
    rows.push([words.registers.reactive, shown(before), shown(now), shown(now - before + turned)]);
  }
  if (further?.demandMilli !== undefined) rows.push([words.registers.demand, '', shown(further.demandMilli), '']);
  return rows;
}

/** "(1310.00 − 1000.00) × 1 = 310 kWh", with 10^digits spelled out when the register passed zero. */
export function usageSum(bill: UsageBill, words: BillWords): string {
  const { previous, present, meter, turns, unit } = bill.explain;
  const shown = (value: number) => formatMilli(value, meter.decimals);
  const turned = turns > 0 ? ` + ${turns > 1 ? `${turns} × ` : ''}${10 ** meter.digits}` : '';
  const difference = `${shown(present.totalMilli)}${turned} − ${shown(previous.totalMilli)}`;
  const result = `${formatMilli(bill.explain.volume?.meteredMilli ?? bill.quantityMilli)} ${unitText(unit)}`;
  return `${words.quantity}  (${difference}) × ${meter.multiplier} = ${result}${turns > 0 ? words.turned(turns) : ''}`;
}

function unitText(unit: string): string {
  return unit === 'm3' ? 'm³' : unit;
}

function lines(bill: UsageBill, words: BillWords, total: string): PaperBlock {
  return {
    kind: 'table',
    columns: [
      { title: words.lines.item, width: 28 },
      { title: words.lines.range, align: 'end', width: 20 },
      { title: `${words.lines.quantity} ${unitText(bill.explain.unit)}`, align: 'end', width: 16 },
      { title: words.lines.price, align: 'end', width: 18 },
      { title: words.lines.amount, align: 'end', width: 18 },
    ],
    rows: bill.lines.map((line) => [
      itemOf(line, words),
      rangeOf(line),
      line.quantityMilli === 0 && line.kind !== 'tier' ? '' : formatMilli(line.quantityMilli),
      line.priceE8 === 0 ? '' : formatScaled(line.priceE8, 8, 2),
      formatYuan(line.amountFen),
    ]),
    totals: [total, '', formatMilli(bill.quantityMilli), '', formatYuan(bill.amountFen)],
  };
}

function itemOf(line: BillLine, words: BillWords): string {
  if (line.kind !== 'tier' && line.kind !== 'flat')
    return typeof line.note.name === 'string' && line.note.name
      ? line.note.name
      : (words.kinds[line.kind] ?? line.kind);
  const name = line.tier === null ? words.flat : words.tier(line.tier);
  const period = line.period && words.registers[line.period as keyof BillWords['registers']];
  return [name, period, partOf(line, words)].filter(Boolean).join(' · ');
}

/** The days a version of the tariff priced, of all days of the bill. */
function partOf(line: BillLine, words: BillWords): string {
  const { days } = line.note;
  return Array.isArray(days) ? words.part(Number(days[0]), Number(days[1])) : '';
}

function rangeOf(line: BillLine): string {
  const { fromMilli, toMilli } = line.note;
  if (line.kind !== 'tier' || typeof fromMilli !== 'number' || typeof toMilli !== 'number') return '';
  return `${formatMilli(fromMilli)} – ${formatMilli(toMilli)}`;
}

function notes(bill: UsageBill, words: BillWords, lang: PaperLang): PaperBlock[] {
  const { tariff, cycleFrom, runningBeforeMilli, runningAfterMilli, unit, corrects } = bill.explain;
  const shown = (value: number) => `${formatMilli(value)} ${unitText(unit)}`;
  const isTiered = bill.lines.some((line) => line.tier !== null);
  const isTimed = bill.lines.some((line) => line.period !== '');
  const texts = [
    corrects ? words.corrects(corrects) : '',
    ...circumstanceTexts(bill, lang),
    isTiered ? words.running[tariff.cycle](cycleFrom, shown(runningBeforeMilli), shown(runningAfterMilli)) : '',
    words.policy[tariff.rounding],
    isTimed ? words.restToFlat : '',
    bill.lines.some((line) => line.note.isApportioned === true) ? words.apportioned : '',
    ...(bill.explain.versions ?? []).map((v) => words.version(v.name, v.effectiveFrom, daysOf(v.from, v.to))),
    ...bill.lines.map((line) => behind(line, shown, words)),
    vatText(bill, words),
  ];
  return [...new Set(texts)].filter(Boolean).map((text) => ({ kind: 'text', text, isSmall: true }));
}

/** The figures a charge beside the energy was reckoned from. */
function behind(line: BillLine, shown: (milli: number) => string, words: BillWords): string {
  const { name, figures } = line.note;
  if (line.kind === 'fixed-quantity') return words.fixedQuantity(String(name ?? ''), shown(line.quantityMilli));
  if (typeof figures !== 'object' || figures === null) return '';
  return words.figures[line.kind]?.(String(name ?? ''), figures as Record<string, string>) ?? '';
}

function vatText(bill: UsageBill, words: BillWords): string {
  const { vat } = bill.explain;
  if (!vat) return '';
  return words.vat(formatScaled(parseScaled(vat.rate, 8), 6), formatYuan(vat.netFen), formatYuan(vat.taxFen));
}

/** "2026-02-01 – 2026-02-10" for the half-open span of dates. */
function daysOf(from: string, to: string): string {
  return `${from} – ${addDays(to, -1)}`;
}

function late({ lateFee }: BillPaper, words: BillWords): PaperBlock[] {
  if (!lateFee || lateFee.dueFen === 0) return [];
  const { asOf, days, dueFen } = lateFee;
  return [{ kind: 'text', text: words.lateFee(asOf, days, formatYuan(dueFen)) }];
}

function history({ bill, history: bills }: BillPaper, words: BillWords): PaperBlock[] {
  if (bills.length < 2) return [];
  return [
    {
      kind: 'bars',
      label: words.history,
      unit: unitText(bill.explain.unit),
      bars: bills.map((b) => barOf(b.month, b.quantityMilli ?? 0)),
    },
  ];
}

function barOf(label: string, quantityMilli: number) {
  return { label, value: quantityMilli / 1000, text: formatMilli(quantityMilli) };
}
