import type { LocalDate } from '../../shared/dates.ts';
import type { TraitKind } from './traits.schema.ts';

/** A trait that counts: neither corrected nor taken out. */
export interface LiveTrait {
  readonly kind: TraitKind;
  readonly countsOn: LocalDate;
  readonly untilOn: LocalDate | null;
  readonly value: number | null;
}

/** Which traits a service has any use for. */
const KINDS_OF: Readonly<Record<string, readonly TraitKind[]>> = {
  electricity: ['household', 'quota', 'heating', 'capacity', 'demand'],
  gas: ['household', 'quota', 'heating'],
  water: ['household', 'quota'],
};

export function kindsOf(service: string): readonly TraitKind[] {
  return KINDS_OF[service] ?? [];
}

/** Most a value may be: people, or thousandths of a kVA or kW. What lies beyond is a slip of the pen. */
const MOST: Readonly<Record<TraitKind, number>> = {
  household: 30,
  quota: 1,
  heating: 1,
  capacity: 1_000_000_000,
  demand: 1_000_000_000,
};

export function isPlausible(kind: TraitKind, value: number | null): boolean {
  return value === null || (value > 0 && value <= MOST[kind]);
}

/**
 * What is in force on a day, from entries of one account in any order: the newest that counts by then, unless it has run
 * out. One that ran out is not followed by the one before it.
 */
export function valueOn(traits: readonly LiveTrait[], kind: TraitKind, day: LocalDate): number | null {
  return traitOn(traits, kind, day)?.value ?? null;
}

export function traitOn<T extends LiveTrait>(traits: readonly T[], kind: TraitKind, day: LocalDate): T | undefined {
  let newest: T | undefined;
  for (const trait of traits)
    if (trait.kind === kind && trait.countsOn <= day && (!newest || trait.countsOn >= newest.countsOn)) newest = trait;
  if (!newest || newest.value === null || (newest.untilOn !== null && newest.untilOn < day)) return undefined;
  return newest;
}
