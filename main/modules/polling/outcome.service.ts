import type { ReadDb } from '../../db/types.ts';
import type { Tx } from '../../db/writer.ts';
import { addDays, daysBetween, type LocalDate, localDate, startOfLocalDate, type UnixMs } from '../../shared/dates.ts';
import type { ErrorParams } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { demandFinding, type Finding, nightFindings, USUAL_DAYS } from './alerts.domain.ts';
import { observe } from './alerts.service.ts';
import type { NightExtras, NightValues } from './ask.service.ts';
import * as store from './daily.store.ts';
import type { PolicyFields } from './policy.schema.ts';
import { demandLimitOf } from './policy.service.ts';
import type { ScheduleKind } from './polling.schema.ts';
import { presenceAt, type Target } from './targets.store.ts';

/** A value somebody wants of a meter: of which day, and for what. */
export interface Wanted {
  readonly kind: Exclude<ScheduleKind, 'interval'>;
  readonly target: Target;
  readonly day: LocalDate;
}

export interface Missed {
  readonly code: string;
  readonly params: ErrorParams;
}

/** What came of it: values of a night, a settlement reading that was stored, or a reason. */
export type Outcome =
  | { readonly wanted: Wanted; readonly night: NightValues; readonly extras: NightExtras }
  | { readonly wanted: Wanted; readonly isSettled: true }
  | { readonly wanted: Wanted; readonly missed: Missed };

export interface RunOutcome {
  readonly wanted: number;
  readonly got: number;
  readonly isCancelled: boolean;
}

/** Stores what came of some wants, whole or not at all; answers how many values came. */
export function storeOutcomes(st: Station, tx: Tx, outcomes: readonly Outcome[], policy: PolicyFields): number {
  let got = 0;
  for (const outcome of outcomes) {
    const { target, kind, day } = outcome.wanted;
    const { meterId } = target;
    if ('missed' in outcome) {
      const { code, params } = outcome.missed;
      missGap(tx, { meterId, kind, day }, { code, params });
      if (kind === 'daily') observe(tx, meterId, [silenceOf(st, tx, meterId, policy)], policy);
      continue;
    }
    got++;
    store.fillGap(tx.db, { meterId, kind, day, at: tx.now });
    if ('night' in outcome) storeNight(st, tx, outcome, policy);
  }
  if (outcomes.length > 0) tx.announce({ topic: 'polling' });
  return got;
}

export function missGap(
  tx: Tx,
  gap: { meterId: number; kind: ScheduleKind; day: LocalDate },
  { code, params }: Missed,
  more = 0,
): void {
  store.missGap(tx.db, { ...gap, reasonCode: code, paramsJson: JSON.stringify(params), at: tx.now, more });
}

function storeNight(
  st: Station,
  tx: Tx,
  { wanted, night, extras }: Extract<Outcome, { night: NightValues }>,
  policy: PolicyFields,
): void {
  const { target, day } = wanted;
  const { meterId, multiplier } = target;
  const { totalMilli, sharpMilli, peakMilli, flatMilli, valleyMilli, reverseMilli } = night.values;
  const registers = { totalMilli, sharpMilli, peakMilli, flatMilli, valleyMilli, reverseMilli };
  const demandMilli = extras.demandMilli ?? night.values.demandMilli;
  store.insertDaily(tx.db, {
    meterId,
    day,
    readAt: night.readAt,
    ...registers,
    demandMilli,
    demandAt: extras.demandAt,
    isFrozen: night.isFrozen ? 1 : 0,
    storedAt: tx.now,
  });
  const findings: Finding[] = [...extras.findings, silenceOf(st, tx, meterId, policy)];
  const limit = demandLimitOf(tx.db, meterId);
  if (limit !== null && demandMilli !== null) findings.push(demandFinding(demandMilli * multiplier, limit));
  // A night that is caught up says nothing of today.
  if (day === localDate(tx.now, st.zone)) {
    const nights = store.dailyBefore(tx.db, { meterId, day, limit: Math.max(USUAL_DAYS, policy.zeroDays) + 2 });
    const facts = { ...target, isPresent: () => isSomebodyThere(tx.db, { meterId, day, zone: st.zone }) };
    findings.push(...nightFindings(nights, facts, policy, daysBetween));
  }
  observe(tx, meterId, findings, policy);
}

/** Silent: so many nights on end without an answer, up to today. */
function silenceOf(st: Station, tx: Tx, meterId: number, policy: PolicyFields): Finding {
  const from = addDays(localDate(tx.now, st.zone), 1 - policy.silentDays);
  const { nights } = store.countOpen(tx.db, { meterId, from });
  return {
    kind: 'silent',
    isOn: nights >= policy.silentDays,
    valueMilli: nights * 1000,
    limitMilli: policy.silentDays * 1000,
  };
}

/** The other meters of a home are mostly read once a month. */
const PRESENCE_DAYS = 35;

function isSomebodyThere(db: ReadDb, of: { meterId: number; day: LocalDate; zone: string }): boolean {
  const { meterId, day, zone } = of;
  const sinceDay = addDays(day, -7);
  const since: UnixMs = startOfLocalDate(addDays(day, -PRESENCE_DAYS), zone);
  return presenceAt(db, { meterId, day, sinceDay, since })?.isPresent === 1;
}
