/** "]cm" before a code says what was scanned (ISO/IEC 15424): c the symbology, m how the scanner treated it. */
export interface Scanned {
  /** With its GS1 separators (1DH). */
  readonly text: string;
  /** "Code 128"; null where the scanner sends no prefix. */
  readonly symbology: string | null;
  readonly modifier: number | null;
}

const NAMES: Readonly<Record<string, string>> = {
  A: 'Code 39',
  B: 'Telepen',
  C: 'Code 128',
  D: 'Code One',
  E: 'EAN/UPC',
  F: 'Codabar',
  G: 'Code 93',
  H: 'Code 11',
  I: 'ITF',
  K: 'Code 16K',
  L: 'PDF417',
  M: 'MSI',
  N: 'Anker',
  O: 'Codablock',
  P: 'Plessey',
  Q: 'QR',
  R: 'Straight 2 of 5',
  S: 'Straight 2 of 5',
  U: 'MaxiCode',
  X: 'other',
  d: 'DataMatrix',
  e: 'GS1 DataBar',
  z: 'Aztec',
};

/** Where the modifier makes another thing of it. */
const BY_MODIFIER: Readonly<Record<string, string>> = {
  C1: 'GS1-128',
  E4: 'EAN-8',
  Q3: 'GS1 QR',
  d2: 'GS1 DataMatrix',
};

/** A code as it came off the line, without its ending. */
export function parseScan(line: string): Scanned {
  const [prefix, letter = '', digit = ''] = /^\]([A-Za-z])([0-9A-Za-z])/.exec(line) ?? [];
  if (!prefix) return { text: line, symbology: null, modifier: null };
  const text = line.slice(prefix.length);
  return { text, symbology: nameOf(letter, digit, text), modifier: Number.parseInt(digit, 36) };
}

function nameOf(letter: string, digit: string, text: string): string {
  if (letter === 'E' && digit === '0') return text.length === 13 ? 'EAN-13' : 'EAN/UPC';
  // Trioptic has six places and no letter of its own.
  if (letter === 'X' && digit === '0' && text.length === 6) return 'Code 39 Trioptic';
  return BY_MODIFIER[letter + digit] ?? NAMES[letter] ?? `]${letter}`;
}
