import type { Timers } from '../link/timers.ts';
import { accepts, areDifferent, type Exchange, isNamed } from './job.ts';

/**
 * Two devices with one address whose answers come apart: the second one falls into the time of whoever is asked next.
 * Only where answers name their question does it prove anything, and only where no earlier question is still owed
 * that very answer: a converter may deliver what was given up long ago.
 */
export interface SecondAnswers {
  /** Its answer may come when nobody waits for it any more. */
  owed(exchange: Exchange): void;
  /** It has its answer: a second one is listened for. */
  answered(exchange: Exchange): void;
  /** Of these bytes, who was answered for twice; what the running exchange takes is its own. */
  hear(bytes: Uint8Array, running: Exchange | undefined): string | undefined;
  /** Different answers to what was asked once: there are two of them. */
  isProof(exchange: Exchange): boolean;
  reset(): void;
}

/** Whatever is later than this has left the way between here and the meter. */
const OWED_MS = 30_000;
const MOST_OWED = 16;
const MOST_WATCHED = 4;

export function createSecondAnswers(timers: Timers): SecondAnswers {
  let watched: { readonly exchange: Exchange; readonly until: number }[] = [];
  let debts: { readonly exchange: Exchange; readonly until: number }[] = [];

  function forgetOld(): void {
    const now = timers.now();
    watched = watched.filter(({ until }) => until > now).slice(-MOST_WATCHED);
    debts = debts.filter(({ until }) => until > now).slice(-MOST_OWED);
  }

  /** Takes the debt off where there is one. */
  function wasOwed(frame: unknown): boolean {
    const at = debts.findIndex(({ exchange }) => accepts(exchange, frame));
    if (at >= 0) debts.splice(at, 1);
    return at >= 0;
  }

  return {
    owed(exchange) {
      if (isNamed(exchange.job)) debts.push({ exchange, until: timers.now() + OWED_MS });
      forgetOld();
    },
    answered(exchange) {
      const { answerMs, interByteMs } = exchange.said.timing;
      // Asked the same anew: what comes now is measured against the newest answer.
      watched = watched.filter((earlier) => !accepts(exchange, earlier.exchange.frames[0]));
      if (isNamed(exchange.job)) watched.push({ exchange, until: exchange.sentBy + answerMs + interByteMs });
      forgetOld();
    },
    hear(bytes, running) {
      forgetOld();
      for (const { exchange } of watched) {
        const second = exchange.parser
          .push(bytes)
          .find((frame) => accepts(exchange, frame) && areDifferent([frame, exchange.frames[0]]));
        if (second === undefined || (running && accepts(running, second)) || wasOwed(second)) continue;
        return exchange.job.request.station;
      }
      return undefined;
    },
    isProof(exchange) {
      forgetOld();
      return isNamed(exchange.job) && !debts.some((debt) => accepts(debt.exchange, exchange.frames[0]));
    },
    reset() {
      watched = [];
      debts = [];
    },
  };
}
