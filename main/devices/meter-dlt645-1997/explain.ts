import type { Explanation } from '../explain/explain.ts';
import { bcdByte, dateOf, dateTimeOf, decodeBcd, type RegisterValue, timeOf, two } from '../framing/bcd.domain.ts';
import { decimalNumber, toHex } from '../framing/frame.ts';
import {
  createFrameParser,
  decodeAddress,
  type Frame,
  faultOf,
  hasMore,
  headOf,
  isError,
  isFromMeter,
} from '../meter-dlt645/frame.ts';
import {
  errorReasons,
  FN_BROADCAST_TIME,
  FN_READ,
  FN_READ_FOLLOW_UP,
  FN_WRITE,
  FN_WRITE_ADDRESS,
  formatDi,
  type MeterErrorReason,
  readDi,
} from './frame.ts';
import { type DataFormat, decodeBlock, formatOf, type NumberFormat } from './registers.ts';

/** A frame of the 1997 edition in words and figures, for support and for `cli decode`. */

const MEANINGS: Readonly<Record<MeterErrorReason, string>> = {
  'bad-data': 'illegal data',
  'no-data': 'data identifier wrong',
  'not-authorised': 'password wrong',
  'year-zones': 'year zones exceeded',
  'day-periods': 'day periods exceeded',
  tariffs: 'tariffs exceeded',
};

const DI_FUNCTIONS: readonly number[] = [FN_READ, FN_READ_FOLLOW_UP, FN_WRITE];

/** The first frame in these bytes; all of them as `frames` where there are several. */
export function explainDlt645Of1997(bytes: Uint8Array): Explanation {
  const parser = createFrameParser();
  const found = [...parser.push(bytes)];
  const pending = parser.pending();
  const late = parser.end();
  const frames = [...found, ...late];
  const [first] = frames;
  if (!first) return { ...faultOf(bytes) };
  return {
    ...explainFrame(first),
    ...(frames.length > 1 && { frames: frames.map(headOf) }),
    ...(pending > 0 && late.length === 0 && { rest: `${pending} bytes kept` }),
  };
}

function explainFrame(frame: Frame): Explanation {
  const { control, data } = frame;
  const { data: data_minus33, ...head } = headOf(frame);
  const base = { ...head, data_minus33 };
  if (isError(control)) return { ...base, ...explainError(data) };
  const fn = control & 0x1f;
  const di = DI_FUNCTIONS.includes(fn) ? readDi(data) : undefined;
  return {
    ...base,
    ...(di !== undefined && { di: formatDi(di) }),
    ...(isFromMeter(control) ? explainAnswer(frame, fn, di) : explainRequest(data, fn, di)),
  };
}

function explainError(data: Uint8Array): Explanation {
  const err = data[0];
  if (err === undefined) return {};
  return { err: toHex(Uint8Array.of(err)), meaning: errorReasons(err).map((reason) => MEANINGS[reason]) };
}

function explainAnswer({ control, data }: Frame, fn: number, di: number | undefined): Explanation {
  if (data.length === 0) return { result: 'ok' };
  if (di === undefined) return {};
  const payload = data.subarray(2);
  if (fn === FN_READ_FOLLOW_UP || hasMore(control)) return { more: hasMore(control), payload_len: payload.length };
  return fn === FN_READ && payload.length > 0 ? explainData(di, payload) : {};
}

function explainRequest(data: Uint8Array, fn: number, di: number | undefined): Explanation {
  if (fn === FN_BROADCAST_TIME) return { time: dateTimeOf(data), reply: 'none' };
  if (fn === FN_WRITE_ADDRESS && data.length === 6) return { new_address: decodeAddress(data) };
  // A write carries a password level and three password bytes before its data.
  if (fn === FN_WRITE && di !== undefined && data.length > 6) {
    return { pa: toHex(data.subarray(2, 3)), ...explainData(di, data.subarray(6)) };
  }
  return {};
}

function explainData(di: number, payload: Uint8Array): Explanation {
  const format = formatOf(di);
  const raw = { raw: toHex(payload, ' ') };
  if (!format) return raw;
  return (format.kind === 'number' ? explainNumbers(payload, format) : explainOther(format.kind, payload)) ?? raw;
}

function explainNumbers(payload: Uint8Array, format: NumberFormat): Explanation | undefined {
  const { bytes, decimals, unit } = format;
  if (payload.length < bytes) return undefined;
  if (!format.isBlock) return { value: plain(decodeBcd(payload.subarray(0, bytes), decimals, false)), unit };
  const { values, tail } = decodeBlock(payload, format);
  return { values: values.map(plain), unit, ...(tail.length > 0 && { tail: toHex(tail, ' ') }) };
}

function plain(value: RegisterValue): number | string | null {
  if (value === 'absent') return null;
  return value === 'invalid' ? 'NON_BCD' : decimalNumber(value);
}

const METER_STATUS = [
  'read automatically',
  'demand by blocks',
  'battery low',
  'bit 3',
  'active power reversed',
  'reactive power reversed',
  'bit 6',
  'bit 7',
];
const GRID_STATUS = ['A lost', 'B lost', 'C lost', 'bit 3', 'A too high', 'B too high', 'C too high', 'bit 7'];

function explainOther(kind: Exclude<DataFormat['kind'], 'number'>, payload: Uint8Array): Explanation | undefined {
  switch (kind) {
    case 'count':
      return payload.length < 2 ? undefined : { count: plain(decodeBcd(payload.subarray(0, 2), 0, false)) };
    case 'date': {
      const date = dateOf(payload.subarray(1));
      return date ? { date, weekday: bcdByte(payload[0]) } : undefined;
    }
    case 'time': {
      const time = timeOf(payload);
      return time ? { time } : undefined;
    }
    case 'month-minute': {
      const time = monthMinute(payload);
      return time ? { time } : undefined;
    }
    case 'settlement-day':
      return { day: bcdByte(payload[1]), hour: bcdByte(payload[0]) };
    case 'meter-status':
      return statusByte(payload, METER_STATUS);
    case 'grid-status':
      return statusByte(payload, GRID_STATUS);
    case 'meter-number':
    case 'user-number':
    case 'device-code':
      return payload.length < 6 ? undefined : { [kind.replace('-', '_')]: decodeAddress(payload.subarray(0, 6)) };
  }
}

function statusByte(payload: Uint8Array, names: readonly string[]): Explanation | undefined {
  const [word] = payload;
  if (word === undefined) return undefined;
  return { word: toHex(payload.subarray(0, 1)), bits: names.filter((_, bit) => (word & (1 << bit)) !== 0) };
}

/** "09-24 15:30" of mm hh DD MM: this edition keeps no year. */
function monthMinute(payload: Uint8Array): string | undefined {
  const [minute, hour, day, month] = [...payload.subarray(0, 4)].map((byte) => bcdByte(byte));
  const isTime = minute != null && hour != null && minute < 60 && hour < 24;
  if (!isTime || day == null || month == null || month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  return `${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}
