import { asciiText, type Decimal, decimalNumber, type FrameFault, type FrameParser, toHex } from './framing/frame.ts';
import { explainBytes as explainDlt645, explainRefusal } from './meter-dlt645/explain.ts';
import type { Explanation } from './meter-dlt645/explain-data.ts';
import { explainBytes as explainDlt645Of1997 } from './meter-dlt645-1997/explain.ts';
import { explainPdu } from './modem-gsm/explain.ts';
import {
  createFrameParser as createToledoParser,
  type ToledoWeight,
  checksum as toledoChecksum,
} from './scale-toledo/frame.ts';
import { createTextParser, createTf0Parser, parseLine, parseText, type TextOrder } from './scale-yaohua/frame.ts';

/** Recorded bytes in words, without any device: for support, for tests and for the command line. */

export const DECODERS = ['dlt645-2007', 'dlt645-1997', 'yaohua', 'toledo', 'gsm-pdu'] as const;
export type Decoder = (typeof DECODERS)[number];

/** "DL/T 645-2007", "yaohua", "scale: Toledo continuous" → the decoder; undefined for anything else. */
export function decoderNamed(text: string): Decoder | undefined {
  const name = text.toLowerCase();
  if (/645/.test(name)) return /645.*97/.test(name) ? 'dlt645-1997' : 'dlt645-2007';
  if (/\b(sms|pdu)\b/.test(name)) return 'gsm-pdu';
  return DECODERS.find((decoder) => name.includes(decoder));
}

/**
 * The fields of the frame, or `error` with what is wrong first. Several weights come as `values`; bytes of a frame that
 * has begun but not ended are named in `rest`.
 */
export function decodeFrame(decoder: Decoder, bytes: Uint8Array): Explanation {
  if (bytes.length === 0) return { error: 'incomplete' };
  if (decoder === 'dlt645-2007') return explainDlt645(bytes);
  if (decoder === 'dlt645-1997') return explainDlt645Of1997(bytes) ?? explainRefusal(bytes);
  if (decoder === 'gsm-pdu') return explainPdu(bytes);
  return decoder === 'toledo' ? decodeToledo(bytes) : decodeYaohua(bytes);
}

const FAULT_NAMES: Readonly<Record<FrameFault, string>> = {
  header: 'header',
  length: 'length',
  checksum: 'checksum',
  end: 'end byte',
  content: 'content',
};

/** One weight as its fields; several as `values`; none as the error. */
function weights<F extends Decimal>(
  parser: FrameParser<F>,
  bytes: Uint8Array,
  fields: (frame: F) => Explanation,
): Explanation {
  const frames = parser.push(bytes);
  const pending = parser.pending();
  const kept = pending > 0 ? bytes.subarray(bytes.length - pending) : undefined;
  const late = parser.end();
  const all = [...frames, ...late];
  const rest =
    kept && late.length === 0
      ? { rest: /^[\x20-\x7e]*$/.test(asciiText(kept)) ? asciiText(kept) : `${kept.length} bytes kept` }
      : {};
  const [first] = all;
  const dropped = parser.counts().droppedBytes;
  if (first && all.length === 1 && !rest.rest)
    return { ...fields(first), ...(dropped > 0 ? { values: all.map(decimalNumber), dropped } : {}) };
  if (first) return { values: all.map(decimalNumber), ...rest };
  const fault = parser.counts().lastFault;
  return { error: pending > 0 || fault === null ? 'incomplete' : FAULT_NAMES[fault] };
}

function decodeYaohua(bytes: Uint8Array): Explanation {
  if (bytes.includes(0x02)) return decodeTf0(bytes);
  if (bytes.includes(0x3d)) return decodeEqualsText(bytes);
  return decodeLines(asciiText(bytes));
}

function decodeTf0(bytes: Uint8Array): Explanation {
  const decoded = weights(createTf0Parser(), bytes, (frame) => ({ value: decimalNumber(frame) }));
  if (decoded.error !== 'checksum') return decoded;
  const from = bytes.indexOf(0x02);
  let sum = 0;
  for (const byte of bytes.subarray(from + 1, from + 9)) sum ^= byte;
  return { ...decoded, correct: toHex(Uint8Array.of(sum)) };
}

const ORDERS: Readonly<Record<TextOrder, string>> = {
  reversed: 'least significant digit first',
  forward: 'most significant digit first',
};

/** The order is a setting of the indicator that the bytes do not name: both are tried, and doubt is an error. */
function decodeEqualsText(bytes: Uint8Array): Explanation {
  const text = asciiText(bytes);
  const frames = text.match(/(?<==)[0-9.\- ]{8}(?=[=\r\n]|$)/g);
  if (!frames) return ambiguous(/=([0-9.\- ]+)/.exec(text)?.[1] ?? '');
  const orders = (['forward', 'reversed'] as const).filter((order) =>
    frames.every((frame) => isPlausible(frame, order)),
  );
  const [order] = orders;
  if (!order || orders.length > 1) return ambiguous(frames[0] ?? '');
  return weights(createTextParser(order), bytes, (frame) => ({ value: decimalNumber(frame), order: ORDERS[order] }));
}

/** Scales of this family show at most three decimals, and never end a number of eight characters in its padding. */
function isPlausible(characters: string, order: TextOrder): boolean {
  const value = parseText(characters, order);
  return (
    value !== undefined &&
    value.decimals <= 3 &&
    (value.decimals > 0 || !/^[1-9]/.test(order === 'forward' ? characters : [...characters].reverse().join('')))
  );
}

function ambiguous(characters: string): Explanation {
  const readings = (['forward', 'reversed'] as const)
    .map((order) => parseText(characters, order))
    .filter((value) => value !== undefined);
  if (characters.length < 1 || readings.length === 0) return { error: 'incomplete' };
  return { error: 'ambiguous', readings: readings.map(decimalNumber) };
}

function decodeLines(text: string): Explanation {
  const lines = text.split('\r\n');
  const rest = lines.pop() ?? '';
  const found = lines.map(parseLine).filter((line) => line !== undefined);
  const [first] = found;
  if (!first) return { error: lines.length > 0 ? 'content' : 'incomplete' };
  if (found.length > 1 || rest)
    return { values: found.map(decimalNumber), unit: first.unit, ...(rest ? { rest } : {}) };
  return { kind: first.kind, value: decimalNumber(first), unit: first.unit, stable: null };
}

function decodeToledo(bytes: Uint8Array): Explanation {
  const decoded = weights(createToledoParser('auto'), bytes, explainToledo);
  if (decoded.error !== 'checksum') return decoded;
  const cr = bytes.indexOf(0x0d);
  return { ...decoded, correct: toHex(Uint8Array.of(toledoChecksum(bytes, bytes.indexOf(0x02), cr + 1))) };
}

function explainToledo(frame: ToledoWeight): Explanation {
  return {
    value: frame.isOutOfRange || frame.isPoweringUp ? null : decimalNumber(frame),
    ...(frame.tare ? { tare: decimalNumber(frame.tare) } : {}),
    unit: frame.unit,
    net: frame.isNet,
    negative: frame.units < 0,
    stable: !frame.isInMotion,
    overload: frame.isOutOfRange,
    ...(frame.isPoweringUp ? { power_up: true } : {}),
    ...(frame.isExpanded ? { expanded: true } : {}),
  };
}
