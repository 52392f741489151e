import { decodeBcd, minuteOf, type RegisterValue } from '../framing/bcd.domain.ts';
import { type DataFormat, type NumberFormat, number } from './formats.ts';
import { formatDi } from './frame.ts';
import { SINGLES } from './singles.ts';

/** Which data identifiers of DL/T 645-2007 (annex A) mean what, and how their bytes become values. Pure. */

export const DI_TOTAL = 0x0001_0000;
export const DI_TOU_BLOCK = 0x0001_ff00;
/** Sharp, peak, flat, valley (尖 峰 平 谷): the order of the block as well. */
export const DI_TOU = [0x0001_0100, 0x0001_0200, 0x0001_0300, 0x0001_0400] as const;
export const DI_REVERSE = 0x0002_0000;
export const DI_COMBINED_REACTIVE = 0x0003_0000;
export const DI_DEMAND = 0x0101_0000;
export const DI_VOLTAGES = 0x0201_ff00;
export const DI_CURRENTS = 0x0202_ff00;
export const DI_POWERS = 0x0203_ff00;
export const DI_POWER_FACTOR = 0x0206_0000;
export const DI_FREQUENCY = 0x0280_0002;
export const DI_COVER_OPENINGS = 0x0330_0d00;
export const DI_LAST_COVER_OPENING = 0x0330_0d01;
export const DI_DATE = 0x0400_0101;
export const DI_TIME = 0x0400_0102;
export const DI_STATUS_BLOCK = 0x0400_05ff;
export const DI_STATUS = [
  0x0400_0501, 0x0400_0502, 0x0400_0503, 0x0400_0504, 0x0400_0505, 0x0400_0506, 0x0400_0507,
] as const;
export const DI_SETTLEMENT_DAYS = [0x0400_0b01, 0x0400_0b02, 0x0400_0b03] as const;

/** The block of a past settlement (0 = now), or one of its registers. */
export const atSettlement = (di: number, ago: number): number => (di & 0xffff_ff00) | ago;
/** What a freeze keeps: by order (05 01), at midnight (05 06). */
export const FREEZE = { instant: 0x0501_0000, day: 0x0506_0000 } as const;
/** Record number `ago` of a freeze: 0 its time, 1 forward, 2 reverse active. */
export const freezeRecord = (freeze: number, part: 0 | 1 | 2, ago: number): number => freeze | (part << 8) | ago;

/** The quantity by its place in a group: forward, reverse, combined reactive 1 and 2, quadrants 1..4, apparent. */
const REACTIVE_FROM = 0x03;
const APPARENT_FROM = 0x09;
const LAST_QUANTITY = 0x0a;
/** Groups of one phase start here and have all quantities but the combined active one. */
const PHASE_GROUPS: readonly number[] = [0x15, 0x29, 0x3d];
/** Quantities that can be negative; forward active 999999.99 has the same top bit and is not. */
const COMBINED: readonly number[] = [0x00, 0x03, 0x04];
/** Fundamental, harmonic and loss energies, of the meter and of its phases. */
const COMPENSATION_GROUPS: readonly number[] = [0x80, 0x94, 0xa8, 0xbc];

interface Quantity {
  readonly quantity: number;
  readonly isPhase: boolean;
}

function quantityOf(d2: number): Quantity | undefined {
  if (d2 <= LAST_QUANTITY) return { quantity: d2, isPhase: false };
  const group = PHASE_GROUPS.find((first) => d2 >= first && d2 < first + LAST_QUANTITY);
  return group === undefined ? undefined : { quantity: d2 - group + 1, isPhase: true };
}

function unitOf(quantity: number, active: string, reactive: string, apparent: string): string {
  if (quantity < REACTIVE_FROM) return active;
  return quantity < APPARENT_FROM ? reactive : apparent;
}

function energyFormat(d2: number, d1: number, d0: number): DataFormat | undefined {
  if (d2 === 0x90) return prepaidFormat(d1, d0);
  const isBlock = d1 === 0xff || d0 === 0xff;
  if (COMPENSATION_GROUPS.some((first) => d2 >= first && d2 <= first + 6)) {
    return number(4, 2, 'kWh', { isSigned: COMPENSATION_GROUPS.includes(d2), isBlock, isLoose: true });
  }
  const known = quantityOf(d2);
  if (!known) return undefined;
  const { quantity, isPhase } = known;
  return number(4, 2, unitOf(quantity, 'kWh', 'kvarh', 'kVAh'), {
    isSigned: COMBINED.includes(quantity),
    isBlock,
    ...(isPhase && quantity >= REACTIVE_FROM ? { isLoose: true } : {}),
  });
}

