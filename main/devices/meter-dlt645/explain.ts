import type { Explanation } from '../explain/explain.ts';
import { dateTimeOf } from '../framing/bcd.domain.ts';
import { toHex } from '../framing/frame.ts';
import { explainData } from './explain-data.ts';
import {
  createFrameParser,
  decodeAddress,
  errorReasons,
  FN_BROADCAST_TIME,
  FN_CLEAR_DEMAND,
  FN_CLEAR_EVENTS,
  FN_CLEAR_METER,
  FN_FREEZE,
  FN_PASSWORD,
  FN_READ,
  FN_READ_ADDRESS,
  FN_READ_FOLLOW_UP,
  FN_SECURITY,
  FN_SPEED,
  FN_SWITCH,
  FN_WRITE,
  FN_WRITE_ADDRESS,
  type Frame,
  faultOf,
  formatDi,
  functionOf,
  hasMore,
  headOf,
  isError,
  isFromMeter,
  type MeterErrorReason,
  readDi,
  SECURITY_ERROR_BITS,
} from './frame.ts';
import { baudOf } from './speed.ts';

/** A frame in words and figures, for support and for `cli decode`. */

const MEANINGS: Readonly<Record<MeterErrorReason, string>> = {
  other: 'other error',
  'no-data': 'no requested data',
  'not-authorised': 'password wrong or not authorised',
  speed: 'baud rate cannot be changed',
  'year-zones': 'year zones exceeded',
  'day-periods': 'day periods exceeded',
  tariffs: 'tariffs exceeded',
};

const SWITCH_ACTIONS: Readonly<Record<number, string>> = {
  26: 'trip',
  27: 'close permitted',
  28: 'close at once',
  42: 'alarm on',
  43: 'alarm off',
  58: 'keep power',
  59: 'release',
};

const DI_FUNCTIONS: readonly number[] = [FN_READ, FN_READ_FOLLOW_UP, FN_WRITE, FN_SECURITY];

/**
 * The first frame in these bytes. Where there are several, all of them in short as `frames` and those after the first in
 * words as `next`; what is left of one that has begun as `rest`.
 */
export function explainDlt645(bytes: Uint8Array): Explanation {
  const parser = createFrameParser();
  const frames = [...parser.push(bytes)];
  const pending = parser.pending();
  frames.push(...parser.end());
  const [first, ...others] = frames;
  if (!first) return faultOf(bytes);
  const explained = explainFrame(first);
  if (others.length > 0) Object.assign(explained, { frames: frames.map(headOf), next: others.map(explainFrame) });
  if (pending > 0 && others.length === 0) explained.rest = `${pending} bytes kept`;
  return explained;
}

function explainFrame(frame: Frame): Explanation {
  const { control, data } = frame;
  const { data: data_minus33, ...head } = headOf(frame);
  const base: Explanation = { ...head, data_minus33 };
  const fn = functionOf(control);
  if (isError(control)) return { ...base, ...(fn === FN_SECURITY ? explainSecurityError(data) : explainError(data)) };
  const di = DI_FUNCTIONS.includes(fn) ? readDi(data) : undefined;
  if (di !== undefined) base.di = formatDi(di);
  return { ...base, ...(isFromMeter(control) ? explainAnswer(frame, fn, di) : explainRequest(data, fn, di)) };
}

function explainError(data: Uint8Array): Explanation {
  const err = data[0];
  if (err === undefined) return {};
  return { err: toHex(Uint8Array.of(err)), meaning: errorReasons(err).map((reason) => MEANINGS[reason]) };
}

function explainSecurityError(data: Uint8Array): Explanation {
  if (data.length !== 2) return explainError(data);
  const serr = (data[0] as number) | ((data[1] as number) << 8);
  return {
    serr: serr.toString(16).toUpperCase().padStart(4, '0'),
    meaning: SECURITY_ERROR_BITS.filter((_, bit) => (serr & (1 << bit)) !== 0),
  };
}

function explainAnswer({ control, data }: Frame, fn: number, di: number | undefined): Explanation {
  if (fn === FN_READ_ADDRESS && data.length === 6) return { reported_address: decodeAddress(data) };
  if (data.length === 0) return { result: 'ok' };
  if (fn === FN_SPEED && data.length === 1) return speed(data);
  if (di === undefined) return {};
  const payload = data.subarray(4);
  if (fn === FN_READ_FOLLOW_UP && payload.length > 0) {
    return { more: hasMore(control), payload_len: payload.length - 1, seq: payload.at(-1) };
  }
  if (hasMore(control)) return { more: true, payload_len: payload.length };
  return fn === FN_READ && payload.length > 0 ? explainData(di, payload) : {};
}

function explainRequest(data: Uint8Array, fn: number, di: number | undefined): Explanation {
  if (fn === FN_BROADCAST_TIME) return { time: dateTimeOf(data), reply: 'none' };
  if (fn === FN_WRITE_ADDRESS && data.length === 6) return { new_address: decodeAddress(data) };
  if (fn === FN_SPEED && data.length === 1) return speed(data);
  if (fn === FN_FREEZE && data.length === 4) return { freeze: freezeMoment(data) };
  if (fn === FN_READ_FOLLOW_UP && data.length === 5) return { seq: data[4] };
  if (fn === FN_SWITCH && data.length >= 16) return explainSwitch(data);
  if (fn === FN_CLEAR_DEMAND || fn === FN_CLEAR_METER || fn === FN_CLEAR_EVENTS) return explainClear(data, fn);
  const level = fn === FN_PASSWORD ? data.subarray(4, 5) : undefined;
  if (level?.length) return { di: formatDi(readDi(data) ?? 0), pa: toHex(level) };
  // A write carries a password level, three password bytes and four of the operator before its data.
  if (fn === FN_WRITE && di !== undefined && data.length > 12) {
    return { pa: toHex(data.subarray(4, 5)), ...explainData(di, data.subarray(12)) };
  }
  return {};
}

function explainSwitch(data: Uint8Array): Explanation {
  const pa = toHex(data.subarray(0, 1));
  // Level 98: the command itself is in cipher.
  if (data.length !== 16) return { pa, encrypted: pa === '98' };
  const n1 = data[8] ?? 0;
  return {
    pa,
    n1: toHex(Uint8Array.of(n1)),
    action: SWITCH_ACTIONS[n1],
    deadline: dateTimeOf(data.subarray(10)),
  };
}

function explainClear(data: Uint8Array, fn: number): Explanation {
  const pa = toHex(data.subarray(0, 1));
  if (fn !== FN_CLEAR_EVENTS || data.length < 12) return { pa };
  const event = formatDi(readDi(data.subarray(8)) ?? 0);
  return { pa, events: event === 'FFFFFFFF' ? 'all' : event };
}

function speed(data: Uint8Array): Explanation {
  return { baud: baudOf(data[0] as number) ?? null };
}

/** MM-DD hh:mm, a wildcard as **; all wildcards = at once. */
function freezeMoment(data: Uint8Array): string {
  if (data.every((byte) => byte === 0x99)) return 'now';
  const [mi, hh, dd, mo] = [...data].map((byte) => (byte === 0x99 ? '**' : toHex(Uint8Array.of(byte))));
  return `${mo}-${dd} ${hh}:${mi}`;
}
