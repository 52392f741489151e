import type { Timers } from '../link/timers.ts';
import type { Say, SimulatedDevice } from '../transport/simulator.ts';
import { createInbox, type SimMessage } from './inbox.sim.ts';
import { decodePduText, type SubmitPdu } from './pdu.decode.ts';
import { replyTo as reply } from './replies.sim.ts';
import { encodeReport } from './report.sim.ts';

/**
 * What goes wrong with a modem: it says nothing at all, rubbish, no prompt, takes a message and says nothing of it (the
 * network has it all the same), takes it and never lets go, or tells of other things in the middle of its answers.
 */
export type ModemFault = 'silent' | 'garbage' | 'no-prompt' | 'unanswered' | 'swallows' | 'chatty';

export interface ModemSimOptions {
  readonly timers: Timers;
  readonly now?: () => number;
  readonly answerMs?: number;
}

export interface ModemSim {
  sim: 'ready' | 'missing' | 'locked';
  /** The status of AT+CREG?: 0 none, 1 home, 2 searching, 3 denied, 5 roaming. */
  registration: number;
  /** AT+CSQ: 0..31, 99 = unknown. */
  rssi: number;
  /** Repeats what it is told, as modems do until ATE0. */
  hasEcho: boolean;
  fault: ModemFault | undefined;
  /** The next messages are refused with this "+CMS ERROR". */
  cmsError: number | undefined;
  promptMs: number;
  /** Between a message and the network's answer. */
  networkMs: number;
  /** Reports of the network, where they were asked for: after so long, with this status; absent = none come. */
  report: { readonly afterMs: number; readonly status: number } | undefined;
  /** Reports are kept on the card and only announced, as by modems that know no other way. */
  storesReports: boolean;
  /** Messages the network took, whole, oldest first. */
  readonly messages: readonly SimMessage[];
  /** The single parts, as they came. */
  readonly parts: readonly SubmitPdu[];
  /** Commands understood, oldest first, without the messages. */
  readonly commands: readonly string[];
}

const CTRL_Z = '\x1a';
const ESC = '\x1b';

/** A GSM modem in PDU mode, with a network that takes what it is given. */
export function createModemSim(options: ModemSimOptions): ModemSim & { create(say: Say): SimulatedDevice } {
  const { timers, now = Date.now, answerMs = 5 } = options;
  const inbox = createInbox();
  const commands: string[] = [];
  const stored: string[] = [];
  let nextReference = 1;
  const sim: ModemSim = {
    sim: 'ready',
    registration: 1,
    rssi: 21,
    hasEcho: true,
    fault: undefined,
    cmsError: undefined,
    promptMs: answerMs,
    networkMs: answerMs,
    report: undefined,
    storesReports: false,
    messages: inbox.messages,
    parts: inbox.parts,
    commands,
  };

  function create(say: Say): SimulatedDevice {
    let typed = '';
    /** Bytes that AT+CMGS announced; a message is being typed. */
    let announced: number | undefined;
    let isDeaf = false;

    const speak = (text: string) => void say(Uint8Array.from(text, (character) => character.charCodeAt(0)));
    const answer = (text: string, afterMs = answerMs) => void timers.after(afterMs, () => speak(`\r\n${text}\r\n`));

    function obey(command: string): void {
      commands.push(command);
      if (sim.fault === 'silent' || isDeaf) return;
      if (sim.fault === 'chatty') answer('+CMTI: "SM",3', answerMs / 2);
      const said = replyTo(command);
      if (said) answer(said);
    }

    function fetched(place: number): string {
      const hex = stored[place - 1];
      return hex === undefined ? '+CMS ERROR: 321' : `+CMGR: 0,,${hex.length / 2 - 1}\r\n${hex}\r\n\r\nOK`;
    }

    /** Undefined: nothing, or not yet. */
    function replyTo(command: string): string | undefined {
      if (sim.fault === 'garbage') return '\x80\xfe+C?\x01q';
      const place = /^AT\+CMGR=(\d+)$/i.exec(command)?.[1];
      if (place !== undefined) return fetched(Number(place));
      const length = /^AT\+CMGS=(\d+)$/i.exec(command)?.[1];
      if (length === undefined) return reply(sim, command);
      if (sim.sim !== 'ready') return '+CMS ERROR: 310';
      if (sim.fault !== 'no-prompt') prompt(Number(length));
      return undefined;
    }

    function prompt(length: number): void {
      announced = length;
      timers.after(sim.promptMs, () => {
        if (announced !== undefined) speak('\r\n> ');
      });
    }

    function take(hex: string): void {
      const pdu = decodePduText(hex);
      const isMessage = !('fault' in pdu) && pdu.type === 'SUBMIT' && pdu.length === announced;
      announced = undefined;
      if (!isMessage) answer('+CMS ERROR: 304');
      else if (sim.registration !== 1 && sim.registration !== 5) answer('+CMS ERROR: 331');
      else if (sim.cmsError !== undefined) answer(`+CMS ERROR: ${sim.cmsError}`, sim.networkMs);
      else deliver(pdu);
    }

    function deliver(pdu: SubmitPdu): void {
      isDeaf = sim.fault === 'swallows';
      const reference = nextReference++ & 0xff;
      timers.after(sim.networkMs, () => {
        inbox.take(pdu);
        if (sim.fault === 'unanswered' || sim.fault === 'swallows') return;
        if (sim.fault === 'chatty') speak('\r\n+CMTI: "SM",4\r\n');
        speak(`\r\n+CMGS: ${reference}\r\n\r\nOK\r\n`);
        if (sim.report && pdu.firstOctet & 0x20) reportLater(reference, pdu.address, sim.report);
      });
    }

    function reportLater(reference: number, to: string, report: NonNullable<ModemSim['report']>): void {
      timers.after(report.afterMs, () => {
        const { hex, length } = encodeReport({ reference, to, status: report.status, at: now() });
        if (sim.storesReports) speak(`\r\n+CDSI: "SR",${stored.push(hex)}\r\n`);
        else speak(`\r\n+CDS: ${length}\r\n${hex}\r\n`);
      });
    }

    function hear(character: string): void {
      if (announced !== undefined && character === CTRL_Z) {
        take(typed.trim());
        typed = '';
      } else if (character === ESC) {
        typed = '';
        if (announced !== undefined) answer('OK');
        announced = undefined;
      } else if (character === '\r' && announced === undefined) {
        const command = typed.trim();
        typed = '';
        if (command) obey(command);
      } else if (character !== '\n') typed += character;
    }

    return {
      onOpen() {
        typed = '';
        announced = undefined;
        isDeaf = false;
      },
      onData(bytes) {
        for (const byte of bytes) {
          const character = String.fromCharCode(byte);
          if (sim.hasEcho && sim.fault !== 'silent' && !isDeaf) speak(character);
          hear(character);
        }
      },
    };
  }

  return Object.assign(sim, { create });
}
