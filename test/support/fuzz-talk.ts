import { septetsOf } from '../../main/devices/modem-gsm/alphabet.ts';
import { fieldsOf, networkOf, referenceOf, signalOf } from '../../main/devices/modem-gsm/answers.ts';
import { createModemLines } from '../../main/devices/modem-gsm/lines.ts';
import { decodePduText, type Pdu } from '../../main/devices/modem-gsm/pdu.decode.ts';
import { encodeSubmit } from '../../main/devices/modem-gsm/pdu.ts';
import { encodeReport } from '../../main/devices/modem-gsm/report.sim.ts';
import { isStatusByte, type PrinterState, stateOf } from '../../main/devices/printer-escpos/status.ts';
import type { Scanned } from '../../main/devices/scanner-serial/aim.ts';
import { readScan } from '../../main/devices/scanner-serial/content.ts';
import { createLineCutter } from '../../main/devices/transport/lines.ts';
import { type FuzzTarget, fuzzTarget } from './fuzz.ts';
import { pick, type Random } from './fuzz-bytes.ts';

const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
/** What an end without a line leaves: the wires of these devices know no pause. */
const nothing = () => [];

/** Any text is a code: what counts is that noise never types itself into a field. */
const scanner = fuzzTarget<Scanned>({
  name: 'scanner',
  guard: 'grammar',
  isStream: true,
  mostKept: 8192,
  createParser() {
    let found: Scanned[] = [];
    const cutter = createLineCutter({
      ending: '\r',
      longest: 8192,
      onLine(line) {
        const scan = readScan(line);
        if (scan && scan.text !== '') found.push(scan);
      },
      onFlood: () => {},
    });
    return {
      push(bytes) {
        found = [];
        cutter.push(bytes);
        return found;
      },
      end: nothing,
      pending: cutter.pending,
    };
  },
  goodFrames: (random) => [
    ...['', ']C0', ']E0', ']C1'].map((prefix) => Buffer.from(`${prefix}LPG${digits(random, 10)}\r`)),
    Buffer.from(`]Q1https://example.com/?code=${digits(random, 12)}\r\n`),
    Buffer.from(`钢瓶 ${digits(random, 6)}\r`),
  ],
  holds(bytes, { text }) {
    const isClean = [...text].every((letter) => letter >= ' ' || '\t\r\n\x04\x1c\x1d\x1e\x1f'.includes(letter));
    const isThere = Buffer.from(bytes).includes(Buffer.from(text)) || !/^[\x20-\x7e]*$/.test(text);
    return isClean && isThere && text.length <= 8192;
  },
});

/** The one-byte answers of a printer that is asked how it is. */
const printer = fuzzTarget<{ readonly byte: number; readonly state: PrinterState }>({
  name: 'printer status',
  guard: 'grammar',
  isStream: true,
  createParser: () => ({
    push: (bytes) => [...bytes].filter(isStatusByte).map((byte) => ({ byte, state: stateOf(byte, byte, byte) })),
    end: nothing,
    pending: () => 0,
  }),
  goodFrames: () => [0x12, 0x1a, 0x16, 0x32, 0x1e, 0x72].map((byte) => Uint8Array.of(byte)),
  holds(bytes, { byte, state }) {
    const isAnswer = byte < 128 && byte % 4 === 2 && Math.floor(byte / 16) % 2 === 1;
    const paper = (byte & 32) === 32 ? 'out' : (byte & 12) === 12 ? 'low' : 'ok';
    const isRight = state.isOnline === ((byte & 8) === 0) && state.isCoverOpen === ((byte & 4) === 4);
    return isAnswer && isRight && state.paper === paper && bytes.includes(byte);
  },
});

type ModemWord =
  | { readonly kind: 'signal' | 'reference'; readonly value: number }
  | { readonly kind: 'network'; readonly network: string }
  | { readonly kind: 'pdu'; readonly hex: string; readonly pdu: Pdu };

