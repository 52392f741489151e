import type { SubmitPdu } from './pdu.decode.ts';

/** A message as its receiver reads it. */
export interface SimMessage {
  readonly to: string;
  readonly text: string;
  readonly parts: number;
}

export interface Inbox {
  readonly messages: SimMessage[];
  readonly parts: SubmitPdu[];
  take(pdu: SubmitPdu): void;
}

/** Puts the parts of long messages together, in whatever order they come. */
export function createInbox(): Inbox {
  const begun = new Map<string, Map<number, SubmitPdu>>();
  const inbox: Inbox = {
    messages: [],
    parts: [],
    take(pdu) {
      inbox.parts.push(pdu);
      const { address: to, part } = pdu;
      if (!part) {
        inbox.messages.push({ to, text: pdu.text ?? '', parts: 1 });
        return;
      }
      const key = `${to} ${part.reference} ${part.total}`;
      const found = begun.get(key) ?? new Map<number, SubmitPdu>();
      begun.set(key, found.set(part.index, pdu));
      if (found.size < part.total) return;
      begun.delete(key);
      const ordered = [...found].sort(([a], [b]) => a - b).map(([, submit]) => submit.text ?? '');
      inbox.messages.push({ to, text: ordered.join(''), parts: part.total });
    },
  };
  return inbox;
}
