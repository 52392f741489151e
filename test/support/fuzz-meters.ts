import type { DataSet } from '../../main/devices/framing/obis.domain.ts';
import {
  createFrameParser as createCjt188Parser,
  encodeFrame as encodeCjt188,
  type Frame as FrameOf188,
} from '../../main/devices/meter-cjt188/frame.ts';
import {
  createFrameParser as createDlt645Parser,
  encodeFrame as encodeDlt645,
  type Frame as FrameOf645,
  readDi,
} from '../../main/devices/meter-dlt645/frame.ts';
import { DI_STATUS_3, decodeWord3 } from '../../main/devices/meter-dlt645/relay.ts';
import { createTelegramParser, encodeTelegram, type Telegram } from '../../main/devices/meter-dsmr-p1/frame.ts';
import { createMessageParser, type Message } from '../../main/devices/meter-iec62056/frame.ts';
import { type FuzzTarget, fuzzTarget } from './fuzz.ts';
import { pick, type Random } from './fuzz-bytes.ts';

const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
const someBytes = (random: Random, size: number): Uint8Array =>
  Uint8Array.from({ length: size }, () => Math.floor(random() * 256));

/** The bytes from 68 with their sum and 16 behind them: what any frame of the two families must look like. */
function summed(...body: readonly number[]): Buffer {
  return Buffer.from([...body, body.reduce((sum, byte) => sum + byte) & 0xff, 0x16]);
}

/** The frame of both editions. An address may hold what no meter has: a right checksum may stand behind it. */
const dlt645 = fuzzTarget<FrameOf645>({
  name: 'dlt645 2007 and 1997',
  guard: 'checksum',
  createParser: createDlt645Parser,
  goodFrames: (random) =>
    [0, 2, 8, 40, 200].map((size) =>
      encodeDlt645({
        address: digits(random, 12),
        control: pick(random, [0x11, 0x91, 0xd1, 0xb1, 0x13, 0x93, 0x1c]),
        data: someBytes(random, size),
      }),
    ),
  holds(bytes, { address, control, data }) {
    const at = Buffer.from(address, 'hex').reverse();
    const shifted = [...data].map((byte) => (byte + 0x33) & 0xff);
    return Buffer.from(bytes).includes(summed(0x68, ...at, 0x68, control, data.length, ...shifted));
  },
});

/** What a meter answers to a relay command and to the question for status word 3. */
type RelayAnswer =
  | { readonly kind: 'taken'; readonly address: string }
  | { readonly kind: 'refused'; readonly address: string; readonly reason: number }
  | { readonly kind: 'status'; readonly address: string; readonly word: number; readonly isOpen: boolean }
  /** No answer to either: it may swallow those behind it. */
  | ({ readonly kind: 'other' } & FrameOf645);

const STATUS_3 = [0x03, 0x05, 0x00, 0x04];
const relayFrame = (answer: RelayAnswer): FrameOf645 => {
  const { address, kind } = answer;
  if (kind === 'other') return answer;
  if (kind === 'taken') return { address, control: 0x9c, data: new Uint8Array() };
  if (kind === 'refused') return { address, control: 0xdc, data: Uint8Array.of(answer.reason) };
  return { address, control: 0x91, data: Uint8Array.of(...STATUS_3, answer.word & 0xff, answer.word >> 8) };
};

function relayAnswer(frame: FrameOf645): RelayAnswer {
  const { address, control, data } = frame;
  if (control === 0x9c && data.length === 0) return { kind: 'taken', address };
  if (control === 0xdc && data.length === 1) return { kind: 'refused', address, reason: data[0] ?? 0 };
  const isStatus = control === 0x91 && data.length === 6 && readDi(data) === DI_STATUS_3;
  const status = isStatus ? decodeWord3(data.subarray(4)) : undefined;
  return status ? { kind: 'status', address, word: status.word, isOpen: status.isOpen } : { kind: 'other', ...frame };
}

const relay = fuzzTarget<RelayAnswer>({
  name: 'dlt645 relay answers',
  guard: 'checksum',
  createParser() {
    const parser = createDlt645Parser();
    const answers = (frames: readonly FrameOf645[]) => frames.map(relayAnswer);
    return { ...parser, push: (bytes) => answers(parser.push(bytes)), end: () => answers(parser.end()) };
  },
  goodFrames: (random) =>
    [0x0000, 0x0010, 0x0050, 0x1080].flatMap((word) => {
      const address = digits(random, 12);
      const isOpen = (word & 0x10) !== 0;
      return [
        encodeDlt645(relayFrame({ kind: 'status', address, word, isOpen })),
        encodeDlt645(relayFrame({ kind: 'taken', address })),
        encodeDlt645(relayFrame({ kind: 'refused', address, reason: pick(random, [1, 2, 4, 6]) })),
      ];
    }),
  holds(bytes, answer) {
    const { address, control, data } = relayFrame(answer);
    const shifted = [...data].map((byte) => (byte + 0x33) & 0xff);
    const at = Buffer.from(address, 'hex').reverse();
    const isOpen = answer.kind !== 'status' || answer.isOpen === (Math.floor(answer.word / 16) % 2 === 1);
    return isOpen && Buffer.from(bytes).includes(summed(0x68, ...at, 0x68, control, data.length, ...shifted));
  },
});