function modemWord(line: string): ModemWord | undefined {
  const signal = signalOf(fieldsOf([line], '+CSQ')[0]);
  if (signal !== null) return { kind: 'signal', value: signal };
  const reference = referenceOf([line]);
  if (reference !== undefined) return { kind: 'reference', value: reference };
  const network = networkOf(fieldsOf([line], '+CREG'));
  if (network !== 'unknown') return { kind: 'network', network };
  const pdu = decodePduText(line);
  return 'fault' in pdu ? undefined : { kind: 'pdu', hex: line, pdu };
}

/** What a modem says of itself and of messages. Its wire is short and its lines carry no checksum. */
const modem = fuzzTarget<ModemWord>({
  name: 'gsm modem',
  guard: 'grammar',
  isStream: true,
  createParser() {
    let found: ModemWord[] = [];
    let waits = 0;
    const lines = createModemLines({
      onLine(line) {
        const word = modemWord(line);
        if (word) found.push(word);
      },
      onPrompt: () => {},
    });
    return {
      push(bytes) {
        found = [];
        lines.push(bytes);
        waits = bytes.lastIndexOf(13) < 0 ? waits + bytes.length : 0;
        return found;
      },
      end: nothing,
      pending: () => Math.min(waits, 512),
    };
  },
  goodFrames: (random) => {
    const to = `+86139${digits(random, 8)}`;
    const report = { reference: 7, to, status: pick(random, [0, 0x30, 0x41]), at: 1_790_000_000_000 };
    const pdus = [
      encodeSubmit({ to, text: `欠费${digits(random, 3)}`, alphabet: 'ucs2' }),
      encodeSubmit({ to, text: `owed ${digits(random, 3)}`, alphabet: 'gsm7' }),
      encodeReport(report),
    ];
    const said = [
      `+CSQ: ${Math.floor(random() * 32)},99`,
      `+CMGS: ${digits(random, 2)}`,
      `+CREG: 0,${pick(random, [1, 5])}`,
    ];
    return [...said, ...pdus.map(({ hex }) => hex)].map((line) => Buffer.from(`\r\n${line}\r\n`));
  },
  holds(bytes, word) {
    const said = latin1(bytes).replace(/[^\x20-\x7e\r\n]/g, '');
    if (word.kind === 'pdu') return said.includes(word.hex) && isInPdu(word.hex.toUpperCase(), word.pdu);
    if (word.kind === 'network') return /\+CREG:[^\r\n]*,/.test(said);
    const [name, number] = word.kind === 'signal' ? ['CSQ', (word.value + 113) / 2] : ['CMGS', word.value];
    return new RegExp(`\\+${name}:["\\s]*0*${number}["\\s]*(,|\r|\n|$)`).test(said);
  },
});

/** The number stands in it with its digits swapped, and a text with its own characters. */
function isInPdu(hex: string, pdu: Pdu): boolean {
  const swapped = pdu.address
    .replace('+', '')
    .replace(/[*#abc]/g, (sign) => 'ABCDE'['*#abc'.indexOf(sign)] ?? '')
    .replace(/(.)(.)/g, '$2$1');
  const isNumber =
    !/^\+?[\d*#a-c]+$/.test(pdu.address) || hex.includes(swapped.length % 2 === 0 ? swapped : swapped.slice(0, -1));
  if (pdu.type === 'STATUS-REPORT')
    return isNumber && hex.includes(pdu.status.toString(16).toUpperCase().padStart(2, '0'));
  if (pdu.text === null) return isNumber;
  const codes = [...Array(pdu.text.length).keys()].map((at) => pdu.text?.charCodeAt(at) ?? 0);
  const written = codes.map((code) => code.toString(16).toUpperCase().padStart(4, '0')).join('');
  return isNumber && (hex.includes(written) || [...pdu.text].every((letter) => septetsOf(letter) !== undefined));
}

export const TALK_TARGETS: readonly FuzzTarget[] = [scanner, printer, modem];
