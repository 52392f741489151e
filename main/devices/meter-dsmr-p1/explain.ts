import type { Explanation } from '../explain/explain.ts';
import { decimalNumber, toHex } from '../framing/frame.ts';
import { type DataValue, measuredValue } from '../framing/obis.domain.ts';
import { crc16, createTelegramParser, type Telegram } from './frame.ts';
import { subMeterValues } from './values.ts';

/** A telegram in words, for support and for `cli decode`. */
export function explainDsmrP1(bytes: Uint8Array): Explanation {
  const parser = createTelegramParser({ takesBare: true });
  const [first, ...others] = [...parser.push(bytes), ...parser.end()];
  if (!first) return explainRefusal(bytes.map((byte) => byte & 0x7f));
  return { ...explainTelegram(first), ...(others.length > 0 ? { next: others.map(explainTelegram) } : {}) };
}

function explainRefusal(bytes: Uint8Array): Explanation {
  const from = bytes.indexOf(0x2f);
  if (from < 0) return { error: 'header' };
  const bang = bytes.lastIndexOf(0x21);
  if (bang < from) return { error: 'incomplete' };
  const right = crc16(bytes.subarray(from, bang + 1));
  return { error: 'crc', correct_crc: toHex(Uint8Array.of(right >> 8, right & 0xff)) };
}

function explainTelegram({ identification, sets, hasChecksum }: Telegram): Explanation {
  const words: Explanation = { identification, crc: hasChecksum ? 'ok' : 'none' };
  for (const { id, values } of sets) {
    const [first, second] = values;
    if (!first) continue;
    if (second?.unit && values.length === 2) words[`${id}_${second.unit}`] = plain(second);
    else words[id] = plain(first);
  }
  for (const { id, time, value } of subMeterValues(sets)) {
    const name = `${id}_${value.unit}`;
    if (name in words) continue;
    Object.assign(words, value.unit === 'm3' ? { gas_m3: plain(value), gas_time: time } : { [name]: plain(value) });
  }
  return words;
}

function plain(value: DataValue): number | string {
  const measured = measuredValue(value);
  return measured ? decimalNumber(measured) : value.text;
}
