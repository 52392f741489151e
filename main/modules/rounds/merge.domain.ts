import { z } from 'zod';
import { type Point, REGISTERS } from '../readings/readings.domain.ts';
import { agree, type Pace } from './agree.domain.ts';
import type { Outcome, Rule } from './phone.schema.ts';

/** What was true of a look at a meter when it arrived. It is kept and does not change afterwards. */
export const Facts = z.object({
  /** The meter was taken down on or before the day of the look. */
  isReplaced: z.boolean(),
  /** It measures for another account than when the round was made. */
  isMoved: z.boolean(),
  isReassigned: z.boolean(),
  isClosed: z.boolean(),
  /** Beyond the register, or before the value the meter started with. */
  isImpossible: z.boolean(),
});
export type Facts = z.infer<typeof Facts>;

export interface MergeCapture extends Point {
  readonly uid: string;
  readonly deviceId: string;
  /** By the device's own clock, which orders what it says even where the clock was put right on the way. */
  readonly takenAt: number;
  readonly facts: Facts;
}

/** A reading in the books that is not of these looks: by hand, by wire, of another round, or decided by a person. */
export interface OtherReading extends Point {
  readonly readingId: number;
  readonly state: 'accepted' | 'doubtful';
}

export interface MergeContext {
  /** Readings since the month of the round began, estimates and baselines left out, oldest first. */
  readonly others: readonly OtherReading[];
  /** First instant after the month of the round. */
  readonly monthEndsAt: number;
  readonly pace: Pace;
}

export interface Verdict {
  readonly outcome: Exclude<Outcome, 'noted'>;
  readonly rule: Rule | null;
  readonly againstId: number | null;
}

const aside = (rule: Rule, againstId: number | null = null): Verdict => ({ outcome: 'aside', rule, againstId });
const waits = (rule: Rule, againstId: number | null = null): Verdict => ({ outcome: 'waits', rule, againstId });

const byTime = (a: MergeCapture, b: MergeCapture) =>
  a.readAt - b.readAt || (a.uid < b.uid ? -1 : a.uid > b.uid ? 1 : 0);

/**
 * What becomes of every look at one meter in one round. It depends on the looks alone and not on the order they arrived
 * in: two phones, a file and a repeated upload come to the same in any order. At most one look counts.
 *
 * 1. Figures the meter cannot have shown, or of a meter that hung there no more, are kept aside.
 * 2. A device's latest look is its word; what it said before was corrected by it.
 * 3. Of several devices the latest value counts, if all agree (`agree.domain.ts`); otherwise all of them wait for a person.
 * 4. A month read already keeps the reading it has, if both agree; otherwise the look waits.
 * 5. A newer reading of a later month, a meter that measures for somebody else now, a round that was closed or given to
 *    somebody else: the look waits.
 */
export function verdictsOf(captures: readonly MergeCapture[], context: MergeContext): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  const words = new Map<string, MergeCapture>();
  for (const capture of [...captures].sort(byTime)) {
    const { facts, uid, deviceId } = capture;
    if (facts.isReplaced) verdicts.set(uid, aside('meter-replaced'));
    else if (facts.isImpossible) verdicts.set(uid, aside('impossible'));
    else {
      const known = words.get(deviceId);
      const isLater = !known || capture.takenAt >= known.takenAt;
      const corrected = isLater ? known : capture;
      if (corrected) verdicts.set(corrected.uid, aside('corrected'));
      if (isLater) words.set(deviceId, capture);
    }
  }
  const said = [...words.values()].sort(byTime);
  const last = said.at(-1);
  if (!last) return verdicts;
  const isOneStory = said.every((later, i) => {
    const earlier = said[i - 1];
    return !earlier || agree(earlier, later, context.pace);
  });
  if (!isOneStory) {
    for (const { uid } of said) verdicts.set(uid, waits('second-phone'));
    return verdicts;
  }
  // The first of those that say the same: a second phone that agrees changes nothing.
  const standing = said.find((capture) => REGISTERS.every((key) => capture[key] === last[key])) ?? last;
  for (const capture of said) if (capture !== standing) verdicts.set(capture.uid, aside('second-phone'));
  verdicts.set(standing.uid, amongOthers(standing, context));
  return verdicts;
}

function amongOthers(capture: MergeCapture, context: MergeContext): Verdict {
  const ofMonth = context.others.filter((other) => other.readAt < context.monthEndsAt).at(-1);
  if (ofMonth) {
    const { readingId, state } = ofMonth;
    const [earlier, later] = capture.readAt >= ofMonth.readAt ? [ofMonth, capture] : [capture, ofMonth];
    return state === 'accepted' && agree(earlier, later, context.pace)
      ? aside('already-read', readingId)
      : waits('already-read', readingId);
  }
  const newer = context.others.find((other) => other.readAt >= capture.readAt);
  if (newer) return waits('newer-reading', newer.readingId);
  const { isMoved, isClosed, isReassigned } = capture.facts;
  if (isMoved) return waits('meter-moved');
  if (isClosed) return waits('round-closed');
  if (isReassigned) return waits('reassigned');
  return { outcome: 'counts', rule: null, againstId: null };
}
