import { asciiText, createParser, type Decimal, type FrameParser, fault, type Look, WAIT } from '../framing/frame.ts';

/**
 * Toledo continuous output (METTLER TOLEDO 8142/8530/IND/ICS; ICS425 manual, "Continuous mode"; Cardinal 225 for the
 * short form): STX, status A B C, six weight characters, six tare characters, CR, checksum. The checksum may be
 * switched off (17 bytes) and the short form has no tare.
 */
export interface ToledoWeight extends Decimal {
  /** Null in the short form. */
  readonly tare: Decimal | null;
  readonly unit: string;
  readonly isNet: boolean;
  readonly isInMotion: boolean;
  readonly isOutOfRange: boolean;
  /** Just switched on, no zero taken yet: the figures mean nothing. */
  readonly isPoweringUp: boolean;
  /** Digits shown ten times finer than the verified division. */
  readonly isExpanded: boolean;
  readonly hasChecksum: boolean;
}

export type ChecksumMode = 'auto' | 'on' | 'off';

const STX = 0x02;
const CR = 0x0d;
const WEIGHT_AT = 4;
const TARE_AT = 10;
const SHORT_CR_AT = 10;
const LONG_CR_AT = 16;

/** Status C bits 0-2; 0 leaves the choice between lb and kg to status B bit 4. */
const UNITS = ['', 'g', 't', 'oz', 'ozt', 'dwt', 'ton', 'N'] as const;

/** Status bytes always carry bit 5 and never bit 7, which keeps them apart from control characters. */
const isStatus = (byte: number): boolean => (byte & 0xa0) === 0x20;
const isFigure = (byte: number): boolean => byte === 0x20 || (byte >= 0x30 && byte <= 0x39);

function look(buffer: Uint8Array, from: number, to: number, isLast: boolean, mode: ChecksumMode): Look<ToledoWeight> {
  const size = to - from;
  for (let i = 1; i < WEIGHT_AT; i++) {
    if (i >= size) return WAIT;
    if (!isStatus(buffer[from + i] as number)) return fault('header');
  }
  const isOutOfRange = ((buffer[from + 2] as number) & 0x04) !== 0;
  let end = 0;
  for (let i = WEIGHT_AT; end === 0; i++) {
    if (i >= size) return WAIT;
    const byte = buffer[from + i] as number;
    if (byte === CR && (i === SHORT_CR_AT || i === LONG_CR_AT)) end = i;
    else if (i >= LONG_CR_AT) return fault('end');
    // Out of range some indicators send dashes or blanks for figures.
    else if (!isFigure(byte) && !(isOutOfRange && byte >= 0x20)) return fault('content');
  }
  const sum = checksum(buffer, from, from + end + 1);
  const after = from + end + 1;
  const tail = checksumTail(buffer, after, to, { sum, isLast, mode });
  if (typeof tail !== 'number') return tail;
  const frame = readWeight(buffer, from, end, tail === 1);
  return frame ? { kind: 'frame', frame, length: end + 1 + tail } : fault('content');
}

/** 1 when a right checksum follows, 0 when the checksum is off and a new frame follows. */
function checksumTail(
  buffer: Uint8Array,
  at: number,
  to: number,
  { sum, isLast, mode }: { sum: number; isLast: boolean; mode: ChecksumMode },
): number | Look<never> {
  if (mode === 'off') return 0;
  if (at >= to) return isLast ? (mode === 'auto' ? 0 : fault('length')) : WAIT;
  const next = buffer[at] as number;
  if (mode === 'on') return next === sum ? 1 : fault('checksum');
  if (next !== STX) return next === sum ? 1 : fault('checksum');
  if (sum !== STX) return 0;
  // 02H may be this frame's checksum or the next frame's start: a start is followed by a status byte.
  if (at + 1 >= to) return isLast ? 1 : WAIT;
  return isStatus(buffer[at + 1] as number) ? 0 : 1;
}

/** Two's complement of the seven-bit sum of all bytes from STX to CR. */
export function checksum(bytes: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += bytes[i] as number;
  return -sum & 0x7f;
}

function readWeight(buffer: Uint8Array, from: number, end: number, hasChecksum: boolean): ToledoWeight | undefined {
  const [a = 0, b = 0, c = 0] = buffer.subarray(from + 1, from + WEIGHT_AT);
  // 0 means x100, 1 x10, 2 x1, 3 x0.1 ... 7 x0.00001.
  const decimals = (a & 0x07) - 2;
  const isOutOfRange = (b & 0x04) !== 0;
  const figures = readFigures(asciiText(buffer.subarray(from + WEIGHT_AT, from + TARE_AT)));
  const tareText = end === LONG_CR_AT ? asciiText(buffer.subarray(from + TARE_AT, from + LONG_CR_AT)) : '';
  const tare = tareText.trim() === '' ? null : readFigures(tareText);
  if ((figures === undefined || tare === undefined) && !isOutOfRange) return undefined;
  const units = (b & 0x02) !== 0 ? -(figures ?? 0) + 0 : (figures ?? 0);
  return {
    units,
    decimals,
    tare: tare === null || tare === undefined ? null : { units: tare, decimals },
    unit: UNITS[c & 0x07] || ((b & 0x10) !== 0 ? 'kg' : 'lb'),
    isNet: (b & 0x01) !== 0,
    isInMotion: (b & 0x08) !== 0,
    isOutOfRange,
    isPoweringUp: (b & 0x40) !== 0,
    isExpanded: (c & 0x10) !== 0,
    hasChecksum,
  };
}

function readFigures(text: string): number | undefined {
  return /^ *\d+$/.test(text) ? Number(text) : undefined;
}

export function createFrameParser(mode: ChecksumMode): FrameParser<ToledoWeight> {
  return createParser({
    start: STX,
    fillers: [],
    look: (buffer, from, to, isLast) => look(buffer, from, to, isLast, mode),
  });
}

export interface ToledoSetting {
  readonly value: Decimal;
  readonly tareUnits?: number;
  readonly unit?: 'kg' | 'g' | 'lb';
  readonly isNet?: boolean;
  readonly isInMotion?: boolean;
  readonly isOutOfRange?: boolean;
  readonly isShort?: boolean;
  readonly hasChecksum?: boolean;
}

export function encodeFrame(setting: ToledoSetting): Uint8Array {
  const { units, decimals } = setting.value;
  const figures = Math.abs(units).toString().padStart(6, ' ');
  if (figures.length > 6 || decimals < -2 || decimals > 5)
    throw new RangeError(`does not fit the frame: ${units}e${-decimals}`);
  const statusA = 0x28 | (decimals + 2);
  const statusB =
    0x20 |
    (setting.isNet ? 1 : 0) |
    (units < 0 ? 2 : 0) |
    (setting.isOutOfRange ? 4 : 0) |
    (setting.isInMotion ? 8 : 0) |
    (setting.unit === 'kg' || setting.unit === undefined ? 0x10 : 0);
  const statusC = 0x20 | (setting.unit === 'g' ? 1 : 0);
  const tare = setting.isShort ? '' : (setting.tareUnits ?? 0).toString().padStart(6, ' ');
  const bytes = Uint8Array.from([
    STX,
    statusA,
    statusB,
    statusC,
    ...Array.from(figures + tare, (character) => character.charCodeAt(0)),
    CR,
  ]);
  return setting.hasChecksum === false ? bytes : Uint8Array.from([...bytes, checksum(bytes, 0, bytes.length)]);
}
