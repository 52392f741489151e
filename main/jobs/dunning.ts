import { isStepStillDue } from '../modules/dunning/index.ts';
import { type IsStillWanted, sendQueued, settleInterrupted } from '../modules/messages/index.ts';
import { settleInterruptedOrders, settleOrders } from '../modules/suspension/index.ts';
import type { Station } from '../station.types.ts';

const LOOK_EVERY_MS = 60_000;
/** What these modules say of themselves brings nothing new about what is owed. */
const OWN = new Set(['messages', 'suspension', 'dunning']);

/** A reminder goes out only while its debt is there; what was done to a supply is told in any case. */
const isStillWanted: IsStillWanted = (db, { aboutKind, aboutId }) =>
  aboutKind !== 'dunning-step' || isStepStillDue(db, aboutId);

/**
 * Sends the outbox, and keeps orders in line with what is owed: after every change of the station, and once a minute for
 * what time alone changes. First it settles what a stop of the program left behind: nothing old is sent late.
 */
export function startDunning(station: Station, onError: (error: unknown) => void): AsyncDisposable {
  settleInterrupted(station);
  settleInterruptedOrders(station);
  let sending: Promise<unknown> = Promise.resolve();
  let isAligning = false;
  const ended = new AbortController();

  const send = () => {
    sending = sendQueued(station, isStillWanted, ended.signal).catch(onError);
  };
  const align = () => {
    if (isAligning || ended.signal.aborted) return;
    isAligning = true;
    const work = () => {
      isAligning = false;
      if (!ended.signal.aborted) settleOrders(station);
    };
    station.queue.submit('normal', work).catch(onError);
  };

  const unsubscribe = station.live.subscribe((message) => {
    if (message.topic !== 'changed') return;
    if (message.notice.topic === 'message' || message.notice.topic === 'suspension') send();
    if (!OWN.has(message.notice.topic)) align();
  });
  align();
  send();
  const timer = setInterval(align, LOOK_EVERY_MS);
  timer.unref();
  return {
    async [Symbol.asyncDispose]() {
      ended.abort();
      clearInterval(timer);
      unsubscribe();
      await sending;
    },
  };
}
