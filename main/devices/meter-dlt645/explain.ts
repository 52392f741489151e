import type { Explanation } from '../explain.ts';
import { decimalNumber, toHex } from '../framing/frame.ts';
import {
  checksum,
  createFrameParser,
  decodeAddress,
  errorReasons,
  FN_BROADCAST_TIME,
  FN_READ,
  FN_READ_ADDRESS,
  FN_READ_FOLLOW_UP,
  FN_SWITCH,
  FN_WRITE,
  FN_WRITE_ADDRESS,
  type Frame,
  formatDi,
  functionOf,
  hasMore,
  isError,
  isFromMeter,
  MAX_DATA_BYTES,
  type MeterErrorReason,
  readDi,
} from './frame.ts';
import { bcdByte, type DataFormat, decodeBcd, decodeBlock, formatOf, type RegisterValue } from './registers.ts';

/** A frame in words and figures, for support and for `cli decode`. */

const MEANINGS: Readonly<Record<MeterErrorReason, string>> = {
  other: 'other error',
  'no-data': 'no requested data',
  'not-authorised': 'password wrong or not authorised',
  speed: 'baud rate cannot be changed',
  'year-zones': 'too many year zones',
  'day-periods': 'too many day periods',
  tariffs: 'too many tariffs',
};

const SWITCH_ACTIONS: Readonly<Record<number, string>> = {
  26: 'trip',
  27: 'close permitted',
  28: 'close',
  42: 'alarm on',
  43: 'alarm off',
  58: 'keep power',
  59: 'release power',
};

const TOU_ORDER = 'total,尖(sharp),峰(peak),平(flat),谷(valley)';
const DI_FUNCTIONS: readonly number[] = [FN_READ, FN_READ_FOLLOW_UP, FN_WRITE];

export function explainDlt645(bytes: Uint8Array): Explanation {
  const parser = createFrameParser();
  const frames = [...parser.push(bytes)];
  const pending = parser.pending();
  frames.push(...parser.end());
  const [first, ...others] = frames;
  if (!first) return explainRefusal(bytes);
  const explained = explainFrame(first);
  if (others.length > 0) explained.next = others.map(explainFrame);
  if (pending > 0 && others.length === 0) explained.rest = `${pending} bytes kept`;
  return explained;
}

/** What is wrong with the first place where a frame seems to begin. */
function explainRefusal(bytes: Uint8Array): Explanation {
  const from = bytes.indexOf(0x68);
  if (from < 0) return { error: 'header' };
  if (bytes.length - from < 10) return { error: 'incomplete' };
  if (bytes[from + 7] !== 0x68) return { error: 'header' };
  const length = bytes[from + 9] as number;
  if (length > MAX_DATA_BYTES) return { error: 'length > 200 / incomplete' };
  const sumAt = from + 10 + length;
  if (sumAt + 1 >= bytes.length) return { error: bytes.at(-1) === 0x16 ? 'length mismatch' : 'incomplete' };
  const right = checksum(bytes, from, sumAt);
  if (bytes[sumAt + 1] !== 0x16) return { error: 'end byte' };
  return { error: 'checksum', correct_checksum: toHex(Uint8Array.of(right)) };
}

function explainFrame(frame: Frame): Explanation {
  const { control, data } = frame;
  const base: Explanation = {
    address: frame.address,
    control: toHex(Uint8Array.of(control)),
    length: data.length,
    data_minus33: toHex(data, ' '),
  };
  if (isError(control)) return { ...base, ...explainError(data) };
  const fn = functionOf(control);
  const di = DI_FUNCTIONS.includes(fn) ? readDi(data) : undefined;
  if (di !== undefined) base.di = formatDi(di);
  return { ...base, ...(isFromMeter(control) ? explainAnswer(frame, fn, di) : explainRequest(data, fn, di)) };
}

function explainError(data: Uint8Array): Explanation {
  const err = data[0];
  if (err === undefined) return {};
  return { err: toHex(Uint8Array.of(err)), meaning: errorReasons(err).map((reason) => MEANINGS[reason]) };
}

function explainAnswer({ control, data }: Frame, fn: number, di: number | undefined): Explanation {
  if (fn === FN_READ_ADDRESS && data.length === 6) return { reported_address: decodeAddress(data) };
  if (data.length === 0) return { result: 'ok' };
  if (di === undefined) return {};
  const payload = data.subarray(4);
  if (hasMore(control)) return { more: true, payload_len: payload.length };
  return fn === FN_READ && payload.length > 0 ? explainData(di, payload) : {};
}

