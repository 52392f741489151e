import { assess, registerRange } from '../readings/readings.domain.ts';
import type { Assessment } from '../readings/readings.schema.ts';
import type { CapturedValues, RoundPackage, Stop } from './phone.schema.ts';

export type RegisterKey = keyof CapturedValues;

/** Registers a person reads off this meter, the total first. */
export function registersOf(stop: Pick<Stop, 'hasTou' | 'hasDemand' | 'hasReactive'>): RegisterKey[] {
  return [
    'totalMilli',
    ...(stop.hasTou ? (['sharpMilli', 'peakMilli', 'flatMilli', 'valleyMilli'] as const) : []),
    ...(stop.hasDemand ? (['demandMilli'] as const) : []),
    ...(stop.hasReactive ? (['reactiveMilli'] as const) : []),
  ];
}

/** What the figures would mean to the station, judged at the door by its own rules. */
export function judgeAtDoor(
  stop: Stop,
  round: Pick<RoundPackage, 'highPercent'>,
  look: { readonly values: CapturedValues; readonly takenAt: number },
): Assessment {
  return assess({
    service: stop.service,
    register: { digits: stop.digits, multiplier: stop.multiplier },
    before: stop.history.filter((point) => point.readAt < look.takenAt),
    next: null,
    present: { ...look.values, readAt: look.takenAt },
    highPercent: round.highPercent,
  });
}

/** Whether the register can show it at all. */
export function fitsRegister(milli: number, digits: number): boolean {
  return milli < registerRange(digits);
}
