import type { DataSet } from '../../main/devices/framing/obis.domain.ts';
import {
  createFrameParser as createCjt188Parser,
  encodeFrame as encodeCjt188,
  type Frame,
} from '../../main/devices/meter-cjt188/frame.ts';
import { createTelegramParser, encodeTelegram, type Telegram } from '../../main/devices/meter-dsmr-p1/frame.ts';
import { usualLines as p1Lines } from '../../main/devices/meter-dsmr-p1/sim.ts';
import { createMessageParser, type Message } from '../../main/devices/meter-iec62056/frame.ts';
import {
  ascii,
  encodeAcknowledgement,
  encodeCommand,
  encodeReadout,
  encodeSignOn,
} from '../../main/devices/meter-iec62056/messages.domain.ts';
import { usualLines as iecLines } from '../../main/devices/meter-iec62056/sim.ts';
import { type FuzzTarget, fuzzTarget } from './fuzz.ts';
import { pick, type Random } from './fuzz-bytes.ts';

const figure = (random: Random, most: number): number => Math.floor(random() * most);
/** As a port shows it whose bit 7 is masked. */
const masked = (bytes: Uint8Array): string => Buffer.from(bytes.map((byte) => byte & 0x7f)).toString('latin1');

const cjt188 = fuzzTarget<Frame>({
  name: 'cjt188',
  guard: 'checksum',
  createParser: createCjt188Parser,
  goodFrames: (random) =>
    [0, 3, 8, 22, 46, 100].map((size) =>
      encodeCjt188({
        type: pick(random, [0x10, 0x20, 0x25, 0x30, 0xaa]),
        address: String(figure(random, 1e14)).padStart(14, '0'),
        control: pick(random, [0x01, 0x81, 0x83, 0x84, 0xc1]),
        data: Uint8Array.from({ length: size }, () => figure(random, 256)),
      }),
    ),
  holds(bytes, { type, address, control, data }) {
    const body = Buffer.from([0x68, type, ...Buffer.from(address, 'hex').reverse(), control, data.length, ...data]);
    const sum = body.reduce((total, byte) => total + byte) & 0xff;
    return Buffer.from(bytes).includes(Buffer.concat([body, Buffer.of(sum, 0x16)]));
  },
});

const iec62056 = fuzzTarget<Message>({
  name: 'iec62056-21',
  guard: 'checksum',
  createParser: createMessageParser,
  goodFrames: (random) => [
    ...Array.from({ length: 5 }, () =>
      encodeReadout(iecLines(String(figure(random, 1e8)).padStart(8, '0'), figure(random, 1e9))),
    ),
    encodeCommand('R1', `${figure(random, 99)}.8.0()`),
    encodeSignOn(String(figure(random, 1e8))),
    encodeAcknowledgement(pick(random, ['0', '5', '6'])),
    ascii(`/${pick(random, ['LGZ', 'ISk', 'ACE'])}${figure(random, 7)}M${figure(random, 999)}\r\n`),
  ],
  holds: (bytes, message) => isSpelled(masked(bytes), message),
});

function isSpelled(stream: string, message: Message): boolean {
  switch (message.kind) {
    case 'sign-on':
      return isLine(stream, `/?${message.address}!`);
    case 'acknowledgement':
      return isLine(stream, `\x060${message.baudChar}${message.mode}`);
    case 'identification':
      return linesOf(stream).some((line) => {
        const head = `/${message.maker}${message.baudChar}`;
        return line.includes(head) && line.endsWith(message.text);
      });
    case 'command':
      return blocksOf(stream, '\x01').some((block) =>
        [message.command, `${message.command}\x02${message.data}`].includes(block),
      );
    case 'readout':
      return blocksOf(stream, '\x02').some((block) => holdsSets(block, message.sets));
  }
}

/** Carriage returns are passed over wherever they stand. */
const linesOf = (stream: string): string[] => stream.replaceAll('\r', '').split('\n');
const isLine = (stream: string, text: string): boolean => linesOf(stream).some((line) => line.endsWith(text));

/** What stands between this mark and ETX with the right BCC behind it. */
function blocksOf(stream: string, mark: string): string[] {
  const blocks: string[] = [];
  for (let at = stream.indexOf(mark); at >= 0; at = stream.indexOf(mark, at + 1)) {
    const end = stream.indexOf('\x03', at);
    if (end < 0) break;
    let sum = 0;
    for (const character of stream.slice(at + 1, end + 1)) sum ^= character.charCodeAt(0);
    if (stream.charCodeAt(end + 1) === sum) blocks.push(stream.slice(at + 1, end));
  }
  return blocks;
}

/** Every name and value stands in the text, in this order. */
function holdsSets(text: string, sets: readonly DataSet[]): boolean {
  const plain = text.replace(/[^\x20-\x7e]/g, '');
  let at = 0;
  return sets.every(({ id, values }) =>
    [id, ...values.map((value) => value.text)].every((part) => {
      const found = plain.indexOf(part, at);
      at = found + part.length;
      return found >= 0;
    }),
  );
}

const dsmrP1 = fuzzTarget<Telegram>({
  name: 'dsmr-p1',
  guard: 'checksum',
  isStream: true,
  createParser: createTelegramParser,
  goodFrames: (random) =>
    Array.from({ length: 5 }, () =>
      encodeTelegram(
        pick(random, ['ISK5\\2M550T-1012', 'KFM5KAIFA-METER', 'NWA-WARMTELINK']),
        p1Lines({
          totalMilli: figure(random, 999_999_999),
          ...(random() < 0.6 && { gasMilli: figure(random, 99_999_999) }),
          time: `2026-09-24 08:${String(figure(random, 60)).padStart(2, '0')}:30`,
        }),
      ),
    ),
  holds(bytes, { identification, sets }) {
    const stream = masked(bytes);
    for (let at = stream.indexOf(`/${identification}`); at >= 0; at = stream.indexOf(`/${identification}`, at + 1)) {
      const end = stream.slice(at).search(/\n!\r*[0-9A-F]/i);
      if (end < 0) continue;
      const body = stream.slice(at, at + end + 2);
      const written = /^[0-9A-F\r]{1,8}/i.exec(stream.slice(at + end + 2))?.[0].replaceAll('\r', '') ?? '';
      if (crcOf(body) === Number.parseInt(written, 16) && holdsSets(body, sets)) return true;
    }
    return false;
  },
});

/** CRC-16/ARC by a table, unlike the parser's. */
const TABLE = Array.from({ length: 256 }, (_, index) => {
  let crc = index;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  return crc;
});

function crcOf(text: string): number {
  let crc = 0;
  for (const character of text) crc = (crc >>> 8) ^ (TABLE[(crc ^ character.charCodeAt(0)) & 0xff] ?? 0);
  return crc;
}

export const METER_TARGETS: readonly FuzzTarget[] = [cjt188, iec62056, dsmrP1];
