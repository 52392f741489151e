import type { ErrorCode, ErrorParams } from '../../shared/error-codes.ts';
import type { OrderKind } from './suspension.schema.ts';

/** All that decides whether a supply may be stopped. */
export interface StopFacts {
  readonly mayService: boolean;
  readonly isProtected: boolean;
  readonly isPaused: boolean;
  readonly servedOn: string | null;
  /** First day after the term of the notice; null while it is not served. */
  readonly stopFrom: string | null;
  readonly today: string;
  /** What is left of the debt the notice was about, credit taken off. */
  readonly owedFen: number;
  readonly minFen: number;
  readonly daysOverdue: number;
  readonly afterDays: number;
}

/** What must hold at the very moment of the stop, beside what must hold when it is proposed. */
export interface MomentFacts {
  readonly isInWindow: boolean;
  readonly finalCallAt: number | null;
  readonly callMinutes: number;
  readonly now: number;
}

export interface Refusal {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
}

const refusal = (code: ErrorCode, params: ErrorParams = {}): Refusal => ({ code, params });

/** Why a supply may not be stopped, the weightiest reason first; null when it may. */
export function stopRefusal(facts: StopFacts, moment?: MomentFacts): Refusal | null {
  if (!facts.mayService) return refusal('suspension.forbidden-service');
  if (facts.isProtected) return refusal('suspension.protected');
  if (facts.owedFen <= 0) return refusal('suspension.nothing-owed');
  if (facts.isPaused) return refusal('suspension.paused');
  if (facts.servedOn === null || facts.stopFrom === null) return refusal('suspension.not-served');
  if (facts.stopFrom > facts.today) return refusal('suspension.notice-running', { on: facts.stopFrom });
  if (facts.owedFen < facts.minFen) return refusal('suspension.below-amount');
  if (facts.daysOverdue < facts.afterDays) return refusal('suspension.too-early', { days: facts.afterDays });
  if (!moment) return null;
  if (!moment.isInWindow) return refusal('suspension.outside-window');
  if (moment.callMinutes > 0) {
    if (moment.finalCallAt === null) return refusal('suspension.no-call', { minutes: moment.callMinutes });
    const waits = moment.finalCallAt + moment.callMinutes * 60_000 - moment.now;
    if (waits > 0) return refusal('suspension.call-recent', { minutes: Math.ceil(waits / 60_000) });
  }
  return null;
}

/** Refusals that end an order that was not sent yet: it stands on nothing any more. */
export const ENDING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'suspension.forbidden-service',
  'suspension.protected',
  'suspension.nothing-owed',
  'suspension.paused',
  'suspension.not-served',
]);

/** After these a relay may have moved or may still move; after every other refusal it certainly is as it was. */
const UNSETTLED: ReadonlySet<string> = new Set(['device.relay-unknown', 'device.relay-unmoved']);

export function stateAfter(code: string): 'failed' | 'unknown' {
  return UNSETTLED.has(code) ? 'unknown' : 'failed';
}

/** What a status word says of an order whose end was not known; null while it still says neither. */
export function judge(
  kind: OrderKind,
  status: { readonly isOpen: boolean; readonly isOrderedOpen: boolean },
  restoreBy: 'allow-close' | 'close',
): 'done' | 'failed' | null {
  if (kind === 'suspend') {
    if (status.isOpen) return 'done';
    return status.isOrderedOpen ? null : 'failed';
  }
  if (status.isOrderedOpen) return 'failed';
  return restoreBy === 'allow-close' || !status.isOpen ? 'done' : null;
}

/** "S2026-000012": gapless within the year of the business date. */
export function orderNo(year: string, number: number): string {
  return `S${year}-${String(number).padStart(6, '0')}`;
}
