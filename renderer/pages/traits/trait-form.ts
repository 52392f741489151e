import type { TraitKind } from '../../../main/modules/traits/traits.schema.ts';
import { formatMilli, parseMilli } from '../../../main/shared/quantity.ts';
import type { Inputs, Outputs } from '../../app/api.ts';

export type AccountTraits = Outputs['traits']['ofCustomer'][number];
export type Trait = AccountTraits['history'][number];

/** set: a value from a day on · end: none from that day on · void: a wrong entry only stops to count. */
export interface TraitForm {
  readonly what: 'set' | 'end' | 'void';
  readonly value: string | number | null;
  readonly fromOn: string | null;
  readonly untilOn: string | null;
  readonly evidence: string;
  readonly reason: string;
  readonly countsFromNextBill: boolean;
}

/** Quota and heating are or are not; the others are so many. */
export function hasAmount(kind: TraitKind): boolean {
  return kind !== 'quota' && kind !== 'heating';
}

export function isMilli(kind: TraitKind): boolean {
  return kind === 'capacity' || kind === 'demand';
}

/** A value as it is typed and shown. */
export function amountText(kind: TraitKind, value: number): string {
  return isMilli(kind) ? formatMilli(value) : String(value);
}

/** People, or thousandths; null for what is no such amount. */
export function parseAmount(kind: TraitKind, text: string | number | null): number | null {
  try {
    const value = isMilli(kind) ? parseMilli(String(text ?? '').trim()) : Number(text);
    return Number.isSafeInteger(value) && value > 0 ? value : null;
  } catch {
    return null;
  }
}

export function traitOf(kind: TraitKind, form: TraitForm): Omit<Inputs['traits']['set'], 'accountId' | 'requestId'> {
  const isEnd = form.what === 'end';
  return {
    kind,
    fromOn: form.fromOn ?? '',
    untilOn: isEnd ? null : (form.untilOn ?? null),
    value: isEnd ? null : hasAmount(kind) ? parseAmount(kind, form.value) : 1,
    evidence: form.evidence?.trim() ?? '',
    reason: form.reason?.trim() ?? '',
    countsFromNextBill: form.countsFromNextBill ?? false,
  };
}
