import { createParser, type FrameParser, fault, type Look, WAIT } from '../framing/frame.ts';

/**
 * CJ/T 188 frames: 68 | T | A0..A6 | C | L | data | CS | 16, after some wake-up bytes FE (clause 5.2 of both editions).
 * Address BCD, low byte first, A5 and A6 the maker's code; CS is the sum of all bytes from 68, mod 256. Unlike DL/T 645
 * there is no second 68 and nothing is added to the data.
 */
export interface Frame {
  /** Kind of meter: 10 cold water … 20 heat … 30 gas; AA = whatever it is. */
  readonly type: number;
  /** Fourteen digits, high digit first; "AA" pairs are wildcards, only in requests. */
  readonly address: string;
  readonly control: number;
  /** DI, serial number, values. */
  readonly data: Uint8Array;
}

export const FN_READ = 0x01;
export const FN_READ_ADDRESS = 0x03;
export const FN_WRITE = 0x04;
export const FN_WRITE_ADDRESS = 0x15;

const START = 0x68;
const END = 0x16;
const PREAMBLE = 0xfe;
const HEADER_BYTES = 11;
export const OVERHEAD_BYTES = 13;
/** Clause 5.2.4: at most 64H data bytes when reading. */
export const MAX_DATA_BYTES = 0x64;

export const ADDRESS_DIGITS = 14;
export const ANY_ADDRESS = 'AAAAAAAAAAAAAA';
export const ANY_TYPE = 0xaa;
export const DEFAULT_PREAMBLE = 3;

export const isFromMeter = (control: number): boolean => (control & 0x80) !== 0;
export const isError = (control: number): boolean => (control & 0xc0) === 0xc0;
export const functionOf = (control: number): number => control & 0x3f;

/** Short nameplate numbers are filled with zeros in front. */
export function normaliseAddress(text: string): string | null {
  const digits = text.replace(/[\s-]/g, '');
  return /^\d{1,14}$/.test(digits) ? digits.padStart(ADDRESS_DIGITS, '0') : null;
}

export function isAddress(text: string): boolean {
  return /^\d{14}$/.test(text);
}

export function addressBytes(address: string): Uint8Array {
  if (!/^(\d\d|AA){7}$/.test(address)) throw new RangeError(`not a meter address: ${address}`);
  return Uint8Array.from((address.match(/../g) ?? []).reverse(), (pair) => Number.parseInt(pair, 16));
}

export function addressText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text = byte.toString(16).toUpperCase().padStart(2, '0') + text;
  return text;
}

/** The address whose low bytes are known and whose high bytes are wildcards: ("5678") → AAAAAAAAAA5678. */
export function partialAddress(lowDigits: string): string {
  return lowDigits.padStart(ADDRESS_DIGITS, 'A');
}

/** Whether a meter with this number answers a request to this address. */
export function isAddressed(request: string, own: string): boolean {
  for (let i = 0; i < ADDRESS_DIGITS; i += 2) {
    const pair = request.slice(i, i + 2);
    if (pair !== 'AA' && pair !== own.slice(i, i + 2)) return false;
  }
  return true;
}

export function isType(request: number, own: number): boolean {
  return request === ANY_TYPE || request === own;
}

export function encodeFrame(frame: Frame, preamble = DEFAULT_PREAMBLE): Uint8Array {
  const { data } = frame;
  if (data.length > MAX_DATA_BYTES) throw new RangeError(`too much data for one frame: ${data.length} bytes`);
  const body = [START, frame.type, ...addressBytes(frame.address), frame.control, data.length, ...data];
  const sum = body.reduce((total, byte) => total + byte, 0) & 0xff;
  return Uint8Array.from([...new Array<number>(preamble).fill(PREAMBLE), ...body, sum, END]);
}

/** Sum of the bytes from 68 up to the checksum's place. */
export function checksum(bytes: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += bytes[i] as number;
  return sum & 0xff;
}

/** A frame end is known only from the length: 16H, 68H and FEH occur in data and checksum as well. */
function look(buffer: Uint8Array, from: number, to: number): Look<Frame> {
  const size = to - from;
  if (size < HEADER_BYTES) return WAIT;
  const length = buffer[from + 10] as number;
  if (length > MAX_DATA_BYTES) return fault('length');
  const total = OVERHEAD_BYTES + length;
  if (size < total) return WAIT;
  const sumAt = from + total - 2;
  if (buffer[sumAt + 1] !== END) return fault('end');
  if (checksum(buffer, from, sumAt) !== buffer[sumAt]) return fault('checksum');
  const frame = {
    type: buffer[from + 1] as number,
    address: addressText(buffer.subarray(from + 2, from + 9)),
    control: buffer[from + 9] as number,
    data: buffer.slice(from + HEADER_BYTES, sumAt),
  };
  return { kind: 'frame', frame, length: total };
}

export function createFrameParser(): FrameParser<Frame> {
  return createParser({ start: START, fillers: [PREAMBLE], look });
}
