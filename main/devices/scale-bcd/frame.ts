import { createParser, type Decimal, type FrameParser, fault, type Look, WAIT } from '../framing/frame.ts';

/**
 * FFH, flags, three BCD bytes: small Chinese bench scales (JCS and others). Flags: bits 0-2 decimal point, 3-4 mode,
 * 5 negative, 6 stable, 7 overflow. No checksum: the byte behind a frame must begin the next one.
 */
export interface BcdWeight extends Decimal {
  readonly mode: 'weighing' | 'counting' | 'percent';
  readonly isStable: boolean;
  readonly isOverloaded: boolean;
  /** Null where no byte names it. */
  readonly unit: 'kg' | 'lb' | null;
}

export interface BcdForm {
  readonly point: 'places' | 'places-plus-one';
  readonly order: 'low-first' | 'high-first';
  readonly hasUnitByte: boolean;
}

const START = 0xff;
const BCD_AT = 2;
const MODES = ['weighing', 'counting', 'percent'] as const;
const MOST_PLACES = 5;

function look(buffer: Uint8Array, from: number, to: number, form: BcdForm, isLast: boolean): Look<BcdWeight> {
  const length = form.hasUnitByte ? 6 : 5;
  if (to - from < 2) return WAIT;
  const flags = buffer[from + 1] as number;
  const mode = MODES[(flags >> 3) & 3];
  const decimals = (flags & 7) - (form.point === 'places' ? 0 : 1);
  if (mode === undefined || decimals < 0 || decimals > MOST_PLACES) return fault('header');
  const isOverloaded = (flags & 0x80) !== 0;
  for (let i = BCD_AT; i < BCD_AT + 3; i++) {
    if (from + i >= to) return WAIT;
    if (!isBcd(buffer[from + i] as number)) return fault('content');
  }
  if (from + length > to) return WAIT;
  const unitByte = form.hasUnitByte ? (buffer[from + 5] as number) : -1;
  if (unitByte > 1) return fault('content');
  const after = from + length;
  if (after >= to && !isLast) return WAIT;
  if (after < to && buffer[after] !== START) return fault('length');
  const bytes = [...buffer.subarray(from + BCD_AT, from + BCD_AT + 3)];
  if (form.order === 'low-first') bytes.reverse();
  const digits = bytes.reduce((sum, byte) => sum * 100 + (byte >> 4) * 10 + (byte & 15), 0);
  const frame: BcdWeight = {
    units: ((flags & 0x20) !== 0 ? -digits : digits) + 0,
    decimals,
    mode,
    isStable: (flags & 0x40) !== 0,
    isOverloaded,
    unit: unitByte < 0 ? null : unitByte === 1 ? 'lb' : 'kg',
  };
  return { kind: 'frame', frame, length };
}

const isBcd = (byte: number): boolean => byte >> 4 <= 9 && (byte & 15) <= 9;

export function createBcdParser(form: BcdForm): FrameParser<BcdWeight> {
  return createParser({
    start: START,
    fillers: [],
    look: (buffer, from, to, isLast) => look(buffer, from, to, form, isLast),
  });
}

export function encodeBcd(weight: BcdWeight, form: BcdForm): Uint8Array {
  const digits = Math.abs(weight.units).toString().padStart(6, '0');
  if (digits.length > 6) throw new RangeError(`does not fit six digits: ${weight.units}`);
  const flags =
    (weight.decimals + (form.point === 'places' ? 0 : 1)) |
    (MODES.indexOf(weight.mode) << 3) |
    (weight.units < 0 ? 0x20 : 0) |
    (weight.isStable ? 0x40 : 0) |
    (weight.isOverloaded ? 0x80 : 0);
  const bcd = [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16));
  if (form.order === 'low-first') bcd.reverse();
  return Uint8Array.of(START, flags, ...bcd, ...(form.hasUnitByte ? [weight.unit === 'lb' ? 1 : 0] : []));
}