function explainRequest(data: Uint8Array, fn: number, di: number | undefined): Explanation {
  if (fn === FN_BROADCAST_TIME) return { time: dateTime(data), reply: 'none' };
  if (fn === FN_WRITE_ADDRESS && data.length === 6) return { new_address: decodeAddress(data) };
  if (fn === FN_SWITCH && data.length === 16) {
    const [pa = 0] = data;
    const n1 = data[8] ?? 0;
    return {
      pa: toHex(Uint8Array.of(pa)),
      n1: toHex(Uint8Array.of(n1)),
      action: SWITCH_ACTIONS[n1],
      deadline: dateTime(data.subarray(10)),
    };
  }
  // A write carries a password level, three password bytes and four of the operator before its data.
  if (fn === FN_WRITE && di !== undefined && data.length > 12) {
    return { pa: toHex(data.subarray(4, 5)), ...explainData(di, data.subarray(12)) };
  }
  return {};
}

function explainData(di: number, payload: Uint8Array): Explanation {
  const format = formatOf(di);
  if (!format) return { raw: toHex(payload, ' ') };
  if (format.kind === 'number') return explainNumbers(di, payload, format);
  return explainOther(format.kind, payload) ?? { raw: toHex(payload, ' ') };
}

function explainNumbers(di: number, payload: Uint8Array, format: DataFormat & { kind: 'number' }): Explanation {
  if (format.isBlock) {
    const value = decodeBlock(payload, format).map(plain);
    const isTariffBlock = di >>> 24 === 0 && ((di >>> 8) & 0xff) === 0xff && value.length === 5;
    return { unit: format.unit, value, ...(isTariffBlock ? { order: TOU_ORDER } : {}) };
  }
  if (payload.length < format.bytes) return { raw: toHex(payload, ' ') };
  const value = plain(decodeBcd(payload.subarray(0, format.bytes), format.decimals, format.isSigned));
  if (!format.hasTime) return { unit: format.unit, value };
  return { unit: format.unit, value, time: minuteTime(payload.subarray(format.bytes)) };
}

function plain(value: RegisterValue): number | string | null {
  if (value === 'absent') return null;
  return value === 'invalid' ? 'NON_BCD' : decimalNumber(value);
}

function explainOther(kind: Exclude<DataFormat['kind'], 'number'>, payload: Uint8Array): Explanation | undefined {
  const [a = 0, b = 0] = payload;
  switch (kind) {
    case 'count': {
      const count = decodeBcd(payload.subarray(0, 3), 0, false);
      return { count: plain(count) };
    }
    case 'date': {
      const date = calendarDate(payload[3], payload[2], payload[1]);
      return date ? { date, weekday: bcdByte(a) } : undefined;
    }
    case 'time': {
      const time = clockTime(payload[2], payload[1], payload[0]);
      return time ? { time } : undefined;
    }
    case 'digits':
      return payload.length >= 6 ? { text: decodeAddress(payload.subarray(0, 6)) } : undefined;
    case 'text':
      return { text: String.fromCharCode(...payload.toReversed()).replaceAll('\0', '') };
    case 'status': {
      const word = a | (b << 8);
      return { word: word.toString(16).toUpperCase().padStart(4, '0'), ...relay(word) };
    }
    case 'settlement-day':
      return { day: bcdByte(b), hour: bcdByte(a) };
    case 'freeze-time': {
      const freeze_time = minuteTime(payload);
      return freeze_time ? { freeze_time } : undefined;
    }
  }
}

/** Status word 3: bit 4 the relay is open, bit 6 it was ordered open. */
function relay(word: number): Explanation {
  return { relay_open: (word & 0x10) !== 0, relay_command_open: (word & 0x40) !== 0 };
}

function calendarDate(yy: number | undefined, mm: number | undefined, dd: number | undefined): string | undefined {
  const [year, month, day] = [bcdByte(yy), bcdByte(mm), bcdByte(dd)];
  if (year === null || month === null || day === null || month < 1 || month > 12 || day < 1 || day > 31)
    return undefined;
  return `20${two(year)}-${two(month)}-${two(day)}`;
}

function clockTime(hh: number | undefined, mi: number | undefined, ss: number | undefined): string | undefined {
  const [hour, minute, second] = [bcdByte(hh), bcdByte(mi), bcdByte(ss)];
  if (hour === null || minute === null || second === null || hour > 23 || minute > 59 || second > 59) return undefined;
  return `${two(hour)}:${two(minute)}:${two(second)}`;
}

/** ss mm hh DD MM YY. */
function dateTime(bytes: Uint8Array): string | undefined {
  const date = calendarDate(bytes[5], bytes[4], bytes[3]);
  const time = clockTime(bytes[2], bytes[1], bytes[0]);
  return date && time ? `${date} ${time}` : undefined;
}

/** mm hh DD MM YY. */
function minuteTime(bytes: Uint8Array): string | undefined {
  const date = calendarDate(bytes[4], bytes[3], bytes[2]);
  const time = clockTime(bytes[1], bytes[0], 0);
  return date && time ? `${date} ${time.slice(0, 5)}` : undefined;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
