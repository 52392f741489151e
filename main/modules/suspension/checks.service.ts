import type { ReadDb } from '../../db/types.ts';
import { daysBetween, localDate, localDateTime, type UnixMs } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { AccountId, DunningStepId } from '../../shared/ids.ts';
import {
  type AccountFacts,
  caseOf,
  type DunningRule,
  findAccountFacts,
  firstStopDay,
  groundOf,
  isInWindow,
  isPaused,
  isProtected,
  LEGAL_MINIMUM,
  marksInForce,
  requireStep,
  ruleOf,
} from '../dunning/index.ts';
import { type Refusal, stopRefusal } from './suspension.domain.ts';
import type { Order } from './suspension.schema.ts';
import * as store from './suspension.store.ts';

interface Place {
  readonly db: ReadDb;
  readonly zone: string;
  readonly now: UnixMs;
}

interface Stop {
  readonly accountId: AccountId;
  readonly noticeStepId: DunningStepId;
}

export function requireAccount(db: ReadDb, accountId: AccountId): { account: AccountFacts; rule: DunningRule } {
  const account = findAccountFacts(db, { accountId });
  if (!account) throw new StationError('record.not-found', { kind: 'account', id: accountId });
  return { account, rule: ruleOf(db, account.service) };
}

/** A meter that was exchanged or swapped since feeds another household, or nobody: its relay is not this account's. */
export function hasMeterStill(db: ReadDb, order: Pick<Order, 'accountId' | 'meterId'>): boolean {
  return store.metersOf(db, { accountId: order.accountId }).some((meter) => meter.meterId === order.meterId);
}

/** What is left of the debt a notice was about, the account's credit taken off. */
export function owedOn({ db, zone, now }: Place, { accountId, noticeStepId }: Stop): number {
  const left = groundOf(db, { accountId, stepId: noticeStepId }).usageFen;
  return Math.min(left, caseOf(db, localDate(now, zone), accountId)?.owedFen ?? 0);
}

/**
 * Why a supply may not be stopped now, from what stands in the database at this moment. With `moment` also what must
 * hold only when it is carried out: the window, and the last call to the household.
 */
export function stopObstacle(place: Place, stop: Stop, moment?: { finalCallAt: number | null }): Refusal | null {
  const { db, zone, now } = place;
  const { accountId, noticeStepId } = stop;
  const today = localDate(now, zone);
  const { account, rule } = requireAccount(db, accountId);
  const marks = marksInForce(db, today, accountId);
  const notice = requireStep(db, noticeStepId);
  const isServed = notice.cancelledAt === null && notice.stage === 'notice' ? notice.servedOn : null;
  const oldest = groundOf(db, { accountId, stepId: noticeStepId }).oldestDueOn;
  return stopRefusal(
    {
      mayService: LEGAL_MINIMUM[account.service].mayStop && rule.order.isOn,
      isProtected: isProtected(marks),
      isPaused: isPaused(marks),
      servedOn: isServed,
      stopFrom: isServed === null ? null : firstStopDay(isServed, rule, account.customerKind),
      today,
      owedFen: owedOn(place, stop),
      minFen: rule.order.minFen,
      daysOverdue: oldest === null ? 0 : daysBetween(oldest, today),
      afterDays: rule.order.afterDays,
    },
    moment && {
      isInWindow: isInWindow(rule.window, localDateTime(now, zone)),
      finalCallAt: moment.finalCallAt,
      callMinutes: rule.finalCallMinutes[account.customerKind],
      now,
    },
  );
}
