import { StationError } from '../../shared/error-codes.ts';
import { formatMilli } from '../../shared/quantity.ts';
import { registerRange } from './readings.domain.ts';
import type { Doubt, Further, Reading, ReadingSource, Registers } from './readings.schema.ts';

/** The registers as they should have been read. One left out keeps what was read. */
export interface CorrectedValues {
  readonly totalMilli: number;
  readonly sharpMilli?: number | undefined;
  readonly peakMilli?: number | undefined;
  readonly flatMilli?: number | undefined;
  readonly valleyMilli?: number | undefined;
  readonly demandMilli?: number | undefined;
  readonly reactiveMilli?: number | undefined;
  /** An estimate put right by a later reading is one still; anything else was typed by a person. */
  readonly source?: ReadingSource | undefined;
}

/** Registers that only count up. */
const COUNTERS = ['totalMilli', 'sharpMilli', 'peakMilli', 'flatMilli', 'valleyMilli', 'reactiveMilli'] as const;
const REGISTERS = [...COUNTERS, 'demandMilli'] as const;

interface Around {
  readonly meterNo: string;
  readonly digits: number;
  readonly before: Reading | undefined;
  readonly after: Reading | undefined;
}

/**
 * A reading with its values put right: same meter, time and role. It must lie between the accepted readings around it;
 * only where the register was confirmed to have passed zero may it be lower than the one before or above the next.
 */
export function correct(old: Reading, values: CorrectedValues, around: Around): Reading {
  const { meterNo, digits, before, after } = around;
  const registers = Object.fromEntries(REGISTERS.map((key) => [key, corrected(old[key], values[key])]));
  const next: Reading = { ...old, ...(registers as Registers & Further) };
  if (REGISTERS.every((key) => next[key] === old[key])) throw new StationError('correction.unchanged', { meterNo });
  if (REGISTERS.some((key) => (next[key] ?? 0) >= registerRange(digits)))
    throw new StationError('reading.exceeds-register', { meterNo, digits });
  const isTurned = before !== undefined && next.totalMilli < before.totalMilli;
  if (before && !(isTurned && old.doubts.includes('rollover')))
    for (const key of COUNTERS)
      if (isLower(next[key], before[key]))
        throw new StationError('correction.below-previous', {
          value: formatMilli(next[key] ?? 0),
          previous: formatMilli(before[key] ?? 0),
        });
  if (after && !after.doubts.includes('rollover'))
    for (const key of COUNTERS)
      if (isLower(after[key], next[key]))
        throw new StationError('correction.above-next', {
          value: formatMilli(next[key] ?? 0),
          next: formatMilli(after[key] ?? 0),
        });
  const doubts: Doubt[] = isTurned ? ['rollover'] : [];
  return { ...next, source: values.source ?? 'manual', state: 'accepted', doubts };
}

function corrected(old: number | null, value: number | undefined): number | null {
  return old === null ? null : (value ?? old);
}

function isLower(value: number | null, than: number | null): boolean {
  return value !== null && than !== null && value < than;
}
