import type { Explanation } from '../explain/explain.ts';
import { bcdByte, dateOf, decodeBcd, minuteOf, type RegisterValue, timeOf } from '../framing/bcd.domain.ts';
import { decimalNumber, toHex } from '../framing/frame.ts';
import type { DataFormat, NumberFormat } from './formats.ts';
import { decodeAddress } from './frame.ts';
import { decodeBlock, decodeBlockTimes, formatOf } from './registers.ts';
import { baudOf } from './speed.ts';
import { STATUS_WORDS, statusBits, WORD1, wordOf } from './status.ts';

const TOU_ORDER = 'total,尖(sharp),峰(peak),平(flat),谷(valley)';

/** What an answer says under its data identifier; the bytes themselves where that is not known. */
export function explainData(di: number, payload: Uint8Array): Explanation {
  const raw = { raw: toHex(payload, ' ') };
  const format = formatOf(di);
  if (!format) return raw;
  if (format.kind === 'number') return explainNumbers(di, payload, format) ?? raw;
  return explainOther(format.kind, payload, di) ?? raw;
}

function explainNumbers(di: number, payload: Uint8Array, format: NumberFormat): Explanation | undefined {
  const { unit, bytes, hasTime, isLoose } = format;
  if (isLoose) return payload.length === bytes ? { ...one(payload, format), raw: toHex(payload, ' ') } : undefined;
  if (payload.length < bytes) return undefined;
  if (!format.isBlock) {
    return { ...one(payload, format), ...(hasTime && { time: minuteOf(payload.subarray(bytes)) ?? null }) };
  }
  const value = decodeBlock(payload, format).map(plain);
  const isOfTariffs = (di >>> 24 === 0 && ((di >>> 8) & 0xff) === 0xff) || (di >>> 24 === 5 && format.bytes === 4);
  const isTariffBlock = isOfTariffs && value.length === 5;
  return {
    unit,
    value,
    ...(hasTime && { times: decodeBlockTimes(payload, format) }),
    ...(isTariffBlock && { order: TOU_ORDER }),
  };
}

function one(payload: Uint8Array, { bytes, decimals, isSigned, unit }: NumberFormat): Explanation {
  return { unit, value: plain(decodeBcd(payload.subarray(0, bytes), decimals, isSigned)) };
}

function plain(value: RegisterValue): number | string | null {
  if (value === 'absent') return null;
  return value === 'invalid' ? 'NON_BCD' : decimalNumber(value);
}

const COUNT_BYTES = 3;

function explainOther(
  kind: Exclude<DataFormat['kind'], 'number'>,
  payload: Uint8Array,
  di: number,
): Explanation | undefined {
  const [a = 0, b = 0] = payload;
  switch (kind) {
    case 'count':
      return payload.length < COUNT_BYTES ? undefined : { count: counts(payload)[0] };
    case 'counts-and-minutes': {
      const all = counts(payload);
      return { count: all.filter((_, i) => i % 2 === 0), minutes: all.filter((_, i) => i % 2 === 1) };
    }
    case 'date': {
      const date = dateOf(payload.subarray(1));
      return date ? { date, weekday: bcdByte(a) } : undefined;
    }
    case 'time': {
      const time = timeOf(payload);
      return time ? { time } : undefined;
    }
    case 'date-time': {
      const [time, date] = [timeOf(payload), dateOf(payload.subarray(4))];
      return time && date ? { date, time, weekday: bcdByte(payload[3]) } : undefined;
    }
    case 'minute': {
      const time = minuteOf(payload);
      return time ? { time } : undefined;
    }
    case 'digits':
    case 'meter-number': {
      if (payload.length < 6) return undefined;
      return { [kind === 'digits' ? 'text' : 'meter_number']: decodeAddress(payload.subarray(0, 6)) };
    }
    case 'text':
      return { text: String.fromCharCode(...payload.toReversed()).replaceAll('\0', '') };
    case 'status':
      return explainWord(payload, di & 0xff);
    case 'status-block':
      return {
        words: Array.from({ length: Math.min(STATUS_WORDS, payload.length >> 1) }, (_, i) =>
          explainWord(payload.subarray(i * 2, i * 2 + 2), i + 1),
        ),
      };
    case 'settlement-day':
      return { day: bcdByte(b), hour: bcdByte(a) };
    case 'freeze-time': {
      const freeze_time = minuteOf(payload);
      return freeze_time ? { freeze_time } : undefined;
    }
    case 'speed':
      return { baud: baudOf(a) ?? null };
  }
}

function counts(payload: Uint8Array): (number | string | null)[] {
  return Array.from({ length: Math.floor(payload.length / COUNT_BYTES) }, (_, i) =>
    plain(decodeBcd(payload.subarray(i * COUNT_BYTES, (i + 1) * COUNT_BYTES), 0, false)),
  );
}

const BATTERY_WORD = 1;
const RELAY_WORD = 3;

function explainWord(payload: Uint8Array, number: number): Explanation | undefined {
  if (payload.length < 2) return undefined;
  const word = wordOf(payload);
  if (word === null) return { word: null };
  return {
    word: word.toString(16).toUpperCase().padStart(4, '0'),
    bits: statusBits(number, word),
    ...(number === BATTERY_WORD && {
      clock_battery_low: (word & WORD1.clockBatteryLow) !== 0,
      reading_battery_low: (word & WORD1.readingBatteryLow) !== 0,
    }),
    ...(number === RELAY_WORD && { relay_open: (word & 0x10) !== 0, relay_command_open: (word & 0x40) !== 0 }),
  };
}
