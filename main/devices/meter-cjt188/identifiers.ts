import { type Frame, functionOf, isAddressed, isError, isFromMeter, isType } from './frame.ts';

/** Data identifiers and the order of their two bytes on the wire. Pure. */

/** The 2018 edition sends the low byte first (1F 90), the 2004 edition the high byte first (90 1F). */
export const DI_ORDERS = ['2018', '2004'] as const;
export type DiOrder = (typeof DI_ORDERS)[number];

export const DI_READINGS = 0x901f;
export const DI_SETTLEMENT_FIRST = 0xd120;
export const DI_SETTLEMENT_DAY = 0x8103;
export const DI_ADDRESS = 0x810a;
export const DI_WRITE_CLOCK = 0xa015;
export const DI_WRITE_BASE = 0xa016;
export const DI_VALVE = 0xa017;
export const SETTLEMENT_MONTHS = 12;

const KNOWN: ReadonlySet<number> = new Set([
  DI_READINGS,
  ...Array.from({ length: SETTLEMENT_MONTHS }, (_, index) => DI_SETTLEMENT_FIRST + index),
  ...[0x8102, DI_SETTLEMENT_DAY, 0x8104, 0x8105, 0x8106, DI_ADDRESS],
  ...Array.from({ length: 10 }, (_, index) => 0xa010 + index),
]);

export function isSettlement(di: number): boolean {
  return di >= DI_SETTLEMENT_FIRST && di < DI_SETTLEMENT_FIRST + SETTLEMENT_MONTHS;
}

export function formatDi(di: number): string {
  return di.toString(16).toUpperCase().padStart(4, '0');
}

export function diBytes(di: number, order: DiOrder): readonly [number, number] {
  return order === '2018' ? [di & 0xff, di >> 8] : [di >> 8, di & 0xff];
}

/** Which of the known identifiers these two bytes are, and in which order; no two known ones mirror each other. */
export function readDi(data: Uint8Array): { readonly di: number; readonly order: DiOrder } | undefined {
  const [first, second] = data;
  if (first === undefined || second === undefined) return undefined;
  const low = (second << 8) | first;
  if (KNOWN.has(low)) return { di: low, order: '2018' };
  const high = (first << 8) | second;
  return KNOWN.has(high) ? { di: high, order: '2004' } : undefined;
}

/** DI and serial number, and what a write carries. */
export function requestData(di: number, order: DiOrder, serial: number, payload: ArrayLike<number> = []): Uint8Array {
  return Uint8Array.from([...diBytes(di, order), serial, ...Array.from(payload)]);
}

/** What stands in front of the values of an answer. */
export const HEAD_BYTES = 3;

/**
 * Whether this frame answers that request: function, kind, meter, identifier and serial number. The serial number keeps
 * a late answer to the question before from being taken; an error answer carries no identifier.
 */
export function isAnswerTo(request: Frame, answer: Frame, checksSerial: boolean): boolean {
  if (!isFromMeter(answer.control) || !isType(request.type, answer.type)) return false;
  if (!isAddressed(request.address, answer.address)) return false;
  if (functionOf(answer.control) !== functionOf(request.control)) return false;
  const serial = request.data[2];
  if (isError(answer.control)) return !checksSerial || answer.data[0] === serial;
  if (answer.data[0] !== request.data[0] || answer.data[1] !== request.data[1]) return false;
  return !checksSerial || answer.data[2] === serial;
}
