import { packSeptets, septetsOf } from './alphabet.ts';
import type { Alphabet } from './split.ts';

/**
 * Short messages as a modem takes and gives them in PDU mode (3GPP TS 23.040, clause 9.2; TS 27.005). Pure.
 * SMSC (length, type, digits) · first octet · what the message type brings · user data.
 */

export interface Concatenation {
  readonly reference: number;
  readonly total: number;
  /** From 1. */
  readonly index: number;
}

export interface Submit {
  readonly to: string;
  readonly text: string;
  readonly alphabet: Alphabet;
  readonly part?: Concatenation;
  /** Service centre; absent = the one on the card. */
  readonly smsc?: string;
  readonly wantsReport?: boolean;
  /** Kept by the network for so long when the phone is off; absent = as the network likes. */
  readonly validMinutes?: number;
}

export interface EncodedPdu {
  readonly hex: string;
  /** What AT+CMGS wants to know: bytes after the SMSC. */
  readonly length: number;
}

const MTI_SUBMIT = 0x01;
const HAS_RELATIVE_VALIDITY = 0x10;
const WANTS_REPORT = 0x20;
export const HAS_HEADER = 0x40;
const INTERNATIONAL = 0x91;
const NATIONAL = 0x81;
export const DCS_GSM7 = 0x00;
export const DCS_UCS2 = 0x08;

/** "+8613902433649", "13902433649", "10086". */
export function isPhoneNumber(text: string): boolean {
  return /^\+?\d{3,20}$/.test(text);
}

export function encodeSubmit(message: Submit): EncodedPdu {
  const { to, part, smsc, validMinutes } = message;
  if (!isPhoneNumber(to) || (smsc !== undefined && !isPhoneNumber(smsc))) throw new RangeError('not a phone number');
  const header = part ? Uint8Array.of(5, 0, 3, part.reference, part.total, part.index) : new Uint8Array(0);
  const first =
    MTI_SUBMIT |
    (validMinutes === undefined ? 0 : HAS_RELATIVE_VALIDITY) |
    (message.wantsReport ? WANTS_REPORT : 0) |
    (part ? HAS_HEADER : 0);
  const tpdu = [
    first,
    0,
    ...addressField(to),
    0,
    message.alphabet === 'gsm7' ? DCS_GSM7 : DCS_UCS2,
    ...(validMinutes === undefined ? [] : [validityOctet(validMinutes)]),
    ...userData(message, header),
  ];
  const center = smsc === undefined ? [0] : serviceCentre(smsc);
  return { hex: hexOf([...center, ...tpdu]), length: tpdu.length };
}

function userData({ alphabet, text }: Submit, header: Uint8Array): number[] {
  if (alphabet === 'ucs2') {
    const bytes = [...header];
    for (let i = 0; i < text.length; i++) bytes.push(text.charCodeAt(i) >> 8, text.charCodeAt(i) & 0xff);
    if (bytes.length > 140) throw new RangeError('too long for one message');
    return [bytes.length, ...bytes];
  }
  const septets = [...text].flatMap((character) => septetsOf(character) ?? invalid(character));
  const headerSeptets = Math.ceil((header.length * 8) / 7);
  if (headerSeptets + septets.length > 160) throw new RangeError('too long for one message');
  const fillBits = headerSeptets * 7 - header.length * 8;
  return [headerSeptets + septets.length, ...header, ...packSeptets(septets, fillBits)];
}

function invalid(character: string): never {
  throw new RangeError(`not in the alphabet: ${character}`);
}

export function addressField(number: string): number[] {
  const digits = number.replace('+', '');
  return [digits.length, typeOf(number), ...swapped(digits)];
}

function serviceCentre(number: string): number[] {
  const digits = swapped(number.replace('+', ''));
  return [digits.length + 1, typeOf(number), ...digits];
}

function typeOf(number: string): number {
  return number.startsWith('+') ? INTERNATIONAL : NATIONAL;
}

/** Two digits a byte, the first one low; an odd last digit is filled up with F. */
function swapped(digits: string): number[] {
  return (digits.match(/..?/g) ?? []).map((pair) => Number.parseInt(`${pair[1] ?? 'F'}${pair[0]}`, 16));
}

/** Clause 9.2.3.12.1, rounded up to what the octet can say. */
export function validityOctet(minutes: number): number {
  if (minutes <= 720) return Math.max(0, Math.ceil(minutes / 5) - 1);
  if (minutes <= 1440) return 143 + Math.ceil((minutes - 720) / 30);
  const days = Math.ceil(minutes / 1440);
  if (days <= 30) return 166 + days;
  return Math.min(255, 192 + Math.ceil(days / 7));
}

export function hexOf(bytes: Iterable<number>): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).toUpperCase().padStart(2, '0');
  return text;
}