/** Remaining (00) and overdrawn (01) energy and money of a prepaying meter. */
function prepaidFormat(d1: number, d0: number): DataFormat | undefined {
  if (d0 > 0x01 || d1 < 0x01 || d1 > 0x02) return undefined;
  return number(4, 2, d1 === 0x01 ? 'kWh' : 'CNY');
}

function demandFormat(d2: number, d1: number, d0: number): DataFormat | undefined {
  const known = d2 === 0x00 ? undefined : quantityOf(d2);
  if (!known) return undefined;
  return number(3, 4, unitOf(known.quantity, 'kW', 'kvar', 'kVA'), {
    isSigned: COMBINED.includes(known.quantity),
    isBlock: d1 === 0xff || d0 === 0xff,
    hasTime: true,
  });
}

const VARIABLES: Readonly<Record<number, NumberFormat>> = {
  1: number(2, 1, 'V'),
  2: number(3, 3, 'A', { isSigned: true }),
  3: number(3, 4, 'kW', { isSigned: true }),
  4: number(3, 4, 'kvar', { isSigned: true }),
  5: number(3, 4, 'kVA', { isSigned: true }),
  6: number(2, 3, '', { isSigned: true }),
  7: number(2, 1, '°'),
  8: number(2, 2, '%'),
  9: number(2, 2, '%'),
};

function variableFormat(d2: number, d1: number): DataFormat | undefined {
  const format = VARIABLES[d2];
  return format && { ...format, isBlock: d1 === 0xff };
}

/** Every freeze (timed, instant, zone and period change, hourly, price change, daily, step change) has the same parts. */
function freezeFormat(d2: number, d1: number): DataFormat | undefined {
  if (d2 > 0x07) return undefined;
  if (d1 === 0x00) return { kind: 'freeze-time' };
  if (d1 >= 0x01 && d1 <= 0x08) {
    return number(4, 2, d1 < REACTIVE_FROM ? 'kWh' : 'kvarh', { isSigned: COMBINED.includes(d1), isBlock: true });
  }
  if (d1 === 0x09 || d1 === 0x0a) return number(3, 4, 'kW', { isBlock: true, hasTime: true });
  return d1 === 0x10 ? number(3, 4, '', { isSigned: true, isBlock: true }) : undefined;
}

/** How the data behind an identifier is to be read; undefined for identifiers outside the table. */
export function formatOf(di: number): DataFormat | undefined {
  const known = SINGLES[formatDi(di)];
  if (known) return known;
  const d3 = di >>> 24;
  const d2 = (di >>> 16) & 0xff;
  const d1 = (di >>> 8) & 0xff;
  const d0 = di & 0xff;
  if (d3 === 0x00) return energyFormat(d2, d1, d0);
  if (d3 === 0x01) return demandFormat(d2, d1, d0);
  if (d3 === 0x02) return variableFormat(d2, d1);
  return d3 === 0x05 ? freezeFormat(d2, d1) : undefined;
}

/** The number format of an identifier that is known to have one. */
export function numberFormatOf(di: number): NumberFormat {
  const format = formatOf(di);
  if (format?.kind !== 'number') throw new Error(`no number: ${formatDi(di)}`);
  return format;
}

const TIME_BYTES = 5;

/** Values of a block, as many as whole values came. A block may end with AA (a habit of the 1997 edition). */
export function decodeBlock(payload: Uint8Array, format: NumberFormat): RegisterValue[] {
  return stepsOf(payload, format).map((bytes) => decodeBcd(bytes, format.decimals, format.isSigned));
}

/** When each maximum of a block was met; null where it never was. */
export function decodeBlockTimes(payload: Uint8Array, format: NumberFormat): (string | null)[] {
  return stepsOf(payload, format, format.bytes).map((bytes) => minuteOf(bytes) ?? null);
}

function stepsOf(payload: Uint8Array, format: NumberFormat, from = 0): Uint8Array[] {
  const size = format.bytes + (format.hasTime ? TIME_BYTES : 0);
  const count = Math.floor(payload.length / size);
  return Array.from({ length: count }, (_, i) =>
    payload.subarray(i * size + from, i * size + (from ? size : format.bytes)),
  );
}
