import { StationError } from '../../shared/error-codes.ts';
import type { GsmProfile } from '../config.schema.ts';
import type { Timers } from '../link/timers.ts';
import type { ModemInfo, SmsSent } from '../ports.ts';
import { canSend, fieldsOf, networkOf, referenceOf, signalOf, simOf } from './answers.ts';
import type { Chat, Question, Reply } from './chat.ts';
import { type EncodedPdu, encodeSubmit } from './pdu.ts';
import type { SplitText } from './split.ts';

/** What is said to a modem, step by step. Each step starts only when the one before it is over. */
export interface Session {
  /** Wakes the modem and sets it up; false when it does not answer. */
  setUp(): Promise<boolean>;
  /** Card, network, signal; null when the modem does not answer. */
  look(): Promise<ModemInfo | null>;
  transmit(to: string, text: SplitText, reference: number): Promise<SmsSent>;
  /** The stored report at this place ("SM",3), and room for the next one. */
  fetchStored(place: string): Promise<string | undefined>;
}

export interface SessionOptions {
  readonly chat: Chat;
  readonly timers: Timers;
  readonly now: () => number;
  readonly profile: GsmProfile;
}

const WAKE_TRIES = 4;
const WAKE_MS = 1000;
/** After a disturbance: until nothing more of an old answer is to be expected. */
const QUIET_MS = 300;
const PROMPT_MS = 10_000;

type Fate =
  | { readonly kind: 'sent'; readonly reference: number }
  | { readonly kind: 'refused'; readonly code: string }
  /** Not handed over at all. */
  | { readonly kind: 'silent' | 'gone' }
  | { readonly kind: 'unknown' };

