import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import { MessageId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import type { AboutKind, Channel, Message, MessagesQuery, ResendMessage } from './messages.schema.ts';
import * as store from './messages.store.ts';

export interface NewMessage {
  readonly channel: Channel;
  readonly accountId: number;
  readonly aboutKind: AboutKind;
  readonly aboutId: number;
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
}

/** Puts a message into the outbox, as part of the transaction that wants it sent. */
export function enqueue(tx: Tx, message: NewMessage): MessageId {
  const messageId = MessageId.parse(
    store.insertMessage(tx.db, { ...message, resendOf: null, createdAt: tx.now, userName: tx.by.name }),
  );
  tx.announce({ topic: 'message', id: messageId });
  return messageId;
}

export function listMessages(db: ReadDb, { state, accountId, limit }: MessagesQuery): Message[] {
  return store.listMessages(db, { state: state ?? null, accountId: accountId ?? null, limit });
}

export function messagesAbout(db: ReadDb, aboutKind: AboutKind, aboutId: number): Message[] {
  return store.messagesAbout(db, { aboutKind, aboutId });
}

/**
 * A person sends a message again that failed, or whose end is not known. It becomes a new message; the old one keeps what
 * is known of it. Refuses 'messages.not-resendable'.
 */
export function resendMessage(st: Station, by: Actor, cmd: ResendMessage): MessageId {
  return st.write(by, { action: 'messages.resend', requestId: cmd.requestId, input: cmd }, (tx) => {
    const { messageId } = cmd;
    const old = store.findMessage(tx.db, { messageId });
    if (!old) throw new StationError('record.not-found', { kind: 'message', id: messageId });
    const isOpen = (old.state === 'failed' || old.state === 'unknown') && old.resentAs === null;
    if (!isOpen) throw new StationError('messages.not-resendable', { id: messageId });
    const { channel, accountId, aboutKind, aboutId, recipient, subject, body } = old;
    const made = MessageId.parse(
      store.insertMessage(tx.db, {
        ...{ channel, accountId, aboutKind, aboutId, recipient, subject, body },
        resendOf: messageId,
        createdAt: tx.now,
        userName: by.name,
      }),
    );
    tx.audit({ kind: 'message', id: made, after: { resendOf: messageId, recipient } });
    tx.announce({ topic: 'message', id: made });
    return made;
  });
}

/** Takes back what was not handed over yet; answers what the cancelled messages were about. */
export function cancelQueued(tx: Tx, aboutKind: AboutKind): number[] {
  const queued = store.queuedAbout(tx.db, { aboutKind });
  for (const { messageId } of queued) store.setState(tx.db, settled(messageId, 'queued', 'cancelled', tx.now));
  tx.announce({ topic: 'messages' });
  return queued.map((message) => message.aboutId);
}

export function settled(
  messageId: number,
  from: string,
  state: string,
  at: number,
  why: { code?: string; detail?: string } = {},
) {
  return { messageId, from, state, settledAt: at, errorCode: why.code ?? '', detail: why.detail ?? '' };
}
