import type { ScaleSetting } from '../config.schema.ts';
import type { LineSettings } from '../link/line.schema.ts';
import type { DeviceProblem } from './link.ts';

/**
 * What became of the order to set the zero. moving: it found no rest · out-of-range: there is too much on it · refused:
 * it does not know the order · unknown: no answer, it may be done · closed: nothing was sent.
 */
export type ZeroFate = 'done' | 'moving' | 'out-of-range' | 'refused' | 'unknown' | 'closed';

/** Finding out what a scale is, from what it sends. */

/**
 * Why a guess should be looked at twice. unit: the scale names none · point: the place of the point is a convention ·
 * motion: it does not tell · net: a tare is set on it · few: hardly any frames · noise: much else on the wire ·
 * wrong-unit: neither kg nor g.
 */
export const GUESS_DOUBTS = ['unit', 'point', 'motion', 'net', 'few', 'noise', 'wrong-unit'] as const;
export type GuessDoubt = (typeof GUESS_DOUBTS)[number];

export interface GuessedWeight {
  /** Null out of range, and in a unit that is not kg or g. */
  readonly weightGrams: number | null;
  /** As the scale shows it; empty out of range. */
  readonly text: string;
  readonly isMoving: boolean | null;
  readonly isNet: boolean;
  readonly isOverloaded: boolean;
}

export interface Guess {
  readonly setting: ScaleSetting;
  /** Null where the wire has no settings (a serial server, a simulated wire). */
  readonly line: LineSettings | null;
  readonly frames: number;
  /** Of the bytes heard. */
  readonly sharePercent: number;
  /** The last few, oldest first. */
  readonly weights: readonly GuessedWeight[];
  readonly doubts: readonly GuessDoubt[];
}

export interface DetectProgress {
  readonly tried: number;
  readonly total: number;
  /** What is being listened to; null where the wire has no settings. */
  readonly line: LineSettings | null;
}

export interface Detection {
  /** ambiguous: several ways of reading fit and give other weights · unknown: bytes that nothing fits · silent: none. */
  readonly outcome: 'found' | 'ambiguous' | 'unknown' | 'silent' | 'unreachable';
  /** Best first; more than one only where it is ambiguous. */
  readonly guesses: readonly Guess[];
  readonly heardBytes: number;
  /** The first bytes that nothing fits, in hexadecimal, for support. */
  readonly sample: string;
  /** Why the port does not open. */
  readonly problem: DeviceProblem | null;
}