export function createSession({ chat, timers, now, profile }: SessionOptions): Session {
  let isReady = false;
  let name = '';

  /** A modem that lets a question unanswered must be woken before the next one. */
  async function ask(text: string, more: Partial<Question> = {}): Promise<Reply> {
    const reply = await chat.ask({ text, timeoutMs: profile.answerMs, ...more });
    if (reply.kind === 'silent' || reply.kind === 'gone') isReady = false;
    return reply;
  }

  const linesOf = (reply: Reply): readonly string[] => (reply.kind === 'ok' ? reply.lines : []);

  async function wake(): Promise<boolean> {
    chat.escape();
    for (let attempt = 0; attempt < WAKE_TRIES; attempt++) {
      const reply = await chat.ask({ text: 'AT', timeoutMs: WAKE_MS });
      if (reply.kind === 'gone') return false;
      if (reply.kind === 'ok') {
        await new Promise<void>((resolve) => {
          timers.after(QUIET_MS, resolve);
        });
        return true;
      }
    }
    return false;
  }

  async function setUp(): Promise<boolean> {
    if (isReady) return true;
    if (!(await wake())) return false;
    await ask('ATE0');
    // Numbers instead of a bare ERROR; a modem that does not know this goes on without.
    await ask('AT+CMEE=1');
    const mode = await ask('AT+CMGF=0');
    if (mode.kind !== 'ok') return false;
    await askForReports();
    if (!name) name = [...linesOf(await ask('AT+CGMI')), ...linesOf(await ask('AT+CGMM'))].join(' ').slice(0, 80);
    isReady = true;
    return true;
  }

  /** Reports as they come (ds=1), or stored and announced (ds=2); a modem that does neither still sends. */
  async function askForReports(): Promise<void> {
    if (!profile.wantsReports) return;
    const direct = await ask('AT+CNMI=2,1,0,1,0');
    if (direct.kind === 'error') await ask('AT+CNMI=2,1,0,2,0');
  }

  async function look(): Promise<ModemInfo | null> {
    const pin = await ask('AT+CPIN?', { prefix: '+CPIN' });
    if (pin.kind === 'silent' || pin.kind === 'gone') return null;
    const sim = simOf(pin.kind === 'error' ? { cme: pin.code } : { said: fieldsOf(linesOf(pin), '+CPIN')[0] });
    let network = networkOf(fieldsOf(linesOf(await ask('AT+CREG?', { prefix: '+CREG' })), '+CREG'));
    // A modem that is in the 4G network only is not in the old one.
    if (!canSend(network) && isReady) {
      const newer = networkOf(fieldsOf(linesOf(await ask('AT+CEREG?', { prefix: '+CEREG' })), '+CEREG'));
      if (canSend(newer)) network = newer;
    }
    const [rssi] = fieldsOf(linesOf(await ask('AT+CSQ', { prefix: '+CSQ' })), '+CSQ');
    return isReady ? { sim, network, signalDbm: signalOf(rssi), name, at: now() } : null;
  }

  async function transmit(to: string, { alphabet, parts }: SplitText, reference: number): Promise<SmsSent> {
    const references: number[] = [];
    for (const [index, text] of parts.entries()) {
      const part = parts.length > 1 ? { part: { reference, total: parts.length, index: index + 1 } } : {};
      const options = {
        wantsReport: profile.wantsReports,
        validMinutes: profile.validHours * 60,
        ...(profile.smsc && { smsc: profile.smsc }),
      };
      const fate = await transmitPart(encodeSubmit({ to, text, alphabet, ...part, ...options }));
      if (fate.kind === 'sent') references.push(fate.reference);
      else throw refusalOf(fate, references.length, parts.length);
    }
    return { parts: parts.length, references };
  }

  async function transmitPart({ hex, length }: EncodedPdu): Promise<Fate> {
    const prompt = await ask(`AT+CMGS=${length}`, { wantsPrompt: true, timeoutMs: PROMPT_MS });
    if (prompt.kind === 'error') return { kind: 'refused', code: prompt.code };
    if (prompt.kind !== 'prompt') {
      // A prompt that comes now must not take the next command for a message.
      chat.escape();
      return { kind: prompt.kind === 'gone' ? 'gone' : 'silent' };
    }
    const reply = await chat.hand(hex, profile.sendMs);
    if (reply.kind === 'prompt') return { kind: 'unknown' };
    if (reply.kind === 'error') return fateOfError(reply.code);
    if (reply.kind !== 'ok') isReady = false;
    // The network's number is the proof, even where the OK after it was lost.
    const reference = referenceOf(reply.lines);
    return reference === undefined ? { kind: 'unknown' } : { kind: 'sent', reference };
  }

  async function fetchStored(place: string): Promise<string | undefined> {
    const [storage = '', index = ''] = place.split(',').map((field) => field.trim().replaceAll('"', ''));
    if (!/^[A-Z]{2}$/.test(storage) || !/^\d{1,4}$/.test(index)) return undefined;
    await ask(`AT+CPMS="${storage}"`, { prefix: '+CPMS' });
    const stored = await ask(`AT+CMGR=${index}`, { prefix: '+CMGR' });
    await ask(`AT+CMGD=${index}`);
    return linesOf(stored).find((line) => /^[0-9A-F]+$/i.test(line));
  }

  return { setUp, look, transmit, fetchStored };
}

/** 332: the network did not answer the modem in time, and may have taken the message. */
function fateOfError(code: string): Fate {
  return code === '332' ? { kind: 'unknown' } : { kind: 'refused', code };
}

const NO_SIM = ['310', '313', '314', '315'];
const SIM_LOCKED = ['311', '312', '316', '317', '318'];

function refusalOf(fate: Exclude<Fate, { kind: 'sent' }>, sent: number, parts: number): StationError {
  if (fate.kind === 'unknown') return new StationError('sms.unknown', { sent, parts });
  const code = fate.kind === 'refused' ? fate.code : fate.kind;
  if (sent === 0) {
    if (fate.kind === 'silent') return new StationError('sms.modem-silent');
    if (fate.kind === 'gone') return new StationError('device.unplugged', { detail: '' });
    if (NO_SIM.includes(code)) return new StationError('sms.no-sim');
    if (SIM_LOCKED.includes(code)) return new StationError('sms.sim-locked');
    if (code === '331') return new StationError('sms.no-network', { network: 'none' });
  }
  return new StationError('sms.refused', { code: code || '?', sent, parts });
}
