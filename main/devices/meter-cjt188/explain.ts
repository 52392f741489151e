import type { Explanation } from '../explain/explain.ts';
import { type Decimal, decimalNumber, toHex } from '../framing/frame.ts';
import {
  addressText,
  checksum,
  createFrameParser,
  FN_WRITE_ADDRESS,
  type Frame,
  functionOf,
  isError,
  isFromMeter,
  MAX_DATA_BYTES,
  OVERHEAD_BYTES,
} from './frame.ts';
import {
  DI_READINGS,
  DI_SETTLEMENT_DAY,
  DI_VALVE,
  DI_WRITE_BASE,
  DI_WRITE_CLOCK,
  formatDi,
  HEAD_BYTES,
  isSettlement,
  readDi,
} from './identifiers.ts';
import { type BlockForm, decodeReadings, decodeSettlement, decodeSettlementDay, type Register } from './readings.ts';
import { decodeStatus, type Status, VALVE_ACTIONS } from './status.ts';
import { decodeBcd, decodeClock, unitOf, VALUE_BYTES, type Value } from './values.ts';

/** A frame in words and figures, for support and for `cli decode`. */
const ORDER_WORDS = { '2018': 'low byte first (2018 style)', '2004': 'high byte first (2004 style)' } as const;

export function explainCjt188(bytes: Uint8Array): Explanation {
  const parser = createFrameParser();
  const [first, ...others] = [...parser.push(bytes), ...parser.end()];
  if (!first) return explainRefusal(bytes);
  return { ...explainFrame(first), ...(others.length > 0 ? { next: others.map(explainFrame) } : {}) };
}

/** What is wrong with the first place where a frame seems to begin. */
function explainRefusal(bytes: Uint8Array): Explanation {
  const from = bytes.indexOf(0x68);
  if (from < 0) return { error: bytes.every((byte) => byte === 0xfe) ? 'incomplete' : 'header' };
  const length = bytes[from + 10];
  if (length === undefined) return { error: 'incomplete' };
  if (length > MAX_DATA_BYTES) return { error: 'length' };
  const sumAt = from + 11 + length;
  const last = bytes.length - 1;
  const isEnding = bytes[last] === 0x16 && bytes.length - from >= OVERHEAD_BYTES;
  if (sumAt + 1 > last) return { error: isEnding ? 'length mismatch' : 'incomplete' };
  if (bytes[sumAt + 1] === 0x16) return { error: 'checksum', correct_checksum: hexByte(checksum(bytes, from, sumAt)) };
  const isShorter = isEnding && checksum(bytes, from, last - 1) === bytes[last - 1];
  return { error: isShorter ? 'length mismatch' : 'end byte' };
}

export function explainFrame(frame: Frame): Explanation {
  const { type, address, control, data } = frame;
  const base: Explanation = {
    meter_type: hexByte(type),
    address,
    control: hexByte(control),
    length: data.length,
    data: toHex(data, ' '),
  };
  if (isError(control)) {
    const [serial] = data;
    const status = data.length === 3 ? { status: toHex(data.subarray(1), ' ') } : {};
    return { ...base, ...(serial === undefined ? {} : { ser: hexByte(serial) }), ...status, result: 'error' };
  }
  if (data.length < HEAD_BYTES) return base;
  Object.assign(base, { di_wire: toHex(data.subarray(0, 2), ' '), ser: hexByte(data[2] as number) });
  const known = readDi(data);
  if (!known) return base;
  Object.assign(base, { di: formatDi(known.di), di_order: ORDER_WORDS[known.order] });
  const payload = data.subarray(HEAD_BYTES);
  return { ...base, ...(isFromMeter(control) ? explainAnswer(known.di, payload) : explainRequest(frame, known.di)) };
}

function explainAnswer(di: number, payload: Uint8Array): Explanation {
  if (payload.length === 0) return {};
  if (di === DI_READINGS) return explainReadings(payload);
  if (di === DI_VALVE && payload.length >= 2) {
    const status = decodeStatus(payload, 'standard');
    return { status: toHex(payload.subarray(0, 2), ' '), ...(status && explainStatus(status)) };
  }
  if (isSettlement(di)) {
    const register = decodeSettlement(payload, formOf(payload));
    return register
      ? { settle: plain(register.value), settle_unit: hexByte(register.unitCode), ...unitWords(register) }
      : {};
  }
  if (di === DI_SETTLEMENT_DAY) return { day: decodeSettlementDay(payload) ?? null };
  return {};
}

