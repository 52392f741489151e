import { textOfSeptets, unpackSeptets } from './alphabet.ts';
import { type Concatenation, HAS_HEADER, hexOf } from './pdu.ts';

/** Reads a message of the network or of another program. Pure; any bytes are answered, never an exception. */

interface Common {
  readonly smsc: string | null;
  readonly firstOctet: number;
  /** Bytes after the SMSC. */
  readonly length: number;
  readonly address: string;
}

interface Content {
  readonly pid: number;
  readonly dcs: number;
  readonly userDataLength: number;
  /** Header bytes with their length, as they came. */
  readonly header: Uint8Array;
  readonly part: Concatenation | null;
  /** Null for data that are no text. */
  readonly text: string | null;
}

export type SubmitPdu = Extract<Pdu, { type: 'SUBMIT' }>;

export type Pdu =
  | (Common & Content & { readonly type: 'SUBMIT'; readonly reference: number; readonly validity: Uint8Array })
  | (Common & Content & { readonly type: 'DELIVER'; readonly sentAt: Timestamp })
  | (Common & {
      readonly type: 'STATUS-REPORT';
      readonly reference: number;
      readonly sentAt: Timestamp;
      readonly doneAt: Timestamp;
      readonly status: number;
    });

export type PduFault = 'incomplete' | 'too long' | 'message type' | 'address' | 'hexadecimal' | 'compressed';

/** Fourteen digits as they came (YYMMDDhhmmss and the zone), and the instant; null where they are no time. */
export interface Timestamp {
  readonly digits: string;
  readonly text: string | null;
}

class Fault extends Error {
  readonly fault: PduFault;
  constructor(fault: PduFault) {
    super(fault);
    this.fault = fault;
  }
}

interface Reader {
  take(count: number): Uint8Array;
  byte(): number;
  left(): number;
}

function createReader(bytes: Uint8Array): Reader {
  let at = 0;
  const left = () => bytes.length - at;
  function take(count: number): Uint8Array {
    if (left() < count) throw new Fault('incomplete');
    at += count;
    return bytes.subarray(at - count, at);
  }
  return { take, byte: () => take(1)[0] as number, left };
}

export function decodePduText(hex: string): Pdu | { readonly fault: PduFault } {
  const text = hex.trim();
  if (!/^([0-9a-f]{2})+$/i.test(text)) return { fault: 'hexadecimal' };
  return decodePdu(Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
}

export function decodePdu(bytes: Uint8Array): Pdu | { readonly fault: PduFault } {
  try {
    const reader = createReader(bytes);
    const smsc = readServiceCentre(reader);
    const length = reader.left();
    const firstOctet = reader.byte();
    const kind = firstOctet & 0x03;
    if (kind === 0) return readDeliver(reader, { smsc, firstOctet, length });
    if (kind === 1) return readSubmit(reader, { smsc, firstOctet, length });
    if (kind === 2) return readReport(reader, { smsc, firstOctet, length });
    return { fault: 'message type' };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.fault };
    throw error;
  }
}

type Head = Omit<Common, 'address'>;

function readSubmit(reader: Reader, head: Head): Pdu {
  const reference = reader.byte();
  const address = readAddress(reader);
  const [pid, dcs] = [reader.byte(), reader.byte()];
  // Validity: none, relative (one byte), enhanced or absolute (seven).
  const format = (head.firstOctet >> 3) & 0x03;
  const validity = reader.take(format === 0 ? 0 : format === 2 ? 1 : 7);
  return { type: 'SUBMIT', ...head, reference, address, validity, ...readContent(reader, head.firstOctet, pid, dcs) };
}

function readDeliver(reader: Reader, head: Head): Pdu {
  const address = readAddress(reader);
  const [pid, dcs] = [reader.byte(), reader.byte()];
  const sentAt = readTimestamp(reader);
  return { type: 'DELIVER', ...head, address, sentAt, ...readContent(reader, head.firstOctet, pid, dcs) };
}

function readReport(reader: Reader, head: Head): Pdu {
  const reference = reader.byte();
  const address = readAddress(reader);
  const [sentAt, doneAt] = [readTimestamp(reader), readTimestamp(reader)];
  return { type: 'STATUS-REPORT', ...head, reference, address, sentAt, doneAt, status: reader.byte() };
}

function readServiceCentre(reader: Reader): string | null {
  const length = reader.byte();
  if (length === 0) return null;
  if (length > 12) throw new Fault('address');
  const field = reader.take(length);
  return numberText(field[0] as number, field.subarray(1), (length - 1) * 2);
}

