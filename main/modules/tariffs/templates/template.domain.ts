import type { Scheme, TariffDocumentInput } from '../document.schema.ts';
import type { HourTable } from '../hours.schema.ts';

/**
 * How far the figures were confirmed: high, read in two independent sources or an official text · medium, one unofficial
 * or undated source · low, sources conflict or part is missing · recalled, some figures are from memory alone.
 */
export type Confidence = 'high' | 'medium' | 'low' | 'recalled';

/** A starting point for a tariff: somebody must still check it against the price bureau's document before it bills. */
export interface TariffTemplate {
  /** Becomes the suggested code of the version. */
  readonly id: string;
  readonly region: string;
  readonly name: string;
  readonly service: 'electricity' | 'gas';
  readonly source: string;
  /** The day the source was read; null where it was not noted. */
  readonly readOn: string | null;
  readonly confidence: Confidence;
  /** What is doubtful or left out. */
  readonly note: string;
  readonly document: TariffDocumentInput;
}

/** The first price source of most electricity templates, read on PRICE_DATA_READ. */
export const PRICE_DATA = 'GitHub xfnylqt/peak-shift-skill data/tariffs';
export const PRICE_DATA_READ = '2026-10-09';
/** A list of regions that marks 19 of its own entries as unverified. */
export const REGION_LIST = 'GitHub 文件 69470521895';

/** Figures of one unofficial source whose name was not noted. */
export const UNNAMED_SOURCE = '一处非官方来源（未注明）';

const MARK = '未核实模板：';

/** What a draft made from a template says of its source. */
export function templateSource(template: TariffTemplate): string {
  return `${MARK}${template.source}${template.readOn ? `，${template.readOn} 查阅` : ''}`;
}

/** Whether a version still cites its template instead of the document it was checked against. */
export function citesTemplate(source: string): boolean {
  return source.startsWith(MARK);
}

type Part = Partial<TariffDocumentInput> & Pick<TariffDocumentInput, 'cycle' | 'scheme'>;
type Price = Extract<Scheme, { kind: 'flat' }>['price'];

/** No source tells how a bill is rounded: once, on the total. */
export function electricity(part: Part): TariffDocumentInput {
  return { format: 1, unit: 'kWh', rounding: 'per-bill', ...part };
}

export function gas(part: Part): TariffDocumentInput {
  return { format: 1, unit: 'm3', rounding: 'per-bill', ...part };
}

/** Limits of all tiers but the last, and the price of each. */
export function tiered(limits: readonly string[], prices: readonly Price[]): TariffDocumentInput['scheme'] {
  return { kind: 'tiered', tiers: prices.map((price, i) => ({ upTo: limits[i] ?? null, price })) };
}

/** The same hours every day: one period between the clocks, the other for the rest. */
export function daily(
  period: HourTable[number]['spans'][number]['period'],
  [from, to]: readonly [string, string],
  rest: HourTable[number]['spans'][number]['period'],
): HourTable {
  return [
    {
      spans: [
        { from, to, period },
        { from: to, to: from, period: rest },
      ],
    },
  ];
}
