import { type Explanation, explainWeights } from '../explain/explain.ts';
import { explainLines } from '../explain/lines.ts';
import { asciiText, decimalNumber, toHex } from '../framing/frame.ts';
import { createTextParser, createTf0Parser, parseText, readWn, type TextOrder } from './frame.ts';

export function explainYaohua(bytes: Uint8Array): Explanation {
  if (bytes.includes(0x02)) return decodeTf0(bytes);
  if (bytes.includes(0x3d)) return decodeEqualsText(bytes);
  return explainLines([readWn], bytes);
}

function decodeTf0(bytes: Uint8Array): Explanation {
  const decoded = explainWeights(createTf0Parser(), bytes, (frame) => ({
    value: decimalNumber(frame),
    // No byte names it: the indicator is set to it.
    unit: 'kg (by setup)',
  }));
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
  return explainWeights(createTextParser(order), bytes, (frame) => ({
    value: decimalNumber(frame),
    order: ORDERS[order],
  }));
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
