import { StationError } from '../../shared/error-codes.ts';
import type { GsmProfile } from '../config.schema.ts';
import { createLink, isUp, type LinkOptions } from '../link/link.ts';
import { portRefusal } from '../link/port-refusal.ts';
import type { LinkStatus, ModemInfo, SmsModemPort, SmsReport, SmsSent } from '../ports.ts';
import { canSend, outcomeOf } from './answers.ts';
import { createChat } from './chat.ts';
import { decodePduText } from './pdu.decode.ts';
import { isPhoneNumber } from './pdu.ts';
import { createSession } from './session.ts';
import { type SplitText, splitText } from './split.ts';

export interface GsmModem extends SmsModemPort {
  /** Asks card, network and signal now; null when the modem does not answer. */
  look(): Promise<ModemInfo | null>;
  onStatus(listener: () => void): void;
  start(): void;
  stop(): Promise<void>;
}

/** Signal and network while nothing is sent. */
const LOOK_EVERY_MS = 30_000;
/** A modem that did not answer, often because it has just been plugged in, is tried again sooner. */
const LOOK_AGAIN_MS = 4_000;

/** Removes what people write between the digits. */
export function normaliseNumber(text: string): string | undefined {
  const number = text.replace(/[\s()（）-]/g, '').replace(/^＋/, '+');
  return isPhoneNumber(number) ? number : undefined;
}

/** A GSM modem on a serial port. It starts closed. One thing is said at a time; messages wait for their turn. */
export function createGsmModem(options: LinkOptions & { readonly profile: GsmProfile }): GsmModem {
  const { timers, now, profile } = options;
  const watchers: (() => void)[] = [];
  const readers = new Set<(report: SmsReport) => void>();
  let info: ModemInfo | null = null;
  let bytesIn = 0;
  let bytesOut = 0;
  let badPdus = 0;
  /** Grows with every loss: what waited for an earlier connection is not sent over a later one. */
  let connection = 0;
  let turn: Promise<unknown> = Promise.resolve();
  let cancelLook = () => {};
  let partReference = now() & 0xff;

  const chat = createChat({ timers, write, onUnasked });
  let current = createSession({ chat, timers, now, profile });

  const link = createLink(options, {
    onData(bytes) {
      bytesIn += bytes.length;
      chat.push(bytes);
    },
    onOpen() {
      current = createSession({ chat, timers, now, profile });
      void look();
    },
    onForget() {
      connection++;
      cancelLook();
      info = null;
      chat.gone();
    },
    onChange: tell,
  });

  function tell(): void {
    for (const watcher of watchers) watcher();
  }

  function write(bytes: Uint8Array): boolean {
    const isWritten = link.write(bytes);
    if (isWritten) bytesOut += bytes.length;
    return isWritten;
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  function look(): Promise<ModemInfo | null> {
    const wanted = connection;
    return inTurn(async () => {
      if (wanted !== connection) return null;
      cancelLook();
      const found = (await current.setUp()) ? await current.look() : null;
      take(wanted, found);
      if (wanted === connection && isUp(link.state().phase))
        cancelLook = timers.after(found ? LOOK_EVERY_MS : LOOK_AGAIN_MS, () => void look());
      return found;
    });
  }

  function take(wanted: number, found: ModemInfo | null): void {
    if (wanted !== connection) return;
    const before = info;
    info = found;
    const trouble = found && troubleOf(found);
    if (!found) link.tell({ kind: 'quiet', problem: link.problem('no-answer') });
    else if (!trouble || link.state().phase === 'silent') link.tell({ kind: 'heard' });
    if (trouble) link.tell({ kind: 'doubt', problem: link.problem(trouble) });
    const isNews =
      before?.sim !== found?.sim || before?.network !== found?.network || before?.signalDbm !== found?.signalDbm;
    if (isNews) tell();
  }

  function send(to: string, text: string, { signal }: { readonly signal?: AbortSignal } = {}): Promise<SmsSent> {
    const prepared = prepare(to, text);
    const wanted = connection;
    return inTurn(async () => {
      signal?.throwIfAborted();
      if (wanted !== connection || !isUp(link.state().phase)) throw portRefusal(link.state().problem);
      await refuseUnfit(wanted);
      partReference = (partReference + 1) & 0xff;
      const sent = await current.transmit(prepared.number, prepared.split, partReference);
      return sent;
    });
  }

  function prepare(to: string, text: string): { number: string; split: SplitText } {
    const number = normaliseNumber(to);
    if (!number) throw new StationError('sms.number-invalid', { number: to.slice(0, 40) });
    if (text.trim() === '') throw new StationError('sms.text-empty');
    const split = splitText(text);
    const { length: parts } = split.parts;
    if (parts > profile.mostParts) throw new StationError('sms.text-too-long', { parts, most: profile.mostParts });
    const { phase, problem } = link.state();
    if (!isUp(phase)) throw portRefusal(problem);
    return { number, split };
  }

  async function refuseUnfit(wanted: number): Promise<void> {
    const found = (await current.setUp()) ? await current.look() : null;
    take(wanted, found);
    if (wanted !== connection) throw portRefusal(link.state().problem);
    if (!found) throw new StationError('sms.modem-silent');
    const trouble = troubleOf(found);
    if (trouble === 'no-network') throw new StationError('sms.no-network', { network: found.network });
    if (trouble) throw new StationError(`sms.${trouble}`);
  }

  function onUnasked(line: string, pdu: string | null): void {
    if (line.startsWith('+CDS:') && pdu !== null) report(pdu);
    if (!line.startsWith('+CDSI:')) return;
    const wanted = connection;
    void inTurn(async () => {
      if (wanted !== connection) return;
      const stored = await current.fetchStored(line.slice('+CDSI:'.length));
      if (stored) report(stored);
    });
  }

  function report(hex: string): void {
    const pdu = decodePduText(hex);
    if ('fault' in pdu || pdu.type !== 'STATUS-REPORT') {
      badPdus++;
      return;
    }
    const { reference, address: to, status: statusCode } = pdu;
    for (const reader of readers) reader({ reference, to, outcome: outcomeOf(statusCode), statusCode, at: now() });
  }

  return {
    status(): LinkStatus {
      const { phase, problem, reconnects } = link.state();
      const { asked, answered, silences, droppedBytes } = chat.counts();
      const counted = { requests: asked, answers: answered, timeouts: silences, badFrames: badPdus, droppedBytes };
      return { state: phase, problem, statistics: { bytesIn, bytesOut, retries: 0, reconnects, ...counted } };
    },
    info: () => info,
    look,
    send: async (...message) => send(...message),
    onReport(listener) {
      readers.add(listener);
      return () => readers.delete(listener);
    },
    onStatus: (listener) => void watchers.push(listener),
    start: () => link.start(),
    stop: () => link.stop(),
  };
}

/** Why a modem that answers can send nothing; undefined when it can. */
function troubleOf({ sim, network }: ModemInfo): 'no-sim' | 'sim-locked' | 'no-network' | undefined {
  if (sim === 'missing') return 'no-sim';
  if (sim === 'locked') return 'sim-locked';
  return canSend(network) ? undefined : 'no-network';
}
