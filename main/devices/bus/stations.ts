import type { Timers } from '../link/timers.ts';
import type { BusPriority, StationReport } from '../ports.ts';
import type { BusTiming } from './types.ts';

/**
 * What a bus remembers of each meter: how fast it usually answers, so that a dead one is noticed sooner, and whether it
 * has fallen silent, so that the others do not wait for it.
 */
export interface Stations {
  /** How long this one's answer is waited for. */
  waitMs(station: string | undefined, timing: BusTiming): number;
  /** How often a request may be sent now; a number of milliseconds where the station is left alone until then. */
  admit(station: string | undefined, priority: BusPriority, retries: number): Admission;
  /** Null where the delay is not known. */
  answered(station: string | undefined, delayMs: number | null, isHeardOut: boolean): void;
  failed(station: string | undefined, priority: BusPriority): void;
  /** Two devices answer for it. */
  share(station: string): void;
  /** Whether a second answer is waited for before the first is believed. */
  isHeardOut(request: { readonly station?: string | undefined; readonly priority: BusPriority }): boolean;
  /** The next background request asks it again; without a name all of them. */
  release(station?: string): void;
  report(): StationReport[];
}

export type Admission =
  | { readonly kind: 'go'; readonly retries: number }
  | { readonly kind: 'held'; readonly ms: number };

interface Entry {
  answers: number;
  /** Answers whose delay is known. */
  samples: number;
  /** Requests in a row without an answer, all their tries used up. */
  failuresInRow: number;
  failures: number;
  meanMs: number;
  deviationMs: number;
  lastAnswerAt: number | null;
  /** What the last request was given. */
  waitMs: number | null;
  nextTryAt: number | null;
  /** So many answers without a second one until it is believed at once again. */
  doubts: number;
}

/** So many requests in a row without an answer put a station aside. */
const QUARANTINE_AFTER = 2;
/** Answers that stay alone after two had been heard. */
const DOUBTED_FOR = 3;
const MINUTE_MS = 60_000;
const SLOW_RETRY_MS = [2, 5, 15, 30].map((minutes) => minutes * MINUTE_MS);
/** Fewer answers than these tell nothing of what is usual. */
const LEARN_AFTER = 4;
const MARGIN_MS = 100;
/** Search answers may name more meters than a wire ever carries. */
const MOST_STATIONS = 2000;

export function createStations({ timers, now }: { timers: Timers; now: () => number }): Stations {
  const entries = new Map<string, Entry>();

  function entryOf(station: string): Entry {
    const known = entries.get(station);
    if (known) return known;
    const made: Entry = {
      answers: 0,
      samples: 0,
      failuresInRow: 0,
      failures: 0,
      meanMs: 0,
      deviationMs: 0,
      lastAnswerAt: null,
      waitMs: null,
      nextTryAt: null,
      doubts: 0,
    };
    const [oldest] = entries.keys();
    if (entries.size >= MOST_STATIONS && oldest !== undefined) entries.delete(oldest);
    entries.set(station, made);
    return made;
  }

  return {
    waitMs(station, { answerMs, leastMs = answerMs }) {
      if (station === undefined) return answerMs;
      const entry = entryOf(station);
      const isKnown = entry.samples >= LEARN_AFTER && entry.doubts === 0;
      entry.waitMs = isKnown ? Math.min(answerMs, Math.max(leastMs, usualMs(entry) + MARGIN_MS)) : answerMs;
      return entry.waitMs;
    },
    admit(station, priority, retries) {
      const entry = station === undefined ? undefined : entries.get(station);
      if (!entry || priority === 'interactive' || entry.failuresInRow === 0) return { kind: 'go', retries };
      const waitMs = (entry.nextTryAt ?? 0) - timers.now();
      return waitMs > 0 ? { kind: 'held', ms: waitMs } : { kind: 'go', retries: 0 };
    },
    answered(station, delayMs, isHeardOut) {
      if (station === undefined) return;
      const entry = entryOf(station);
      if (delayMs !== null) learn(entry, delayMs);
      entry.answers++;
      if (isHeardOut && entry.doubts > 0) entry.doubts--;
      entry.failuresInRow = 0;
      entry.nextTryAt = null;
      entry.lastAnswerAt = now();
    },
    failed(station, priority) {
      if (station === undefined) return;
      const entry = entryOf(station);
      entry.failures++;
      // Somebody who asks again and again in person does not put the next round off.
      if (priority === 'interactive' && entry.nextTryAt !== null) return;
      entry.failuresInRow++;
      if (entry.failuresInRow < QUARANTINE_AFTER) return;
      const step = Math.min(entry.failuresInRow - QUARANTINE_AFTER, SLOW_RETRY_MS.length - 1);
      entry.nextTryAt = timers.now() + (SLOW_RETRY_MS[step] ?? MINUTE_MS);
    },
    share(station) {
      entryOf(station).doubts = DOUBTED_FOR;
    },
    // A person's first question to a meter: the test reading when it is set up, or the status before its first order.
    isHeardOut({ station, priority }) {
      const entry = station === undefined ? undefined : entryOf(station);
      return entry !== undefined && (entry.doubts > 0 || (priority === 'interactive' && entry.answers === 0));
    },
    release(station) {
      for (const [name, entry] of entries) {
        if (station !== undefined && name !== station) continue;
        entry.failuresInRow = 0;
        entry.nextTryAt = null;
      }
    },
    report: () =>
      [...entries]
        .map(([station, entry]) => ({
          station,
          answers: entry.answers,
          failures: entry.failures,
          usualMs: entry.samples === 0 ? null : Math.round(entry.meanMs),
          waitMs: entry.waitMs === null ? null : Math.round(entry.waitMs),
          lastAnswerAt: entry.lastAnswerAt,
          isShared: entry.doubts > 0,
          quarantinedUntil: entry.nextTryAt === null ? null : Math.round(now() + entry.nextTryAt - timers.now()),
        }))
        .sort((a, b) => a.station.localeCompare(b.station)),
  };
}

/** The smoothing of a TCP round trip (RFC 6298): an eighth of the new mean, a quarter of the new deviation. */
function learn(entry: Entry, delayMs: number): void {
  const difference = Math.abs(delayMs - entry.meanMs);
  const isFirst = entry.samples === 0;
  entry.meanMs = isFirst ? delayMs : entry.meanMs + (delayMs - entry.meanMs) / 8;
  entry.deviationMs = isFirst ? delayMs / 2 : entry.deviationMs + (difference - entry.deviationMs) / 4;
  entry.samples++;
}

function usualMs({ meanMs, deviationMs }: Entry): number {
  return meanMs + 4 * deviationMs;
}
