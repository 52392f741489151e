import { createParser, type FrameParser, fault, type Look, toHex, WAIT } from '../framing/frame.ts';

/**
 * DL/T 645-2007 frames: 68 | A0..A5 | 68 | C | L | data + 33H | CS | 16, after 0..4 wake-up bytes FE (clause 5.2).
 * Address BCD, low byte first; CS is the sum of all bytes from the first 68 to the last data byte, mod 256.
 */
export interface Frame {
  /** Twelve digits, high digit first; "AA" pairs are wildcards, only in requests. */
  readonly address: string;
  readonly control: number;
  /** Without the 33H offset. */
  readonly data: Uint8Array;
}

export const FN_SECURITY = 0x03;
export const FN_BROADCAST_TIME = 0x08;
export const FN_READ = 0x11;
export const FN_READ_FOLLOW_UP = 0x12;
export const FN_READ_ADDRESS = 0x13;
export const FN_WRITE = 0x14;
export const FN_WRITE_ADDRESS = 0x15;
export const FN_FREEZE = 0x16;
export const FN_SPEED = 0x17;
export const FN_PASSWORD = 0x18;
export const FN_CLEAR_DEMAND = 0x19;
export const FN_CLEAR_METER = 0x1a;
export const FN_CLEAR_EVENTS = 0x1b;
export const FN_SWITCH = 0x1c;

const START = 0x68;
const END = 0x16;
const PREAMBLE = 0xfe;
const OFFSET = 0x33;
const HEADER_BYTES = 10;
const OVERHEAD_BYTES = 12;
/** Clause 5.2.5: at most 200 data bytes when reading. */
export const MAX_DATA_BYTES = 200;

export const ANY_ADDRESS = 'AAAAAAAAAAAA';
export const BROADCAST_ADDRESS = '999999999999';
export const DEFAULT_PREAMBLE = 4;

/** Control code bits (clause 5.2.4). */
export const isFromMeter = (control: number): boolean => (control & 0x80) !== 0;
export const isError = (control: number): boolean => (control & 0x40) !== 0;
export const hasMore = (control: number): boolean => (control & 0x20) !== 0;
export const functionOf = (control: number): number => control & 0x1f;

export function isAddress(text: string): boolean {
  return /^\d{12}$/.test(text);
}

/** Short nameplate numbers are filled with zeros in front. */
export function normaliseAddress(text: string): string | undefined {
  const digits = text.replace(/[\s-]/g, '');
  return /^\d{1,12}$/.test(digits) ? digits.padStart(12, '0') : undefined;
}

export function addressBytes(address: string): number[] {
  if (!/^(\d\d|AA){6}$/.test(address)) throw new RangeError(`not a meter address: ${address}`);
  return (address.match(/../g) ?? []).reverse().map((pair) => Number.parseInt(pair, 16));
}

function addressText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text = byte.toString(16).toUpperCase().padStart(2, '0') + text;
  return text;
}

export const decodeAddress = addressText;

/** The address whose low bytes are known and whose high bytes are wildcards: ("5678") → AAAAAAAA5678. */
export function partialAddress(lowDigits: string): string {
  return lowDigits.padStart(12, 'A');
}

/** Whether a meter with this number answers a request to this address. */
export function isAddressed(request: string, own: string): boolean {
  for (let i = 0; i < 12; i += 2) {
    const pair = request.slice(i, i + 2);
    if (pair !== 'AA' && pair !== own.slice(i, i + 2)) return false;
  }
  return true;
}

export function encodeFrame(frame: Frame, preamble = DEFAULT_PREAMBLE): Uint8Array {
  const { data } = frame;
  if (data.length > MAX_DATA_BYTES) throw new RangeError(`too much data for one frame: ${data.length} bytes`);
  const body = [START, ...addressBytes(frame.address), START, frame.control, data.length];
  for (const byte of data) body.push((byte + OFFSET) & 0xff);
  let sum = 0;
  for (const byte of body) sum += byte;
  const lead = new Array<number>(preamble).fill(PREAMBLE);
  return Uint8Array.from([...lead, ...body, sum & 0xff, END]);
}

/** DI3 DI2 DI1 DI0 as one number; sent low byte first. */
export function diBytes(di: number): Uint8Array {
  return Uint8Array.of(di & 0xff, (di >>> 8) & 0xff, (di >>> 16) & 0xff, di >>> 24);
}

export function readDi(data: Uint8Array): number | undefined {
  if (data.length < 4) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = data;
  return ((d << 24) | (c << 16) | (b << 8) | a) >>> 0;
}

