import type { Charge } from '../../../main/modules/tariffs/charges.schema.ts';
import { type Period, TariffDocument } from '../../../main/modules/tariffs/document.schema.ts';
import { formatScaled, parseScaled } from '../../../main/shared/money.ts';

/** Form values of everything beside the prices. A part is there when its first figure is filled in. */
export interface FurtherValues {
  readonly yearStartDay: number;
  readonly householdChange: TariffDocument['householdChange'];
  readonly charges: readonly ChargeValues[];
  readonly hours: readonly PlanValues[];
  readonly powerFactor?: TariffDocument['powerFactor'];
  readonly quota: { readonly quantity?: string; readonly mode: 'deduct' | 'refund' };
  readonly minimum: { readonly amount?: string; readonly whenUnused: boolean };
  readonly vat: { readonly percent?: string; readonly mode: 'inside' | 'on-top' };
  readonly priceChange: { readonly split: 'by-days' | 'reading-day'; readonly isWhole: boolean };
  readonly lateFee: LateFeeValues;
  readonly volume: VolumeValues;
}

export interface ChargeValues {
  readonly kind?: Charge['kind'];
  readonly name?: string;
  readonly price?: string;
  readonly per?: 'month' | 'bill';
  readonly quantity?: string;
  readonly freePercent?: number;
  readonly floorPercent?: number;
}

interface PlanValues {
  readonly months?: readonly number[];
  readonly weekdays?: readonly number[];
  readonly spans?: readonly { readonly from?: string; readonly to?: string; readonly period?: Period }[];
}

/** Rates in thousandths a day, as notices write them. */
interface LateFeeValues {
  readonly permil?: string;
  readonly permilAfterYearEnd?: string;
  readonly graceDays: number;
  readonly isCapped: boolean;
  readonly floor?: string;
}

interface VolumeValues {
  readonly gaugeKpa?: string;
  readonly atmosphericKpa?: string;
  readonly temperatureC?: string;
  readonly referenceC: '0' | '20';
  readonly zStandard?: string;
  readonly zMeter?: string;
  readonly decimals: number;
}

/** A blank document, for the defaults the schema gives. */
const BLANK = TariffDocument.parse({
  format: 1,
  unit: 'kWh',
  rounding: 'per-bill',
  cycle: 'month',
  scheme: { kind: 'flat', price: '1' },
});

export function furtherValues(document: TariffDocument = BLANK): FurtherValues {
  const { quota, minimum, vat, priceChange, lateFee, volume, powerFactor } = document;
  return {
    yearStartDay: document.yearStartDay,
    householdChange: document.householdChange,
    charges: document.charges,
    hours: document.hours,
    ...(powerFactor && { powerFactor }),
    quota: quota ?? { mode: 'deduct' },
    minimum: minimum ?? { whenUnused: false },
    vat: vat ? { percent: outOf(vat.rate, 6), mode: vat.mode } : { mode: 'inside' },
    priceChange: { split: priceChange.split, isWhole: priceChange.parts === 'whole' },
    lateFee: lateFee
      ? {
          permil: outOf(lateFee.perDay, 5),
          ...(lateFee.perDayAfterYearEnd && { permilAfterYearEnd: outOf(lateFee.perDayAfterYearEnd, 5) }),
          graceDays: lateFee.graceDays,
          isCapped: lateFee.isCapped,
          floor: lateFee.floor,
        }
      : { graceDays: 0, isCapped: true },
    volume: volume ?? { referenceC: '20', decimals: 2 },
  };
}

/** The parts as a document has them, yet to be checked: a figure that is no number stays as it was typed. */
export function furtherParts(values: FurtherValues, cycle: TariffDocument['cycle']): object {
  const { quota, minimum, vat, priceChange, lateFee, volume, powerFactor } = values;
  const isFilled = (text: string | undefined) => Boolean(text?.trim());
  const hasVolume = [volume.gaugeKpa, volume.temperatureC].some(isFilled);
  return {
    yearStartDay: cycle === 'month' ? 1 : values.yearStartDay,
    householdChange: values.householdChange,
    charges: values.charges.map(chargeOf),
    hours: values.hours.map(planOf),
    priceChange: { split: priceChange.split, parts: priceChange.isWhole ? 'whole' : 'exact' },
    ...(powerFactor && { powerFactor }),
    ...(isFilled(quota.quantity) && { quota: trimmed(quota) }),
    ...(isFilled(minimum.amount) && { minimum: trimmed(minimum) }),
    ...(isFilled(vat.percent) && { vat: { rate: intoShare(vat.percent, 6), mode: vat.mode } }),
    ...(isFilled(lateFee.permil) && { lateFee: lateFeeOf(lateFee) }),
    ...(hasVolume && { volume: trimmed(volume) }),
  };
}

/** Only what its kind has: a field filled in before the kind was changed is left out. */
function chargeOf({ kind, name, price, per, quantity, freePercent, floorPercent }: ChargeValues): object {
  const common = trimmed({ kind, name, price });
  if (kind === 'fixed') return { ...common, ...(per && { per }) };
  if (kind === 'fixed-quantity') return { ...common, ...trimmed({ quantity }) };
  return kind === 'demand' ? { ...common, ...trimmed({ freePercent, floorPercent }) } : common;
}

function planOf({ months = [], weekdays = [], spans = [] }: PlanValues): object {
  return { ...(months.length > 0 && { months }), ...(weekdays.length > 0 && { weekdays }), spans };
}

function lateFeeOf({ permil, permilAfterYearEnd, graceDays, isCapped, floor }: LateFeeValues): object {
  return {
    perDay: intoShare(permil, 5),
    ...(permilAfterYearEnd?.trim() && { perDayAfterYearEnd: intoShare(permilAfterYearEnd, 5) }),
    graceDays,
    isCapped,
    ...trimmed({ floor }),
  };
}

/** Without what is empty, so that the schema's default stands there. */
function trimmed(values: object): object {
  return Object.fromEntries(
    Object.entries(values)
      .map(([key, value]) => [key, typeof value === 'string' ? value.trim() : value])
      .filter(([, value]) => value !== '' && value !== undefined && value !== null),
  );
}

/** A share of one with eight decimals, in hundredths (`decimals` 6) or thousandths (5): "0.13" → "13". */
function outOf(share: string, decimals: 5 | 6): string {
  return formatScaled(parseScaled(share, 8), decimals);
}

function intoShare(text: string | undefined, decimals: 5 | 6): string {
  const typed = text?.trim() ?? '';
  try {
    return formatScaled(parseScaled(typed, decimals), 8);
  } catch {
    return typed;
  }
}