function readAddress(reader: Reader): string {
  const digits = reader.byte();
  if (digits > 20) throw new Fault('address');
  const type = reader.byte();
  const field = reader.take(Math.ceil(digits / 2));
  // An alphanumeric sender ("中国移动" spells itself in letters) counts half bytes, not letters.
  if ((type & 0x70) === 0x50) return textOfSeptets(unpackSeptets(field, Math.floor((digits * 4) / 7)));
  return numberText(type, field, digits);
}

const DIGITS = '0123456789*#abc';

/** F fills the last half byte of an odd number; anywhere else half a byte was lost or came too much. */
function numberText(type: number, field: Uint8Array, count: number): string {
  const halves = [...field].flatMap((byte) => [byte & 0x0f, byte >> 4]);
  if (halves.at(-1) === 0x0f) halves.pop();
  const wanted = halves.slice(0, count);
  if (wanted.includes(0x0f)) throw new Fault('address');
  const text = wanted.map((half) => DIGITS[half]).join('');
  return (type & 0x70) === 0x10 ? `+${text}` : text;
}

function readTimestamp(reader: Reader): Timestamp {
  const field = reader.take(7);
  const pairs = [...field].map((byte) => hexOf([((byte & 0x0f) << 4) | (byte >> 4)]));
  const [yy, mo, dd, hh, mi, ss, zone = ''] = pairs;
  const quarters = Number.parseInt(zone, 16);
  const isNegative = (quarters & 0x80) !== 0;
  const count = ((quarters >> 4) & 0x07) * 10 + (quarters & 0x0f);
  const offset = `${isNegative ? '-' : '+'}${two(Math.floor(count / 4))}:${two((count % 4) * 15)}`;
  const local = `20${yy}-${mo}-${dd}T${hh}:${mi}:${ss}`;
  const isTime = /^[-\d:T]+$/.test(local) && !Number.isNaN(Date.parse(`${local}Z`)) && count <= 56;
  return { digits: pairs.join(''), text: isTime ? `${local.replace('T', ' ')} ${offset}` : null };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

type Coding = 'gsm7' | 'bytes' | 'ucs2';

/** TS 23.038, clause 4: the general group, message waiting, and data coding with a class. */
function codingOf(dcs: number): Coding {
  const group = dcs >> 4;
  if (group < 8) {
    if (dcs & 0x20) throw new Fault('compressed');
    return (['gsm7', 'bytes', 'ucs2', 'gsm7'] as const)[(dcs >> 2) & 0x03] as Coding;
  }
  if (group === 0x0e) return 'ucs2';
  return group === 0x0f && dcs & 0x04 ? 'bytes' : 'gsm7';
}

function readContent(reader: Reader, firstOctet: number, pid: number, dcs: number): Content {
  const userDataLength = reader.byte();
  const coding = codingOf(dcs);
  const size = coding === 'gsm7' ? Math.ceil((userDataLength * 7) / 8) : userDataLength;
  if (size > 140) throw new Fault('too long');
  const data = reader.take(size);
  if (reader.left() > 0) throw new Fault('too long');
  const headerSize = firstOctet & HAS_HEADER ? (data[0] ?? 0) + 1 : 0;
  if (headerSize > data.length) throw new Fault('incomplete');
  const header = data.subarray(0, headerSize);
  const text = textOf(coding, data, userDataLength, headerSize);
  return { pid, dcs, userDataLength, header, part: concatenationOf(header), text };
}

function textOf(coding: Coding, data: Uint8Array, length: number, headerSize: number): string | null {
  if (coding === 'bytes') return null;
  if (coding === 'ucs2') {
    let text = '';
    for (let at = headerSize; at + 1 < data.length; at += 2) {
      text += String.fromCharCode(((data[at] as number) << 8) | (data[at + 1] as number));
    }
    return text;
  }
  const headerSeptets = Math.ceil((headerSize * 8) / 7);
  const fillBits = headerSeptets * 7 - headerSize * 8;
  return textOfSeptets(unpackSeptets(data.subarray(headerSize), Math.max(0, length - headerSeptets), fillBits));
}

/** Information elements 00 (reference of one byte) and 08 (two bytes). */
function concatenationOf(header: Uint8Array): Concatenation | null {
  for (let at = 1; at + 1 < header.length; at += 2 + (header[at + 1] as number)) {
    const id = header[at];
    const element = header.subarray(at + 2, at + 2 + (header[at + 1] as number));
    const [a = 0, b = 0, c = 0, d = 0] = element;
    if (id === 0x00 && element.length === 3) return { reference: a, total: b, index: c };
    if (id === 0x08 && element.length === 4) return { reference: (a << 8) | b, total: c, index: d };
  }
  return null;
}
