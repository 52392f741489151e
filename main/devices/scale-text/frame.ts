import { asciiText, type Decimal, type FrameParser } from '../framing/frame.ts';

/** Text scales send a line a weight. What a line means is a grammar's business (grammars.ts); here are the lines themselves. */

/** A weight on the platform. `value` is null where the scale is out of its range and shows no figures. */
export interface LineWeight {
  readonly kind: 'weight';
  readonly value: Decimal | null;
  /** Small letters; null where the line names none. */
  readonly unit: string | null;
  readonly isNet: boolean | null;
  /** Null where the line does not tell. */
  readonly isMoving: boolean | null;
  readonly range: 'in' | 'over' | 'under';
  readonly words?: LineWords;
}

/** Good lines that say nothing of the load: a tare, a total, a count, the answer to a command. */
export interface LineNote {
  readonly kind: 'note';
  readonly words: LineWords;
  readonly zero?: ZeroAnswer;
}

/** Lines by which the scale says that it has no weight, or that it did not understand. */
export interface LineFault {
  readonly kind: 'fault';
  readonly fault: string;
  readonly words?: LineWords;
  readonly zero?: ZeroAnswer;
}

/** What a scale says of the order to set its zero. */
export type ZeroAnswer = 'done' | 'moving' | 'out-of-range' | 'refused';

/** For support and for `decode`; no driver looks at them. */
export type LineWords = Readonly<Record<string, string | number | boolean | null>>;
export type Line = LineWeight | LineNote | LineFault;

/** Undefined for a line that is none of the family's. */
export type ReadLine = (line: string) => Line | undefined;

const CR = 0x0d;
const LF = 0x0a;
/** Longer than any line a scale sends; noise without a line end cannot pile up. */
const LONGEST_LINE = 96;

/**
 * Cuts the stream at CR or LF and reads each line. A stream that was joined in the middle begins with half a line,
 * which may read as a lesser weight: with `isJoined` everything up to the first line end is dropped.
 */
export function createLineParser(read: ReadLine, { isJoined = false } = {}): FrameParser<Line> {
  const buffer = new Uint8Array(LONGEST_LINE);
  let size = 0;
  let isSkipping = isJoined;
  let droppedBytes = 0;
  let badFrames = 0;

  function take(byte: number, found: Line[]): void {
    if (byte !== CR && byte !== LF) {
      if (isSkipping || size === LONGEST_LINE) {
        droppedBytes += size + 1;
        size = 0;
        isSkipping = true;
      } else buffer[size++] = byte;
      return;
    }
    if (size > 0) {
      const line = read(asciiText(buffer.subarray(0, size)));
      if (line) found.push(line);
      else {
        badFrames++;
        droppedBytes += size;
      }
    }
    size = 0;
    isSkipping = false;
  }

  function reset(): void {
    size = 0;
    isSkipping = isJoined;
  }

  return {
    push(bytes) {
      const found: Line[] = [];
      for (const byte of bytes) take(byte, found);
      return found;
    },
    end() {
      droppedBytes += size;
      size = 0;
      isSkipping = false;
      return [];
    },
    reset,
    pending: () => size,
    counts: () => ({ droppedBytes, badFrames, badChecksums: 0, lastFault: badFrames > 0 ? 'content' : null }),
  };
}

/** "+0012.345", "-  12.5", " 00.200" → value; undefined for anything else, two points and no digits included. */
export function readNumber(text: string): Decimal | undefined {
  const match = /^ *([+-]?) *(\d{0,9})(?:\.(\d{0,6}))? *$/.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  if (whole.length + fraction.length === 0) return undefined;
  const units = Number(whole + fraction);
  return { units: (sign === '-' ? -units : units) + 0, decimals: fraction.length };
}

/** A number of exactly `width` characters, filled with `fill` behind its sign. */
export function writeNumber(value: Decimal, width: number, fill: '0' | ' ' = '0'): string {
  const digits = Math.abs(value.units)
    .toString()
    .padStart(value.decimals + 1, '0');
  const point = digits.length - value.decimals;
  const number = value.decimals > 0 ? `${digits.slice(0, point)}.${digits.slice(point)}` : digits;
  const sign = value.units < 0 ? '-' : '';
  const text = fill === '0' ? sign + number.padStart(width - sign.length, '0') : (sign + number).padStart(width);
  if (text.length !== width) throw new RangeError(`does not fit ${width} characters: ${text}`);
  return text;
}
