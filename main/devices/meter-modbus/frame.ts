import { createParser, type FrameParser, fault, type Look, WAIT } from '../framing/frame.ts';

/**
 * Modbus RTU on the wire: unit, function, data, CRC low byte first (Modbus over Serial Line V1.02). A frame says neither
 * where it begins nor where it ends; what was asked tells how long the answer is.
 */

/** 247 is the last address a meter can have; 0 is everybody. */
export const LAST_UNIT = 247;
export const EXCEPTION_BIT = 0x80;

export interface ReadRequest {
  readonly unit: number;
  readonly fn: 3 | 4;
  readonly address: number;
  readonly count: number;
}

/** An answer or an exception, whole and checked. */
export interface Reply {
  readonly kind: 'answer' | 'exception';
  readonly bytes: Uint8Array;
}

/** CRC-16/MODBUS: polynomial A001 reflected, start FFFF. */
export function crc16(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let crc = 0xffff;
  for (let i = from; i < to; i++) {
    crc ^= bytes[i] as number;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return crc;
}

export function hasGoodCrc(bytes: Uint8Array, from = 0, to = bytes.length): boolean {
  return to - from > 2 && crc16(bytes, from, to - 2) === ((bytes[to - 2] as number) | ((bytes[to - 1] as number) << 8));
}

export function withCrc(body: readonly number[]): Uint8Array {
  const crc = crc16(Uint8Array.from(body));
  return Uint8Array.from([...body, crc & 0xff, crc >>> 8]);
}

/** Finds the answer to one request in whatever comes over the wire. */
export function createReplyParser({ unit, fn, count }: ReadRequest): FrameParser<Reply> {
  const dataBytes = 2 * count;

  function take(kind: Reply['kind'], buffer: Uint8Array, from: number, to: number, length: number): Look<Reply> {
    if (to - from < length) return WAIT;
    if (!hasGoodCrc(buffer, from, from + length)) return fault('checksum');
    return { kind: 'frame', frame: { kind, bytes: buffer.slice(from, from + length) }, length };
  }

  function look(buffer: Uint8Array, from: number, to: number): Look<Reply> {
    const size = to - from;
    if (size < 3) return WAIT;
    if (buffer[from + 1] === (fn | EXCEPTION_BIT)) return take('exception', buffer, from, to, 5);
    const isAnswer = buffer[from + 1] === fn && buffer[from + 2] === dataBytes;
    return isAnswer ? take('answer', buffer, from, to, 5 + dataBytes) : fault('header');
  }

  return createParser({ start: unit, fillers: [], look });
}

/** "1", "001" → 1; undefined for what no meter can have. */
export function unitOf(text: string): number | undefined {
  const unit = /^\d{1,3}$/.test(text.trim()) ? Number(text) : 0;
  return unit >= 1 && unit <= LAST_UNIT ? unit : undefined;
}
