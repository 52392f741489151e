import type { ReadDb } from '../../db/types.ts';
import type { Actor } from '../../db/writer.ts';
import { isStationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { sendMail } from './mail.ts';
import type { Message } from './messages.schema.ts';
import * as store from './messages.store.ts';
import { settled } from './outbox.service.ts';

const BY: Actor = { userId: null, name: 'outbox', via: 'job' };
export const SEND_JOB = 'messages.send';

/** Asked once more right before a message leaves: a reminder of a debt that was paid meanwhile stays here. */
export type IsStillWanted = (db: ReadDb, message: Message) => boolean;

interface Outcome {
  readonly state: 'sent' | 'failed' | 'unknown';
  readonly code?: string;
  readonly detail?: string;
}

const running = new WeakMap<Station, Promise<void>>();

/**
 * Sends what is queued, one by one, until nothing is or the signal ends it between two messages. One run a station at a
 * time: another call goes on when the one before has ended.
 */
export function sendQueued(st: Station, isStillWanted: IsStillWanted, signal?: AbortSignal): Promise<void> {
  const before = running.get(st) ?? Promise.resolve();
  const run = before.catch(() => undefined).then(() => drain(st, isStillWanted, signal));
  running.set(st, run);
  return run;
}

/**
 * After a start: what was being handed over when the program ended may have gone out. It is never sent again by itself.
 */
export function settleInterrupted(st: Station): void {
  const left = store.interrupted(st.db);
  if (left.length === 0) return;
  st.write(BY, { action: 'messages.interrupted' }, (tx) => {
    for (const { messageId } of left) {
      store.setState(tx.db, settled(messageId, 'sending', 'unknown', tx.now, { code: 'messages.interrupted' }));
      tx.audit({ kind: 'message', id: messageId, after: { state: 'unknown' } });
    }
    tx.announce({ topic: 'messages' });
  });
}

async function drain(st: Station, isStillWanted: IsStillWanted, signal?: AbortSignal): Promise<void> {
  let done = 0;
  const report = (state: 'running' | 'done') => {
    const { open } = store.countOpen(st.db);
    st.live.publish({ topic: 'progress', job: SEND_JOB, done, total: done + open, state });
  };
  while (!signal?.aborted) {
    const message = await st.queue.submit('normal', () => take(st, isStillWanted));
    if (message === undefined) break;
    if (message === 'dropped') continue;
    report('running');
    const outcome = await handOver(st, message);
    await st.queue.submit('normal', () => finish(st, message, outcome));
    done++;
  }
  if (done > 0) report('done');
}

/** Marks the next message as being sent, before any of it is: what a crash leaves behind then says so. */
function take(st: Station, isStillWanted: IsStillWanted): Message | 'dropped' | undefined {
  const next = store.nextQueued(st.db);
  if (!next) return undefined;
  return st.write(BY, { action: 'messages.send', input: { messageId: next.messageId } }, (tx) => {
    const isWanted = isStillWanted(tx.db, next);
    const state = isWanted ? 'sending' : 'cancelled';
    const why = isWanted ? {} : { code: 'messages.no-longer-due' };
    store.setState(tx.db, settled(next.messageId, 'queued', state, tx.now, why));
    tx.audit({ kind: 'message', id: next.messageId, after: { state, channel: next.channel, to: next.recipient } });
    tx.announce({ topic: 'messages', id: next.messageId });
    return isWanted ? next : 'dropped';
  });
}

function finish(st: Station, { messageId }: Message, { state, ...why }: Outcome): void {
  st.write(BY, { action: 'messages.settle', input: { messageId, state, ...why } }, (tx) => {
    store.setState(tx.db, settled(messageId, 'sending', state, tx.now, why));
    tx.audit({ kind: 'message', id: messageId, after: { state, ...why } });
    tx.announce({ topic: 'messages', id: messageId });
  });
}

async function handOver(st: Station, message: Message): Promise<Outcome> {
  const settings = store.settingsRow(st.db);
  if (message.channel === 'email') {
    if (settings.smtpHost === '') return { state: 'failed', code: 'messages.no-mail' };
    return sendMail(settings, { ...message, to: message.recipient });
  }
  const modem = settings.modemId === null ? undefined : st.devices.smsModem(settings.modemId);
  if (!modem) return { state: 'failed', code: 'messages.no-modem' };
  try {
    const { parts } = await modem.send(message.recipient, message.body);
    return { state: 'sent', detail: String(parts) };
  } catch (error) {
    if (!isStationError(error)) return { state: 'unknown', code: 'sms.unknown', detail: String(error).slice(0, 300) };
    // Where some parts of a long message went out, sending it again would double them.
    const isPartly = Number(error.params.sent ?? 0) > 0;
    const { code } = error;
    const state = code === 'sms.unknown' || isPartly ? 'unknown' : 'failed';
    return { state, code, detail: JSON.stringify(error.params) };
  }
}
