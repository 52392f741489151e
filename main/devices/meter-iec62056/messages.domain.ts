/** The short messages of IEC 62056-21 mode C around a readout. Pure. */

export const CONTROL = { soh: 0x01, stx: 0x02, etx: 0x03, ack: 0x06, nak: 0x15, cr: 0x0d, lf: 0x0a } as const;

export interface Identification {
  /** Three letters. */
  readonly maker: string;
  /** The third letter in lower case: the meter reacts within 20 ms instead of 200 ms. */
  readonly isFast: boolean;
  readonly baudChar: string;
  readonly text: string;
}

/** Speeds of mode C by the character that names them. */
const SPEEDS: Readonly<Record<string, number>> = {
  0: 300,
  1: 600,
  2: 1200,
  3: 2400,
  4: 4800,
  5: 9600,
  6: 19_200,
};

export function speedOf(baudChar: string): number | undefined {
  return SPEEDS[baudChar];
}

/** "/LGZ52ZMD120" → its parts; `line` without its end. */
export function parseIdentification(line: string): Identification | undefined {
  const found = /^\/([A-Za-z]{3})([0-9A-Z])([\x20-\x7e]{0,32})$/.exec(line);
  if (!found) return undefined;
  const [, maker = '', baudChar = '', rest = ''] = found;
  // A backslash and a letter in front of the name say what else the meter can do (mode E).
  const text = rest.replace(/^(\\[0-9A-Za-z](?=.))+/, (marks) => marks.slice(1));
  return { maker, isFast: /[a-z]/.test(maker[2] ?? ''), baudChar, text };
}

/** The meter's number in a sign-on: up to 32 characters, leading zeros do not count. */
export function normaliseAddress(text: string): string | null {
  const address = text.trim();
  return /^[0-9A-Za-z ]{0,32}$/.test(address) ? address : null;
}

/** Whether a meter with this number answers to this sign-on; without a number everybody does. */
export function isAddressed(asked: string, own: string): boolean {
  const bare = (text: string) => text.replace(/^0+/, '');
  return asked === '' || bare(asked) === bare(own);
}

export function encodeSignOn(address: string): Uint8Array {
  return ascii(`/?${address}!\r\n`);
}

/** Y: 0 readout, 1 programming. */
export function encodeAcknowledgement(baudChar: string, mode: '0' | '1' = '0'): Uint8Array {
  return Uint8Array.of(CONTROL.ack, ...ascii(`0${baudChar}${mode}\r\n`));
}

/** SOH command ETX BCC; B0 ends a session. */
export function encodeCommand(command: string, data = ''): Uint8Array {
  const body = data === '' ? [...ascii(command)] : [...ascii(command), CONTROL.stx, ...ascii(data)];
  const covered = [...body, CONTROL.etx];
  return Uint8Array.of(CONTROL.soh, ...covered, xor(covered));
}

/** STX data ! CRLF ETX BCC. */
export function encodeReadout(lines: readonly string[], lineEnd = '\r\n'): Uint8Array {
  const covered = [...ascii([...lines, '!', ''].join(lineEnd)), CONTROL.etx];
  return Uint8Array.of(CONTROL.stx, ...covered, xor(covered));
}

/** BCC: over everything behind STX or SOH up to and with ETX. */
export function xor(bytes: Iterable<number>): number {
  let sum = 0;
  for (const byte of bytes) sum ^= byte;
  return sum & 0x7f;
}

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}