const cjt188 = fuzzTarget<FrameOf188>({
  name: 'cjt188',
  guard: 'checksum',
  createParser: createCjt188Parser,
  goodFrames: (random) =>
    [3, 5, 22, 46, 100].map((size) =>
      encodeCjt188({
        type: pick(random, [0x10, 0x11, 0x20, 0x30]),
        address: digits(random, 14),
        control: pick(random, [0x01, 0x81, 0xc1, 0x84]),
        data: someBytes(random, size),
      }),
    ),
  holds(bytes, { type, address, control, data }) {
    const at = Buffer.from(address, 'hex').reverse();
    return Buffer.from(bytes).includes(summed(0x68, type, ...at, control, data.length, ...data));
  },
});

const LONGEST_READOUT = 25_000;
const STX = new RegExp(String.fromCharCode(2), 'g');
const masked = (bytes: Uint8Array): string => Buffer.from(bytes.map((byte) => byte & 0x7f)).toString('latin1');
const register = (random: Random, code: string): string => `${code}(${digits(random, 6)}.${digits(random, 2)}*kWh)`;

const iec62056 = fuzzTarget<Message>({
  name: 'iec62056-21',
  guard: 'checksum',
  mostKept: LONGEST_READOUT,
  createParser: createMessageParser,
  goodFrames: (random) => [
    Buffer.from(`/ABC5${digits(random, 8)}\r\n`),
    ...[1, 4, 12].map((lines) => {
      const body = Array.from({ length: lines }, (_, at) => register(random, `1.8.${at}`)).join('\r\n');
      const block = Buffer.from(`${body}\r\n!\r\n\x03`);
      return Buffer.from([0x02, ...block, block.reduce((sum, byte) => sum ^ byte)]);
    }),
  ],
  isChecked: ({ kind }) => kind === 'readout' || kind === 'command',
  holds(bytes, message) {
    if (message.kind !== 'readout') return true;
    const text = masked(bytes);
    // Some STX … ETX whose exclusive or fits holds every code and value of the message.
    return [...text.matchAll(STX)].some(({ index }) => {
      const end = text.indexOf('\x03', index);
      const block = text.slice(index + 1, end + 1);
      const sum = [...block].reduce((all, character) => all ^ character.charCodeAt(0), 0);
      return end > 0 && sum === text.charCodeAt(end + 1) && message.sets.every((set) => isIn(block, set));
    });
  },
});

const dsmr = fuzzTarget<Telegram>({
  name: 'dsmr-p1',
  guard: 'checksum',
  isStream: true,
  mostKept: LONGEST_READOUT,
  createParser: createTelegramParser,
  goodFrames: (random) =>
    [1, 3, 10].map((lines) =>
      encodeTelegram(
        `ISK5\\2M550T-${digits(random, 4)}`,
        Array.from({ length: lines }, (_, at) => register(random, `1-0:1.8.${at}`)),
      ),
    ),
  holds(bytes, { identification, sets }) {
    const text = masked(bytes);
    return [...text.matchAll(/\//g)].some(({ index }) => {
      const end = text.indexOf('!', index);
      const telegram = text.slice(index, end + 1);
      const isRight = end > 0 && Number.parseInt(text.slice(end + 1, end + 5), 16) === arc(telegram);
      return isRight && telegram.startsWith(`/${identification}`) && sets.every((set) => isIn(telegram, set));
    });
  },
});

/** The set as it was written, blanks and line ends left out, with each of its values. */
function isIn(text: string, { id, values }: DataSet): boolean {
  const written = values.map(({ text: value, unit }) => `(${value}${unit === null ? '' : `*${unit}`})`).join('');
  return marksOf(text).includes(marksOf(`${id}${written}`));
}

const marksOf = (text: string): string => text.replace(/[^\x21-\x7e]/g, '');

/** CRC-16/ARC, worked out bit by bit from its polynomial. */
function arc(text: string): number {
  let crc = 0;
  for (const character of text)
    for (let bit = 0, byte = character.charCodeAt(0); bit < 8; bit++, byte >>= 1)
      crc = ((crc ^ byte) & 1) !== 0 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  return crc;
}

export const METER_TARGETS: readonly FuzzTarget[] = [dlt645, relay, cjt188, iec62056, dsmr];
