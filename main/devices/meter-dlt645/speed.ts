/** The bit word of a change of speed (function 17) and of the parameters 04000701..05. Pure. */
const SPEEDS: Readonly<Record<number, number>> = { 2: 600, 4: 1200, 8: 2400, 16: 4800, 32: 9600, 64: 19_200 };

/** Undefined for a word with no bit or several. */
export function baudOf(word: number): number | undefined {
  return SPEEDS[word];
}
