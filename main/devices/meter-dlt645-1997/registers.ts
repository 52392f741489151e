import { decodeBcd, type RegisterValue } from '../framing/bcd.domain.ts';

/** Which data identifiers of DL/T 645-1997 (annex A) mean what, and how their bytes become values. Pure. */

export const DI_TOTAL = 0x9010;
export const DI_TOU_BLOCK = 0x901f;
/** Sharp, peak, flat, valley (尖 峰 平 谷): the order of the block as well. */
export const DI_TOU = [0x9011, 0x9012, 0x9013, 0x9014] as const;
export const DI_REVERSE = 0x9020;
export const DI_REACTIVE = 0x9110;
export const DI_DEMAND = 0xa010;
export const DI_DEMAND_TIME = 0xb010;
export const DI_VOLTAGE = [0xb611, 0xb612, 0xb613] as const;
export const DI_CURRENT = [0xb621, 0xb622, 0xb623] as const;
/** Total, then the phases. */
export const DI_POWER = [0xb630, 0xb631, 0xb632, 0xb633] as const;
export const DI_POWER_FACTOR = 0xb650;
export const DI_DATE = 0xc010;
export const DI_TIME = 0xc011;
export const DI_STATUS = 0xc020;
export const DI_SETTLEMENT_DAY = 0xc117;
export const DI_METER_NUMBER = 0xc032;

/** The register of the last month (1) or the one before (2): no older ones are kept. */
export function monthsAgo(di: number, ago: 0 | 1 | 2): number {
  return di | (ago << 10);
}

export interface NumberFormat {
  readonly kind: 'number';
  readonly bytes: number;
  readonly decimals: number;
  readonly unit: string;
  readonly isBlock: boolean;
}

export type DataFormat =
  | NumberFormat
  | {
      readonly kind:
        | 'count'
        | 'date'
        | 'time'
        | 'month-minute'
        | 'settlement-day'
        | 'meter-status'
        | 'grid-status'
        | 'meter-number'
        | 'user-number'
        | 'device-code';
    };

function number(bytes: number, decimals: number, unit: string, isBlock = false): NumberFormat {
  return { kind: 'number', bytes, decimals, unit, isBlock };
}

const MINUTES = number(3, 0, 'min');
const COUNT: DataFormat = { kind: 'count' };
const MONTH_MINUTE: DataFormat = { kind: 'month-minute' };

const SINGLES: Readonly<Record<string, DataFormat>> = {
  b210: MONTH_MINUTE,
  b211: MONTH_MINUTE,
  b212: COUNT,
  b213: COUNT,
  b214: MINUTES,
  b634: number(3, 4, 'kW'),
  b635: number(3, 4, 'kW'),
  c010: { kind: 'date' },
  c011: { kind: 'time' },
  c020: { kind: 'meter-status' },
  c021: { kind: 'grid-status' },
  c030: number(3, 0, 'imp/kWh'),
  c031: number(3, 0, 'imp/kvarh'),
  c032: { kind: 'meter-number' },
  c033: { kind: 'user-number' },
  c034: { kind: 'device-code' },
  c111: number(1, 0, 'min'),
  c112: number(1, 0, 'min'),
  c113: number(1, 0, 's'),
  c117: { kind: 'settlement-day' },
};

/** Momentary values: the second digit of the low byte is the phase, F all three. */
const VARIABLES: Readonly<Record<number, NumberFormat>> = {
  1: number(2, 0, 'V'),
  2: number(2, 2, 'A'),
  3: number(3, 4, 'kW'),
  4: number(2, 2, 'kvar'),
  5: number(2, 3, ''),
};

/** How the data behind an identifier is to be read; undefined for identifiers outside the table. */
export function formatOf(di: number): DataFormat | undefined {
  const known = SINGLES[di.toString(16)];
  if (known) return known;
  const high = di >>> 8;
  const low = di & 0xff;
  const isBlock = (low & 0x0f) === 0x0f;
  // The month stands in bits 2 and 3 of the high byte: this one, the last, the one before.
  const group = high & 0xf3;
  if ((high & 0x0c) === 0x0c) return undefined;
  if (group === 0x90 || group === 0x91) return number(4, 2, group === 0x90 ? 'kWh' : 'kvarh', isBlock);
  if (group === 0xa0 || group === 0xa1) return number(3, 4, group === 0xa0 ? 'kW' : 'kvar', isBlock);
  if (group === 0xb0 || group === 0xb1) return isBlock ? undefined : MONTH_MINUTE;
  if (high === 0xb3) return phaseLoss(low);
  if (high !== 0xb6) return undefined;
  const format = VARIABLES[low >> 4];
  return format && (low & 0x0f) <= 3 ? format : format && isBlock ? { ...format, isBlock } : undefined;
}

/** Lost phases: how often, how many minutes, and the last one's beginning and end. */
function phaseLoss(low: number): DataFormat | undefined {
  if ((low & 0x0f) > 3) return undefined;
  return { 1: COUNT, 2: MINUTES, 3: MONTH_MINUTE, 4: MONTH_MINUTE }[low >> 4];
}

/** Total and four tariffs; meters with more tariffs send theirs behind, and AA ends the block. */
export const BLOCK_VALUES = 5;

/** Values of a block, as many as whole values came, and the bytes that follow them. */
export function decodeBlock(payload: Uint8Array, format: NumberFormat): { values: RegisterValue[]; tail: Uint8Array } {
  const count = Math.min(BLOCK_VALUES, Math.floor(payload.length / format.bytes));
  const values = Array.from({ length: count }, (_, i) =>
    decodeBcd(payload.subarray(i * format.bytes, (i + 1) * format.bytes), format.decimals, false),
  );
  return { values, tail: payload.subarray(count * format.bytes) };
}

export const STATUS = { batteryLow: 1 << 2, reversed: 1 << 4 } as const;
