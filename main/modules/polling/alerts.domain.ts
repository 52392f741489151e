import type { AlertKind, PolicyFields } from './policy.schema.ts';
import type { PolledService } from './polling.schema.ts';

/** What one look at a meter says of one kind of alert. Figures in thousandths of the kind's unit. */
export interface Finding {
  readonly kind: AlertKind;
  readonly isOn: boolean;
  readonly valueMilli: number | null;
  readonly limitMilli: number | null;
}

/**
 * Conditions that end are closed when they have ended. The others are events: that the cover was open or the load was too
 * high stays true, and a person closes it.
 */
export const ENDS_BY_ITSELF: ReadonlySet<AlertKind> = new Set(['voltage', 'clock', 'battery', 'zero-use', 'silent']);

/** A day's use below this is never a jump, in thousandths of a kWh or m³. */
const NOTABLE_MILLI: Readonly<Record<PolledService, number>> = { electricity: 10_000, gas: 3_000, water: 1_000 };
/** Days that make up the usual one, and how few of them say nothing yet. */
export const USUAL_DAYS = 14;
const LEAST_DAYS = 3;

export interface SeenPower {
  readonly voltageMilli: readonly (number | null)[];
  readonly totalPowerMilli: number | null;
}

/** A phase without voltage is not judged: a single-phase meter shows zero on the phases it has not. */
export function powerFindings(power: SeenPower, multiplier: number, policy: PolicyFields): Finding[] {
  const findings: Finding[] = [];
  const volts = power.voltageMilli.filter((v): v is number => v !== null && v > 0);
  const nominal = policy.nominalVolts * 1000;
  const [low, high] = [
    Math.round((nominal * (100 - policy.underVoltagePercent)) / 100),
    Math.round((nominal * (100 + policy.overVoltagePercent)) / 100),
  ];
  if (volts.length > 0) {
    const bad = volts.find((v) => v < low || v > high);
    const limitMilli = bad !== undefined && bad < low ? low : high;
    findings.push({ kind: 'voltage', isOn: bad !== undefined, valueMilli: bad ?? null, limitMilli });
  }
  if (power.totalPowerMilli !== null) {
    const kilowatts = power.totalPowerMilli * multiplier;
    findings.push({ kind: 'reverse', isOn: -kilowatts > policy.reverseMilli, valueMilli: kilowatts, limitMilli: null });
  }
  return findings;
}

export interface SeenState {
  /** The meter's clock less the station's. */
  readonly clockOffMs: number | null;
  readonly isBatteryLow: boolean | null;
  readonly isCoverOpen: boolean | null;
}

export function stateFindings(state: SeenState, policy: PolicyFields): Finding[] {
  const findings: Finding[] = [];
  const { clockOffMs, isBatteryLow, isCoverOpen } = state;
  if (clockOffMs !== null) {
    const limitMilli = policy.clockMinutes * 1000;
    const minutes = Math.round(clockOffMs / 60);
    findings.push({ kind: 'clock', isOn: Math.abs(minutes) > limitMilli, valueMilli: minutes, limitMilli });
  }
  if (isBatteryLow !== null) findings.push({ kind: 'battery', isOn: isBatteryLow, valueMilli: null, limitMilli: null });
  if (isCoverOpen !== null) findings.push({ kind: 'cover', isOn: isCoverOpen, valueMilli: null, limitMilli: null });
  return findings;
}

export function demandFinding(powerMilli: number, limitMilli: number): Finding {
  return { kind: 'over-demand', isOn: powerMilli > limitMilli, valueMilli: powerMilli, limitMilli };
}

export interface Night {
  readonly totalMilli: number;
  readonly reverseMilli: number | null;
  readonly day: string;
}

/** What the nights of a meter say, newest first. `daysBetween` tells how many days lie between two of them. */
export function nightFindings(
  nights: readonly Night[],
  meter: { service: PolledService; multiplier: number; isPresent: () => boolean },
  policy: PolicyFields,
  daysBetween: (from: string, to: string) => number,
): Finding[] {
  const findings: Finding[] = [];
  const [last, before] = nights;
  if (!last || !before) return findings;
  const measured = nights.slice(1).map((older, i) => {
    const newer = nights[i] as Night;
    const days = daysBetween(older.day, newer.day);
    return { days, dailyMilli: ((newer.totalMilli - older.totalMilli) * meter.multiplier) / days };
  });
  // A register that fell was reset or turned over: what was before it says nothing of what is after.
  const fell = measured.findIndex((use) => use.dailyMilli < 0);
  const uses = fell === -1 ? measured : measured.slice(0, fell);
  const [newest, ...earlier] = uses;
  if (newest && earlier.length >= LEAST_DAYS) {
    const days = earlier.reduce((sum, use) => sum + use.days, 0);
    const usual = earlier.reduce((sum, use) => sum + use.dailyMilli * use.days, 0) / days;
    const limitMilli = Math.max(Math.round(usual * policy.jumpFactor), NOTABLE_MILLI[meter.service]);
    const valueMilli = Math.round(newest.dailyMilli);
    findings.push({ kind: 'jump', isOn: valueMilli > limitMilli, valueMilli, limitMilli });
  }
  const firstUsed = uses.findIndex((use) => use.dailyMilli > 0);
  const idle = uses.slice(0, firstUsed === -1 ? uses.length : firstUsed).reduce((sum, use) => sum + use.days, 0);
  // One that never used anything is not in use yet.
  const isIdle = firstUsed !== -1 && idle >= policy.zeroDays && meter.isPresent();
  if (uses.length > 0)
    findings.push({ kind: 'zero-use', isOn: isIdle, valueMilli: idle * 1000, limitMilli: policy.zeroDays * 1000 });
  if (last.reverseMilli !== null && before.reverseMilli !== null) {
    const back = (last.reverseMilli - before.reverseMilli) * meter.multiplier;
    findings.push({ kind: 'reverse', isOn: back > policy.reverseMilli, valueMilli: back, limitMilli: null });
  }
  return findings;
}
