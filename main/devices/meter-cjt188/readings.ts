import { bcdByte } from '../framing/bcd.domain.ts';
import type { Decimal } from '../framing/frame.ts';
import { decodeStatus, type Status, type StatusOrder } from './status.ts';
import { decodeBcd, decodeClock, type Unit, unitOf, VALUE_BYTES, type Value } from './values.ts';

/** What the answers to 901F and D120..D12B carry behind DI and serial number. Pure. */

export interface BlockForm {
  /** One maker sends the unit in front of the value. */
  readonly unitPosition: 'after' | 'before';
  readonly decimals: number;
  readonly status: StatusOrder;
}

export interface Register {
  readonly value: Value;
  readonly unitCode: number;
  readonly unit: Unit | undefined;
}

export interface VolumeBlock {
  readonly kind: 'volume';
  readonly current: Register;
  readonly settlement: Register;
  readonly clock: string | undefined;
  readonly status: Status | undefined;
}

export interface HeatBlock {
  readonly kind: 'heat';
  readonly settlement: Register;
  readonly current: Register;
  readonly power: Register;
  readonly flow: Register;
  readonly volume: Register;
  readonly supply: Value;
  readonly return: Value;
  readonly hours: number | null;
  readonly clock: string | undefined;
  readonly status: Status | undefined;
}

export type ReadingBlock = VolumeBlock | HeatBlock;

const REGISTER_BYTES = VALUE_BYTES + 1;
export const VOLUME_BYTES = 2 * REGISTER_BYTES + 7 + 2;
export const HEAT_BYTES = 5 * REGISTER_BYTES + 3 * 3 + 7 + 2;

/** Undefined where the length fits neither block: a meter of another kind, or a maker's own answer. */
export function decodeReadings(payload: Uint8Array, form: BlockForm): ReadingBlock | undefined {
  const at = (index: number) => readRegister(payload.subarray(index * REGISTER_BYTES), form);
  const end = payload.length;
  const clock = decodeClock(payload.subarray(end - 9, end - 2));
  const status = decodeStatus(payload.subarray(end - 2), form.status);
  if (end === VOLUME_BYTES) return { kind: 'volume', current: at(0), settlement: at(1), clock, status };
  if (end !== HEAT_BYTES) return undefined;
  const tail = payload.subarray(5 * REGISTER_BYTES);
  return {
    kind: 'heat',
    settlement: at(0),
    current: at(1),
    power: at(2),
    flow: at(3),
    volume: at(4),
    supply: decodeBcd(tail.subarray(0, 3), 2),
    return: decodeBcd(tail.subarray(3, 6), 2),
    hours: hoursOf(tail.subarray(6, 9)),
    clock,
    status,
  };
}

/** A settlement value: one register. */
export function decodeSettlement(payload: Uint8Array, form: BlockForm): Register | undefined {
  return payload.length === REGISTER_BYTES ? readRegister(payload, form) : undefined;
}

function readRegister(bytes: Uint8Array, { unitPosition, decimals }: BlockForm): Register {
  const from = unitPosition === 'before' ? 1 : 0;
  const unitCode = bytes[unitPosition === 'before' ? 0 : VALUE_BYTES] as number;
  const value = decodeBcd(bytes.subarray(from, from + VALUE_BYTES), decimals);
  return { value, unitCode, unit: unitOf(unitCode) };
}

function hoursOf(bytes: Uint8Array): number | null {
  const value = decodeBcd(bytes, 0);
  return typeof value === 'string' ? null : (value as Decimal).units;
}

/** Day of the month on which the meter keeps its settlement value. */
export function decodeSettlementDay(payload: Uint8Array): number | undefined {
  const day = payload.length === 1 ? bcdByte(payload[0]) : null;
  return day !== null && day >= 1 && day <= 31 ? day : undefined;
}
