import type { Explanation } from '../explain/explain.ts';
import { decimalNumber, toHex } from '../framing/frame.ts';
import { type DataSet, measuredValue, parseDataSets } from '../framing/obis.domain.ts';
import { CONTROL, parseIdentification, speedOf, xor } from './messages.domain.ts';

const SHORT_ANSWERS: Readonly<Record<number, string>> = { [CONTROL.ack]: 'ok', [CONTROL.nak]: 'repeat' };

/** Recorded bytes of IEC 62056-21 in words, for support and for `cli decode`. More forgiving than the driver. */
export function explainIec62056(bytes: Uint8Array): Explanation {
  const masked = bytes.map((byte) => byte & 0x7f);
  const text = String.fromCharCode(...masked);
  const request = /^[\0\x7f\s]*\/\?([^!\r\n]*)!\s*$/.exec(text);
  if (request) return request[1] ? { address: request[1] } : { address: '' };
  const acknowledgement = /^([0-9A-Z])([0-9A-Z])([0-9A-Z])\s*$/.exec(text.slice(1));
  if (acknowledgement && masked[0] === CONTROL.ack) return explainAcknowledgement(acknowledgement);
  // Alone they answer a command: done, or once more.
  const short = masked.length === 1 && masked[0] !== undefined ? SHORT_ANSWERS[masked[0]] : undefined;
  if (short) return { result: short };
  if (text.includes('\x01') && masked.indexOf(CONTROL.soh) < 8 && !text.includes('/')) return explainCommand(masked);
  return explainReadout(masked, text);
}

function explainAcknowledgement([, protocol, baudChar = '', mode]: RegExpExecArray): Explanation {
  return { protocol, baud_char: baudChar, mode, baud: speedOf(baudChar) ?? null };
}

function explainCommand(bytes: Uint8Array): Explanation {
  const from = bytes.indexOf(CONTROL.soh);
  const refused = refusalOf(bytes, from);
  if (refused) return refused;
  const text = String.fromCharCode(...bytes.subarray(from + 1, bytes.indexOf(CONTROL.etx, from)));
  const [command = '', data] = text.split('\x02');
  if (data === undefined || data === '') return { command };
  const address = command.startsWith('R') ? { address: data.replace(/\(.*$/s, '') } : {};
  return { command, ...address, payload: data };
}

/** What is wrong with the block that begins here, or undefined. */
function refusalOf(bytes: Uint8Array, from: number): Explanation | undefined {
  const end = bytes.indexOf(CONTROL.etx, from);
  if (end < 0 || end + 1 >= bytes.length) return { error: 'incomplete' };
  const right = xor(bytes.subarray(from + 1, end + 1));
  return right === bytes[end + 1] ? undefined : { error: 'bcc', correct_bcc: toHex(Uint8Array.of(right)) };
}

function explainReadout(bytes: Uint8Array, all: string): Explanation {
  // Whatever stands before the first identification lost its beginning.
  const from = all.search(/\/[A-Za-z]{3}[0-9A-Z]/);
  const text = from < 0 ? all : all.slice(from);
  const identification = from < 0 ? undefined : parseIdentification(/^[^\r\n]*/.exec(text)?.[0] ?? '');
  const head: Explanation = identification
    ? {
        manufacturer: identification.maker,
        baud_char: identification.baudChar,
        identification: identification.text,
        baud_after_ack: speedOf(identification.baudChar) ?? null,
      }
    : {};
  const start = bytes.indexOf(CONTROL.stx, Math.max(from, 0));
  const body = start < 0 ? text.slice(text.indexOf('\n') + 1) : all.slice(start + 1);
  // No data block holds control characters: what does is a damaged record, shown as such and not judged by its BCC.
  const end = start < 0 ? -1 : bytes.indexOf(CONTROL.etx, start);
  const isDamaged = end > start && bytes.subarray(start + 1, end).some((byte) => byte <= CONTROL.stx);
  // A block may be noted down without its end, but not without the "!" of its last line.
  if (start >= 0 && end < 0 && !body.includes('!') && !body.includes('\x04')) return { error: 'incomplete' };
  const refused = isDamaged || end < 0 ? undefined : refusalOf(bytes, start);
  if (refused) return refused;
  const sets = parseDataSets(identification || start >= 0 ? body : all);
  if (sets.length === 0) return identification ? head : explainBare(end < 0 ? '' : body);
  const [only] = sets;
  return {
    ...head,
    ...(sets.length === 1 && only ? explainSet(only) : {}),
    items: itemsOf(sets),
    ...(isDamaged ? { warning: 'damaged block, checksum not judged' } : {}),
  };
}

/** The answer to a command: the value alone, or the meter's word for an error, in brackets. */
function explainBare(body: string): Explanation {
  const [, inside] = /^\(([^()]*)\)/.exec(body) ?? [];
  const [set] = inside === undefined ? [] : parseDataSets(`0(${inside})`);
  const first = set?.values[0];
  return first ? { value: plain(first), ...(first.unit && { unit: first.unit }) } : { error: 'content' };
}

function explainSet({ code, history, values: [first] }: DataSet): Explanation {
  return { obis: code, ...(history === null ? {} : { history }), ...(first ? { value: plain(first) } : {}) };
}

export function itemsOf(sets: readonly DataSet[]): Record<string, number | string> {
  return Object.fromEntries(sets.flatMap(({ id, values: [first] }) => (first ? [[id, plain(first)]] : [])));
}

export function plain(value: DataSet['values'][number]): number | string {
  const measured = measuredValue(value);
  return measured ? decimalNumber(measured) : value.text;
}
