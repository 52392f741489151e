import type { Service } from '../customers/customers.schema.ts';
import { kindsOf } from '../traits/traits.domain.ts';
import type { OpeningTraits } from '../traits/traits.schema.ts';
import type { ImportColumn } from './import.columns.domain.ts';
import type { RowErrorCode } from './import.schema.ts';

const YES = /^(?:是|有|采暖|y|yes|true|1|√)$/i;
const NO = /^(?:|否|无|不采暖|n|no|false|0)$/i;
const MOST = 1_000_000;

/** How a row is read and where its faults go; see parseRow. */
interface Cells {
  readonly raw: (column: ImportColumn) => string;
  readonly text: (column: ImportColumn, longest: number) => string;
  readonly fail: (column: ImportColumn, code: RowErrorCode, params?: Record<string, string | number>) => void;
  readonly toMilli: (value: string) => number | null;
  readonly dateOf: (value: string) => string | undefined;
  readonly today: string;
}

/** What a row tells of its account beside the household size; undefined where it tells nothing. */
export function traitsIn(cells: Cells, service: Service | undefined): OpeningTraits | undefined {
  const { raw, fail } = cells;
  const kinds = {
    quotaNo: 'quota',
    quotaUntil: 'quota',
    heating: 'heating',
    capacity: 'capacity',
    demand: 'demand',
  } as const;
  for (const [column, kind] of Object.entries(kinds) as [keyof typeof kinds, (typeof kinds)[keyof typeof kinds]][])
    if (service && raw(column) && !NO.test(raw(column)) && !kindsOf(service).includes(kind))
      fail(column, 'not-for-service');
  const quota = quotaOf(cells);
  const heating = raw('heating');
  if (!YES.test(heating) && !NO.test(heating)) fail('heating', 'not-yes-or-no', { value: heating });
  const capacityMilli = amountOf(cells, 'capacity');
  const demandMilli = amountOf(cells, 'demand');
  const isHeating = YES.test(heating);
  return quota || isHeating || capacityMilli !== null || demandMilli !== null
    ? { quota, isHeating, capacityMilli, demandMilli }
    : undefined;
}

/** A certificate has a number and a last day: one without the other is a fault. */
function quotaOf({ raw, text, fail, dateOf, today }: Cells): OpeningTraits['quota'] {
  const evidence = text('quotaNo', 120);
  const written = raw('quotaUntil');
  if (!evidence && !written) return null;
  const untilOn = dateOf(written);
  if (!evidence) fail('quotaNo', 'required');
  if (!written) fail('quotaUntil', 'required');
  else if (!untilOn) fail('quotaUntil', 'not-a-date', { value: written });
  else if (untilOn < today) fail('quotaUntil', 'past-date', { value: untilOn });
  return evidence && untilOn ? { evidence, untilOn } : null;
}

function amountOf({ raw, fail, toMilli }: Cells, column: 'capacity' | 'demand'): number | null {
  const value = raw(column)
    .replace(/(?:kva|kw|千伏安|千瓦)$/i, '')
    .trim();
  if (!value) return null;
  const parsed = toMilli(value);
  if (parsed === null) fail(column, 'not-a-number', { value });
  else if (parsed <= 0 || parsed > MOST * 1000) fail(column, 'out-of-range', { min: 0.001, max: MOST });
  return parsed;
}
