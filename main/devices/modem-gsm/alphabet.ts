/** The GSM 7-bit default alphabet (3GPP TS 23.038, clause 6.2.1) and its packing into bytes. Pure. */

const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const ESCAPE = 0x1b;
/** Characters sent as escape and a second septet. */
const EXTENSION: readonly (readonly [number, string])[] = [
  [0x0a, '\f'],
  [0x14, '^'],
  [0x28, '{'],
  [0x29, '}'],
  [0x2f, '\\'],
  [0x3c, '['],
  [0x3d, '~'],
  [0x3e, ']'],
  [0x40, '|'],
  [0x65, '€'],
];

const SEPTETS = new Map<string, readonly number[]>();
for (const [septet, character] of [...BASIC].entries()) {
  if (septet !== ESCAPE) SEPTETS.set(character, [septet]);
}
for (const [septet, character] of EXTENSION) SEPTETS.set(character, [ESCAPE, septet]);
const EXTENDED = new Map(EXTENSION);

/** One or two septets; undefined for a character outside the alphabet. */
export function septetsOf(character: string): readonly number[] | undefined {
  return SEPTETS.get(character);
}

/** An escape before an unknown septet shows the basic character, as phones do (clause 6.2.1.1). */
export function textOfSeptets(septets: readonly number[]): string {
  let text = '';
  let isEscaped = false;
  for (const septet of septets) {
    if (septet === ESCAPE && !isEscaped) {
      isEscaped = true;
      continue;
    }
    text += septet === ESCAPE ? ' ' : (isEscaped && EXTENDED.get(septet)) || BASIC[septet];
    isEscaped = false;
  }
  return text;
}

/** Eight septets in seven bytes, low bits first; `fillBits` leaves room so that text after a header starts on a septet. */
export function packSeptets(septets: readonly number[], fillBits = 0): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((septets.length * 7 + fillBits) / 8));
  let bit = fillBits;
  for (const septet of septets) {
    const at = bit >> 3;
    const shift = bit & 7;
    bytes[at] = (bytes[at] as number) | ((septet << shift) & 0xff);
    if (shift > 1) bytes[at + 1] = (bytes[at + 1] as number) | (septet >> (8 - shift));
    bit += 7;
  }
  return bytes;
}

/** As many septets as asked for, or fewer where the bytes end. */
export function unpackSeptets(bytes: Uint8Array, count: number, fillBits = 0): number[] {
  const septets: number[] = [];
  for (let bit = fillBits; septets.length < count && bit + 7 <= bytes.length * 8; bit += 7) {
    const at = bit >> 3;
    const pair = (bytes[at] as number) | ((bytes[at + 1] ?? 0) << 8);
    septets.push((pair >> (bit & 7)) & 0x7f);
  }
  return septets;
}
