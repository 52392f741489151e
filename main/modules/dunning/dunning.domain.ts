import { addDays, daysBetween, type LocalDate } from '../../shared/dates.ts';
import type { Debt, Mark, MarkKind, Stage, Step, StepStage, Wait } from './dunning.schema.ts';
import { firstStopDay } from './rule.domain.ts';
import type { DunningRule } from './rule.schema.ts';

/** Marks under which nothing is asked of the household. */
const PAUSING: ReadonlySet<MarkKind> = new Set(['disputed', 'excluded', 'promise', 'plan']);

/** Whether a mark holds on a day. A promise that was not kept ends by itself. */
export function isInForce(mark: Pick<Mark, 'liftedAt' | 'untilOn'>, today: LocalDate): boolean {
  return mark.liftedAt === null && (mark.untilOn === null || mark.untilOn >= today);
}

export function isPaused(marks: readonly Mark[]): boolean {
  return marks.some((mark) => PAUSING.has(mark.kind));
}

export function isProtected(marks: readonly Mark[]): boolean {
  return marks.some((mark) => mark.kind === 'protected');
}

export interface Standing {
  readonly debt: Debt;
  readonly rule: DunningRule;
  /** Of this debt cycle, not cancelled. */
  readonly steps: readonly Step[];
  /** In force today. */
  readonly marks: readonly Mark[];
  readonly isStopped: boolean;
  readonly hasOpenOrder: boolean;
  readonly today: LocalDate;
}

export interface Due {
  readonly stage: Stage | null;
  readonly wait: Wait | null;
  readonly nextOn: LocalDate | null;
}

/** What is really owed: credit of the account pays for it as soon as somebody takes it. */
export function owedOf(debt: Pick<Debt, 'overdueFen' | 'creditFen'>): number {
  return Math.max(0, debt.overdueFen - Math.max(0, debt.creditFen));
}

const ORDER: readonly Stage[] = ['reminder', 'demand', 'notice', 'order'];

/**
 * What a debt is due for today. Stages come one after the other: the law wants a household pressed for payment before it
 * is warned, and warned before it is cut off, so that a stage that was never taken is taken first.
 */
export function dueStage(of: Standing): Due {
  const { debt, rule, steps, marks, today } = of;
  const waiting = (wait: Wait, nextOn: LocalDate | null = null): Due => ({ stage: null, wait, nextOn });
  if (of.isStopped || of.hasOpenOrder) return waiting('stopped');
  if (isPaused(marks)) return waiting('paused', endOf(marks));
  const last = Math.max(-1, ...steps.map((step) => ORDER.indexOf(step.stage)));
  const next = ORDER.slice(last + 1).find((stage) => rule[stage].isOn);
  if (!next) return waiting('complete');
  if ((next === 'notice' || next === 'order') && isProtected(marks)) return waiting('protected');
  if (owedOf(debt) === 0 || owedOf(debt) < rule[next].minFen) return waiting('below-amount');
  const from = addDays(debt.oldestDueOn, rule[next].afterDays);
  if (next !== 'order') return from <= today ? { stage: next, wait: null, nextOn: null } : waiting('not-yet', from);
  const notice = steps.find((step) => step.stage === 'notice');
  // Without a notice in this cycle there is nothing an order could stand on.
  if (!notice) return waiting('complete');
  if (notice.servedOn === null) return waiting('unserved');
  const stopFrom = firstStopDay(notice.servedOn, rule, debt.customerKind);
  const first = stopFrom > from ? stopFrom : from;
  return first <= today ? { stage: 'order', wait: null, nextOn: null } : waiting('notice-running', first);
}

function endOf(marks: readonly Mark[]): LocalDate | null {
  const ends = marks.filter((mark) => PAUSING.has(mark.kind)).map((mark) => mark.untilOn);
  if (ends.some((end) => end === null)) return null;
  return addDays(
    ends.reduce<string>((a, b) => (b !== null && b > a ? b : a), '0001-01-01'),
    1,
  );
}

export function daysOverdue(oldestDueOn: LocalDate, today: LocalDate): number {
  return daysBetween(oldestDueOn, today);
}

/** Whether a step may be taken now: the due one, or an earlier one by hand, never one twice or out of order. */
export function mayTake(stage: StepStage, due: Due): boolean {
  return due.stage === stage;
}