function explainRequest({ control, data }: Frame, di: number): Explanation {
  const payload = data.subarray(HEAD_BYTES);
  if (functionOf(control) === FN_WRITE_ADDRESS && payload.length === 7) return { new_address: addressText(payload) };
  if (di === DI_VALVE && payload.length > 0) return { action: VALVE_ACTIONS[payload[0] as number] ?? 'unknown' };
  if (di === DI_WRITE_CLOCK && payload.length === 7) return { clock: decodeClock(payload) ?? null };
  if (di === DI_WRITE_BASE && payload.length >= VALUE_BYTES)
    return { value: plain(decodeBcd(payload.subarray(0, VALUE_BYTES), 2)) };
  return {};
}

/** Without a profile the place of the unit is where a known unit with a good number beside it stands. */
function formOf(payload: Uint8Array): BlockForm {
  const isAfter = unitOf(payload[VALUE_BYTES]) !== undefined;
  const number = decodeBcd(payload.subarray(1, 1 + VALUE_BYTES), 2);
  const isBefore = !isAfter && unitOf(payload[0]) !== undefined && number !== 'invalid';
  return { unitPosition: isBefore ? 'before' : 'after', decimals: 2, status: 'standard' };
}

function explainReadings(payload: Uint8Array): Explanation {
  const form = formOf(payload);
  const block = decodeReadings(payload, form);
  if (!block) return { raw: toHex(payload, ' ') };
  const end: Explanation = {
    ...(block.clock ? { clock: block.clock } : {}),
    status: toHex(payload.subarray(-2), ' '),
    ...(block.status && explainStatus(block.status)),
    ...(form.unitPosition === 'before' ? { unit_position: 'before the value' } : {}),
  };
  if (block.kind === 'volume') {
    const { current, settlement } = block;
    return {
      current_raw_bcd: raw(payload, 0, form),
      current_unit: hexByte(current.unitCode),
      settle_raw_bcd: raw(payload, 1, form),
      settle_unit: hexByte(settlement.unitCode),
      current: plain(current.value),
      settle: plain(settlement.value),
      ...unitWords(current),
      ...end,
    };
  }
  const { settlement, current, power, flow, volume } = block;
  return {
    units: [settlement, current, power, flow, volume].map((register) => hexByte(register.unitCode)),
    ...named('settle', settlement),
    ...named('current', current),
    ...named('power', power),
    ...named('flow', flow),
    ...named('volume', volume),
    supply_c: plain(block.supply),
    return_c: plain(block.return),
    hours: block.hours,
    ...end,
  };
}

function explainStatus({ valve, isBatteryLow }: Status): Explanation {
  return { ...(valve ? { valve } : {}), battery: isBatteryLow ? 'low' : 'ok' };
}

/** The unit's name, and for litres the cubic metres. */
function unitWords({ value, unit }: Register): Explanation {
  if (!unit) return {};
  const inMetres = unit.name === 'L' && typeof value !== 'string';
  return { unit: unit.name, ...(inMetres ? { m3: decimalNumber({ ...value, decimals: value.decimals + 3 }) } : {}) };
}

/** "current_kwh": the unit's name belongs to the key. */
function named(name: string, { value, unit }: Register): Explanation {
  return { [unit ? `${name}_${unit.name.toLowerCase().replace('/', '_')}` : name]: plain(value) };
}

function raw(payload: Uint8Array, index: number, { unitPosition }: BlockForm): string {
  const from = index * (VALUE_BYTES + 1) + (unitPosition === 'before' ? 1 : 0);
  return addressText(payload.subarray(from, from + VALUE_BYTES)).toLowerCase();
}

function plain(value: Value): number | string | null {
  if (value === 'absent') return null;
  return value === 'invalid' ? 'NON_BCD' : decimalNumber(value as Decimal);
}

function hexByte(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}
