import type { Decimal } from '../framing/frame.ts';
import { readNumberLine, readOhaus, readSbi, readSma, readWt1000 } from './balances.ts';
import { type ReadLine, writeNumber } from './frame.ts';
import type { TextGrammar } from './profile.schema.ts';
import { readSics } from './sics.ts';
import { readAnd, readCas10, readCas22, readSt } from './st.ts';

/** What a scale shows, for writing it in any of the grammars. */
export interface Shown {
  readonly value: Decimal;
  readonly unit: string;
  readonly isNet: boolean;
  readonly isMoving: boolean;
  readonly range: 'in' | 'over' | 'under';
}

export interface Grammar {
  readonly read: ReadLine;
  /** A line with its end, as the makers' manuals print it. */
  write(shown: Shown): string;
}

const status = ({ range, isMoving }: Shown): string => (range !== 'in' ? 'OL' : isMoving ? 'US' : 'ST');
const mark = ({ value, range }: Shown): string => (value.units < 0 || range === 'under' ? '-' : '+');
const size = ({ value }: Shown): Decimal => ({ ...value, units: Math.abs(value.units) });
const END = '\r\n';

export const GRAMMARS: Readonly<Record<TextGrammar, Grammar>> = {
  st: {
    read: readSt,
    write: (shown) =>
      `${status(shown)},${shown.isNet ? 'NT' : 'GS'},${mark(shown)}${
        shown.range === 'in' ? `${writeNumber(size(shown), 8)}${shown.unit.padStart(4)}` : ' '.repeat(12)
      }${END}`,
  },
  and: {
    read: readAnd,
    write: (shown) =>
      `${status(shown)},${mark(shown)}${
        shown.range === 'in' ? writeNumber(size(shown), 8) + shown.unit.padStart(3) : '9999999E+19'
      }${END}`,
  },
  cas22: {
    read: readCas22,
    write(shown) {
      const lamp = String.fromCharCode(0xa0 | (shown.isMoving ? 0 : 0x40) | (shown.isNet ? 2 : 4));
      const figures = shown.range === 'in' ? writeNumber(shown.value, 8) : ' '.repeat(8);
      return `${status(shown)},${shown.isNet ? 'NT' : 'GS'},1${lamp},${figures} ${shown.unit.padStart(2)}${END}`;
    },
  },
  // Neither motion nor range: the largest figure it can show stands for an overload.
  cas10: {
    read: readCas10,
    write: ({ value, range }) =>
      `${writeNumber(range === 'over' ? { units: 99_999_99, decimals: value.decimals } : value, 8)}${END}`,
  },
  sics: {
    read: readSics,
    write: ({ value, unit, isMoving, range }) =>
      range === 'in'
        ? `S ${isMoving ? 'D' : 'S'} ${writeNumber(value, 10, ' ')} ${unit}${END}`
        : `S ${range === 'over' ? '+' : '-'}${END}`,
  },
  ohaus: {
    read: readOhaus,
    write: ({ value, unit, isMoving, isNet, range }) => {
      const figures = range === 'in' ? writeNumber(value, 10, ' ') : (range === 'over' ? 'OVER' : 'UNDER').padStart(10);
      return `${figures} ${unit}${isMoving ? ' ?' : ''}${isNet ? ' N' : ''}${END}`;
    },
  },
  sbi: {
    read: readSbi,
    write: (shown) =>
      shown.range === 'in'
        ? `${mark(shown)} ${writeNumber(size(shown), 8, ' ')} ${(shown.isMoving ? '' : shown.unit).padEnd(3)}${END}`
        : `      ${(shown.range === 'over' ? 'High' : 'Low').padEnd(8)}${END}`,
  },
  sma: {
    read: readSma,
    write: ({ value, unit, isMoving, isNet, range }) =>
      `\n${range === 'over' ? 'O' : range === 'under' ? 'U' : ' '}1${isNet ? 'N' : 'G'}${isMoving ? 'M' : ' '} ${
        range === 'in' ? writeNumber(value, 10, ' ') : '-'.repeat(10)
      }${unit.padEnd(3)}\r`,
  },
  wt1000: {
    read: readWt1000,
    write({ value, isMoving, range }) {
      const out = range === 'under' ? '-   ol' : '   ol';
      if (range !== 'in') return `0,${out},${out},${out}${END}`;
      const figures = writeNumber(value, 7);
      return `${isMoving ? 1 : 0},${figures},${writeNumber({ ...value, units: 0 }, 7)},${figures}${END}`;
    },
  },
  number: {
    read: readNumberLine,
    write: ({ value, unit, range }) =>
      range === 'in'
        ? `${writeNumber(value, 8, ' ')} ${unit}${END}`
        : `${(range === 'over' ? '^' : '_').repeat(8)}${unit}${END}`,
  },
};
