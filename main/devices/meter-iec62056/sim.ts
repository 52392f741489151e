import type { Timers } from '../link/timers.ts';
import type { Say, SimulatedDevice } from '../transport/simulator.ts';
import { createMessageParser, type Message } from './frame.ts';
import { ascii, encodeReadout, isAddressed } from './messages.domain.ts';

/** What goes wrong: no word at all, identified and then silent, rubbish, a wrong BCC, half a readout. */
export type Iec62056Fault = 'silent' | 'mute-after-sign-on' | 'garbage' | 'bad-checksum' | 'half-readout';

export interface SimIec62056Meter {
  readonly address: string;
  /** "LGZ52ZMD120": maker, speed, name. */
  readonly identification?: string;
  /** Data lines of the next readout. */
  readonly lines: () => readonly string[];
  /** STX and BCC are left out, as some meters do. */
  readonly isBare?: boolean;
  readonly lineEnd?: string;
  fault?: Iec62056Fault | undefined;
}

export interface Iec62056SimOptions {
  readonly meters: readonly SimIec62056Meter[];
  readonly timers: Timers;
  readonly reactionMs?: number;
}

export interface Iec62056Sim {
  readonly meters: SimIec62056Meter[];
  /** Optical heads return what was sent. */
  hasEcho: boolean;
  /** Bytes carry the parity of 7E1 in bit 7, as a port set to 8N1 sees them. */
  showsParity: boolean;
  /** Messages understood, oldest first. */
  readonly heard: readonly Message[];
  create(say: Say): SimulatedDevice;
}

/** A meter that hears nothing more falls back to waiting for a sign-on. */
const PATIENCE_MS = 2000;
const CHUNK_BYTES = 64;

export function createIec62056Sim(options: Iec62056SimOptions): Iec62056Sim {
  const { timers, reactionMs = 200 } = options;
  const heard: Message[] = [];
  const sim: Iec62056Sim = {
    meters: options.meters.map((meter) => ({ ...meter })),
    hasEcho: false,
    showsParity: false,
    heard,
    create,
  };

  function create(say: Say): SimulatedDevice {
    const parser = createMessageParser();
    let called: SimIec62056Meter | undefined;
    let forget = () => {};

    function hear(message: Message): void {
      heard.push(message);
      forget();
      if (message.kind === 'sign-on') {
        called = sim.meters.find(({ address, fault }) => fault !== 'silent' && isAddressed(message.address, address));
        const meter = called;
        if (!meter) return;
        timers.after(reactionMs, () => talk(ascii(`/${meter.identification ?? 'ISk5ME172-0000'}\r\n`)));
        forget = timers.after(reactionMs + PATIENCE_MS, () => {
          called = undefined;
        });
      } else if (message.kind === 'acknowledgement' && message.mode === '0' && called) {
        const meter = called;
        called = undefined;
        if (meter.fault !== 'mute-after-sign-on')
          timers.after(reactionMs, () => recite(spoil(meter, readoutOf(meter))));
      }
    }

    /** A readout comes in pieces. */
    function recite(bytes: Uint8Array): void {
      talk(bytes.subarray(0, CHUNK_BYTES));
      if (bytes.length > CHUNK_BYTES) timers.after(10, () => recite(bytes.subarray(CHUNK_BYTES)));
    }

    function talk(bytes: Uint8Array): void {
      say(sim.showsParity ? bytes.map(withParity) : bytes);
    }

    return {
      onOpen: parser.reset,
      onData(bytes) {
        if (sim.hasEcho) say(bytes);
        for (const message of parser.push(bytes)) hear(message);
      },
    };
  }

  return sim;
}

function readoutOf({ lines, isBare = false, lineEnd = '\r\n' }: SimIec62056Meter): Uint8Array {
  return isBare ? ascii([...lines(), '!', ''].join(lineEnd)) : encodeReadout(lines(), lineEnd);
}

function spoil({ fault }: SimIec62056Meter, bytes: Uint8Array): Uint8Array {
  const last = bytes.length - 1;
  if (fault === 'bad-checksum') return bytes.with(last, (bytes[last] as number) ^ 0x01);
  if (fault === 'half-readout') return bytes.subarray(0, bytes.length >> 1);
  return fault === 'garbage' ? bytes.map((byte, index) => (byte ^ (0x15 + (index % 5))) & 0x7f) : bytes;
}

/** Even parity in bit 7. */
function withParity(byte: number): number {
  let ones = 0;
  for (let bit = 0; bit < 7; bit++) ones += (byte >> bit) & 1;
  return ones % 2 === 0 ? byte : byte | 0x80;
}

/** The data lines of an ordinary electricity meter. Thousandths of a kWh. */
export function usualLines(address: string, totalMilli: number): string[] {
  const part = Math.floor(totalMilli / 3);
  return [
    'F.F(00000000)',
    `C.1.0(${address})`,
    '0.9.1(15:30:45)',
    '0.9.2(26-09-24)',
    `1.8.0(${fixed(totalMilli)}*kWh)`,
    `1.8.1(${fixed(totalMilli - part)}*kWh)`,
    `1.8.2(${fixed(part)}*kWh)`,
    '2.8.0(0000000.000*kWh)',
    '1.6.0(0003.210*kW)(26-09-10,18:15)',
    '32.7.0(230.1*V)',
    '31.7.0(001.02*A)',
    '16.7.0(00.234*kW)',
  ];
}

function fixed(valueMilli: number): string {
  return `${String(Math.floor(valueMilli / 1000)).padStart(7, '0')}.${String(valueMilli % 1000).padStart(3, '0')}`;
}
