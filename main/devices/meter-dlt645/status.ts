/** What the seven status words of a meter mean (annex C of the standard and its amendment of 2012). Pure. */

type Bits = Readonly<Record<number, string>>;

const PHASE_BITS: Bits = {
  0: 'voltage lost',
  1: 'voltage low',
  2: 'voltage high',
  3: 'current lost',
  4: 'current high',
  5: 'overload',
  6: 'power reversed',
  7: 'phase broken',
  8: 'current broken',
};

/** Words 1 to 7; bits that stand for a choice between two sets are told by name only when set. */
const WORDS: readonly Bits[] = [
  {
    1: 'demand by blocks',
    2: 'clock battery low',
    3: 'reading battery low',
    4: 'active power reversed',
    5: 'reactive power reversed',
    8: 'control circuit fault',
    9: 'ESAM fault',
    12: 'program fault',
    13: 'memory fault',
    14: 'overdrawn',
    15: 'clock fault',
  },
  {
    0: 'active power A reversed',
    1: 'active power B reversed',
    2: 'active power C reversed',
    4: 'reactive power A reversed',
    5: 'reactive power B reversed',
    6: 'reactive power C reversed',
  },
  {
    0: 'second set of day periods',
    1: 'on auxiliary supply',
    2: 'on battery',
    3: 'programming permitted',
    4: 'relay open',
    5: 'second set of year zones',
    6: 'relay ordered open',
    7: 'warning before trip',
    8: 'prepaid by energy',
    9: 'prepaid by money',
    10: 'second set of prices',
    11: 'second set of steps',
    12: 'power kept',
    13: 'identity checked',
    // These two are set as long as no account was opened.
    14: 'no account opened locally',
    15: 'no account opened remotely',
  },
  PHASE_BITS,
  PHASE_BITS,
  PHASE_BITS,
  {
    0: 'voltage sequence wrong',
    1: 'current sequence wrong',
    2: 'voltage unbalanced',
    3: 'current unbalanced',
    4: 'auxiliary supply lost',
    5: 'power lost',
    6: 'demand over the limit',
    7: 'power factor below the limit',
    8: 'current badly unbalanced',
  },
];

export const STATUS_WORDS = WORDS.length;

/** The names of the bits that are set; a bit without a name is told by its number. */
export function statusBits(word: number, value: number): string[] {
  const bits = WORDS[word - 1] ?? {};
  const names: string[] = [];
  for (let bit = 0; bit < 16; bit++) if ((value & (1 << bit)) !== 0) names.push(bits[bit] ?? `bit ${bit}`);
  return names;
}

/** Low byte first; FF FF = no such word, as no meter has every bit of one set. */
export function wordOf(payload: Uint8Array, at = 0): number | null {
  const [low, high] = payload.subarray(at, at + 2);
  if (low === undefined || high === undefined) return null;
  const word = low | (high << 8);
  return word === 0xffff ? null : word;
}

export const WORD1 = { clockBatteryLow: 1 << 2, readingBatteryLow: 1 << 3, reversed: 1 << 4 } as const;
