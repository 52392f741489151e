import { daysBetween, type LocalDate, type UnixMs } from '../../shared/dates.ts';
import { type CylinderFacts, isInspectionOverdue, isScrapReached } from './cylinders.domain.ts';
import {
  CHECKS,
  type CheckName,
  type FillingChecks,
  type FillingOutcome,
  type FillingTarget,
  type Refusal,
} from './filling.schema.ts';

/** A weight older than this is never used (the scale port's own limit; a test keeps both equal). */
export const WEIGHT_FRESH_MS = 3000;

export interface GateCylinder extends CylinderFacts {
  readonly code: string;
  readonly scrapReason: string;
}

/**
 * May this cylinder be filled at all? Null when it may. Not filled are (facts of the filling laws, 特种设备安全法
 * art. 40, 48, 49 and local gas regulations): an unknown cylinder, a scrapped one, another owner's, one at the end of
 * its design life (from the scrap date on) and one overdue for inspection (filled on the due date, not the day after).
 */
export function gate(scannedCode: string, cylinder: GateCylinder | undefined, today: LocalDate): Refusal | null {
  if (!cylinder) return { code: 'cylinder.unknown', params: { code: scannedCode } };
  const { code } = cylinder;
  if (cylinder.scrappedAt !== null)
    return { code: 'cylinder.scrapped', params: { code, reason: cylinder.scrapReason } };
  if (!cylinder.isOwn) return { code: 'cylinder.foreign', params: { code } };
  if (isScrapReached(cylinder, today))
    return { code: 'cylinder.scrap-reached', params: { code, scrapOn: cylinder.scrapOn } };
  if (isInspectionOverdue(cylinder, today)) {
    const days = daysBetween(cylinder.nextInspectionOn, today);
    return { code: 'cylinder.inspection-overdue', params: { code, dueOn: cylinder.nextInspectionOn, days } };
  }
  return null;
}

export function failedChecks(checks: FillingChecks): CheckName[] {
  return CHECKS.filter((name) => !checks[name]);
}

/**
 * The good range. The nominal tolerance may reach above the maximum fill (14.5 + 0.5 = 15.0 kg against 14.9), so the
 * upper limit is the smaller of the two.
 */
export function fillingTarget(
  type: { nominalGrams: number; toleranceGrams: number },
  maxFillGrams: number,
): FillingTarget {
  const { nominalGrams, toleranceGrams } = type;
  return {
    nominalGrams,
    toleranceGrams,
    maxFillGrams,
    lowerGrams: nominalGrams - toleranceGrams,
    upperGrams: Math.min(nominalGrams + toleranceGrams, maxFillGrams),
  };
}

export interface Judgement {
  readonly outcome: FillingOutcome;
  readonly takeOutGrams: number;
  readonly addGrams: number;
}

/** Good only within both limits, each included; exact grams, no rounding. */
export function judgeNet(netGrams: number, target: FillingTarget): Judgement {
  if (netGrams > target.upperGrams)
    return { outcome: 'over-fill', takeOutGrams: netGrams - target.upperGrams, addGrams: 0 };
  if (netGrams < target.lowerGrams)
    return { outcome: 'under-fill', takeOutGrams: 0, addGrams: target.lowerGrams - netGrams };
  return { outcome: 'good', takeOutGrams: 0, addGrams: 0 };
}

export interface ScaleWeight {
  readonly weightGrams: number;
  readonly isNet: boolean;
  readonly isStable: boolean;
  readonly isOverloaded: boolean;
}

export type WeightProblem =
  | 'filling.scale-silent'
  | 'filling.weight-stale'
  | 'filling.scale-overloaded'
  | 'filling.weight-unstable'
  | 'filling.weight-is-net';

/** Why a weight must not be recorded, the gravest reason first; null when it may. `ageMs` is measured by one clock. */
export function weightProblem(weight: ScaleWeight | null, ageMs: number): WeightProblem | null {
  if (!weight) return 'filling.scale-silent';
  if (ageMs > WEIGHT_FRESH_MS) return 'filling.weight-stale';
  if (weight.isOverloaded) return 'filling.scale-overloaded';
  if (!weight.isStable) return 'filling.weight-unstable';
  return weight.isNet ? 'filling.weight-is-net' : null;
}

/** Minutes since the last good filling when that is within the policy's window, else null. */
export function minutesSinceFull(
  last: { outcome: FillingOutcome; filledAt: UnixMs } | null,
  now: UnixMs,
  windowMinutes: number,
): number | null {
  if (last?.outcome !== 'good') return null;
  const minutes = Math.floor((now - last.filledAt) / 60_000);
  return minutes < windowMinutes ? minutes : null;
}
