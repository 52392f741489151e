import {
  asciiText,
  createParser,
  type Decimal,
  decimalNumber,
  type FrameParser,
  fault,
  type Look,
  WAIT,
} from '../framing/frame.ts';
import type { Line } from '../scale-text/frame.ts';

/**
 * What Yaohua XK3190 indicators send without being asked (manuals XK3190-A9 and -A26, chapter on serial output):
 * tF0 is framed and has a checksum; tF1 and tF2 are "=" followed by eight characters; the A12 sends text lines.
 * None of them says whether the weight is stable, and only the lines name a unit and tell net from gross.
 */
export type YaohuaWeight = Decimal;

const STX = 0x02;
const ETX = 0x03;
const EQUALS = 0x3d;
const TF0_BYTES = 12;
const TEXT_CHARS = 8;
const LINE_ENDS = [0x0d, 0x0a];

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** tF0: STX, sign, six digits, decimals, XOR of the eight bytes before it as two hexadecimal characters, ETX. */
function lookTf0(buffer: Uint8Array, from: number, to: number): Look<YaohuaWeight> {
  for (let i = 1; i < TF0_BYTES; i++) {
    if (from + i >= to) return WAIT;
    if (!isTf0Byte(buffer[from + i] as number, i)) return fault(i === 11 ? 'end' : i === 1 ? 'header' : 'content');
  }
  let sum = 0;
  for (let i = 1; i <= 8; i++) sum ^= buffer[from + i] as number;
  if (nibble(buffer[from + 9] as number) !== sum >> 4 || nibble(buffer[from + 10] as number) !== (sum & 0x0f))
    return fault('checksum');
  const digits = Number(asciiText(buffer.subarray(from + 2, from + 8)));
  const units = buffer[from + 1] === 0x2d ? -digits + 0 : digits;
  const frame = { units, decimals: (buffer[from + 8] as number) - 0x30 };
  return { kind: 'frame', frame, length: TF0_BYTES };
}

function isTf0Byte(byte: number, index: number): boolean {
  if (index === 1) return byte === 0x2b || byte === 0x2d;
  if (index <= 7) return isDigit(byte);
  if (index === 8) return byte >= 0x30 && byte <= 0x35;
  return index === 11 ? byte === ETX : nibble(byte) >= 0;
}

/** 0..9 are sent as 30H..39H, A..F as 41H..46H; some firmware sends 3AH..3FH instead. */
function nibble(byte: number): number {
  if (byte >= 0x30 && byte <= 0x3f) return byte - 0x30;
  return byte >= 0x41 && byte <= 0x46 ? byte - 0x37 : -1;
}

export function encodeTf0(value: Decimal): Uint8Array {
  const digits = Math.abs(value.units).toString().padStart(6, '0');
  if (digits.length > 6) throw new RangeError(`does not fit six digits: ${value.units}`);
  const text = `${value.units < 0 ? '-' : '+'}${digits}${value.decimals}`;
  let sum = 0;
  for (const character of text) sum ^= character.charCodeAt(0);
  return Uint8Array.from([STX, ...codes(text), ...codes(sum.toString(16).toUpperCase().padStart(2, '0')), ETX]);
}

function codes(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}

/** Order of the digits on the wire: tF1 sends the least significant first, tF2 the most significant. */
export type TextOrder = 'reversed' | 'forward';

/**
 * "=" and eight characters. There is no checksum, so the byte after them must begin the next frame (or end the line):
 * an inserted or lost byte would otherwise shift the digits and pass as a weight.
 */
function lookText(buffer: Uint8Array, from: number, to: number, isLast: boolean, order: TextOrder): Look<YaohuaWeight> {
  for (let i = 1; i <= TEXT_CHARS; i++) {
    if (from + i >= to) return WAIT;
    if (!isTextByte(buffer[from + i] as number)) return fault('content');
  }
  const after = from + TEXT_CHARS + 1;
  if (after >= to && !isLast) return WAIT;
  if (after < to && buffer[after] !== EQUALS && !LINE_ENDS.includes(buffer[after] as number)) return fault('length');
  const value = parseText(asciiText(buffer.subarray(from + 1, after)), order);
  return value ? { kind: 'frame', frame: value, length: TEXT_CHARS + 1 } : fault('content');
}

function isTextByte(byte: number): boolean {
  return isDigit(byte) || byte === 0x2e || byte === 0x2d || byte === 0x20;
}

/** Eight characters without the "=" → value; undefined when they are no number in this order. */
export function parseText(characters: string, order: TextOrder): Decimal | undefined {
  const text = order === 'reversed' ? [...characters].reverse().join('') : characters;
  const match = /^([ 0]*)(-?)([ 0]*)(\d*)(?:\.(\d*))?$/.exec(text);
  if (!match || !/\d/.test(text)) return undefined;
  const [, , sign = '', , whole = '', fraction = ''] = match;
  const units = Number(whole + fraction);
  return { units: (sign ? -units : units) + 0, decimals: fraction.length };
}

export function encodeText(value: Decimal, order: TextOrder): Uint8Array {
  const digits = Math.abs(value.units).toString();
  const padded = digits.padStart(value.decimals + 1, '0');
  const point = padded.length - value.decimals;
  const number = value.decimals > 0 ? `${padded.slice(0, point)}.${padded.slice(point)}` : padded;
  const sign = value.units < 0 ? '-' : '';
  const text = sign + number.padStart(TEXT_CHARS - sign.length, '0');
  if (text.length !== TEXT_CHARS) throw new RangeError(`does not fit eight characters: ${text}`);
  return Uint8Array.from(codes(`=${order === 'reversed' ? [...text].reverse().join('') : text}`));
}

export function createTf0Parser(): FrameParser<YaohuaWeight> {
  return createParser({ start: STX, fillers: [], look: lookTf0 });
}

export function createTextParser(order: TextOrder): FrameParser<YaohuaWeight> {
  return createParser({
    start: EQUALS,
    fillers: LINE_ENDS,
    look: (buffer, from, to, isLast) => lookText(buffer, from, to, isLast, order),
  });
}

export type LineKind = 'weight' | 'net' | 'tare';

const LINE_KINDS: Readonly<Record<string, LineKind>> = { w: 'weight', n: 'net', t: 'tare' };

/** A line of the A12: "ww" gross, "wn" net, "wt" tare, then a signed number and its unit. */
export function readWn(line: string): Line | undefined {
  const match = /^w([wnt])([+-]?) *(\d{1,7})(?:\.(\d{1,5}))?(kg|lb|g|t)$/.exec(line);
  if (!match) return undefined;
  const [, letter = '', sign, whole = '', fraction = '', unit = ''] = match;
  const kind = LINE_KINDS[letter] as LineKind;
  const units = Number(whole + fraction);
  const value = { units: (sign === '-' ? -units : units) + 0, decimals: fraction.length };
  if (kind === 'tare') return { kind: 'note', words: { kind, value: decimalNumber(value), unit } };
  return { kind: 'weight', value, unit, isNet: kind === 'net', isMoving: null, range: 'in', words: { kind } };
}

export function encodeLine(value: Decimal, unit: string, kind: LineKind = 'weight'): Uint8Array {
  const digits = Math.abs(value.units)
    .toString()
    .padStart(value.decimals + 3, '0');
  const point = digits.length - value.decimals;
  const number = value.decimals > 0 ? `${digits.slice(0, point)}.${digits.slice(point)}` : digits;
  const letter = kind === 'weight' ? 'w' : kind === 'net' ? 'n' : 't';
  return Uint8Array.from(codes(`w${letter}${value.units < 0 ? '-' : ''}${number}${unit}\r\n`));
}