export function formatDi(di: number): string {
  return di.toString(16).toUpperCase().padStart(8, '0');
}

/** Sum of the bytes from the first 68 up to the checksum's place. */
function checksum(bytes: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += bytes[i] as number;
  return sum & 0xff;
}

/** A frame end is known only from the length: 16H, 68H and FEH occur in data and checksum as well. */
function look(buffer: Uint8Array, from: number, to: number): Look<Frame> {
  const size = to - from;
  if (size < 8) return WAIT;
  if (buffer[from + 7] !== START) return fault('header');
  if (size < HEADER_BYTES) return WAIT;
  const length = buffer[from + 9] as number;
  if (length > MAX_DATA_BYTES) return fault('length');
  const total = OVERHEAD_BYTES + length;
  if (size < total) return WAIT;
  const sumAt = from + total - 2;
  if (buffer[sumAt + 1] !== END) return fault('end');
  if (checksum(buffer, from, sumAt) !== buffer[sumAt]) return fault('checksum');
  const data = buffer.slice(from + HEADER_BYTES, sumAt).map((byte) => (byte - OFFSET) & 0xff);
  const frame = {
    address: addressText(buffer.subarray(from + 1, from + 7)),
    control: buffer[from + 8] as number,
    data,
  };
  return { kind: 'frame', frame, length: total };
}

export function createFrameParser(): FrameParser<Frame> {
  return createParser({ start: START, fillers: [PREAMBLE], look });
}

/** Whether this frame answers that request: same function, addressed meter, same data identifier (errors carry none). */
export function isAnswerTo(request: Frame, answer: Frame): boolean {
  if (!isFromMeter(answer.control) || functionOf(answer.control) !== functionOf(request.control)) return false;
  if (!isAddressed(request.address, answer.address)) return false;
  if (isError(answer.control)) return answer.data.length >= 1;
  const asked = readDi(request.data);
  return asked === undefined || readDi(answer.data) === asked;
}

/** ERR byte (annex on error codes): several bits may be set at once. */
export const ERROR_BITS = [
  'other',
  'no-data',
  'not-authorised',
  'speed',
  'year-zones',
  'day-periods',
  'tariffs',
] as const;
export type MeterErrorReason = (typeof ERROR_BITS)[number];

export function errorReasons(err: number): MeterErrorReason[] {
  return ERROR_BITS.filter((_, bit) => (err & (1 << bit)) !== 0);
}

/** SERR of the security extension (answers to function 03), two bytes. */
export const SECURITY_ERROR_BITS = [
  'other',
  'repeated top-up',
  'ESAM check failed',
  'identity check failed',
  'customer number does not match',
  'top-up count wrong',
  'purchase over the limit',
] as const;

/** Address, control code, length and data of a frame as `decode` shows one among several. */
export function headOf({ address, control, data }: Frame): Record<string, unknown> {
  return { address, control: toHex(Uint8Array.of(control)), length: data.length, data: toHex(data, ' ') };
}

/** What is wrong with the first place in these bytes where a frame seems to begin, in the words of `decode`. */
export function faultOf(bytes: Uint8Array): { error: string; correct_checksum?: string } {
  const first = bytes.indexOf(START);
  if (first < 0) return { error: bytes.every((byte) => byte === PREAMBLE) ? 'incomplete' : 'header' };
  // A stray 68 in front is noise where a whole head stands behind it.
  const head = bytes.findIndex((byte, at) => byte === START && bytes[at + 7] === START && at + 9 < bytes.length);
  const from = head < 0 ? first : head;
  if (bytes.length - from < HEADER_BYTES) return { error: 'incomplete' };
  if (bytes[from + 7] !== START) return { error: 'header' };
  const length = bytes[from + 9] as number;
  if (length > MAX_DATA_BYTES) return { error: 'length > 200 / incomplete' };
  const sumAt = from + HEADER_BYTES + length;
  const last = bytes.length - 1;
  if (sumAt + 1 > last) return { error: isEnding(bytes, from) ? 'length mismatch' : 'incomplete' };
  if (bytes[sumAt + 1] === END) {
    return { error: 'checksum', correct_checksum: toHex(Uint8Array.of(checksum(bytes, from, sumAt))) };
  }
  const isShorter = isEnding(bytes, from) && checksum(bytes, from, last - 1) === bytes[last - 1];
  return { error: isShorter ? 'length mismatch' : 'end byte' };
}

/** Whether what stands here ends as a frame does, wherever its length puts the end. */
function isEnding(bytes: Uint8Array, from: number): boolean {
  return bytes.at(-1) === END && bytes.length - from >= OVERHEAD_BYTES;
}
