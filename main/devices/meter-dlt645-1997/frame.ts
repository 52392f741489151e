import {
  ANY_ADDRESS,
  BROADCAST_ADDRESS,
  type Frame,
  isAddressed,
  isError,
  isFromMeter,
} from '../meter-dlt645/frame.ts';

/**
 * DL/T 645-1997 speaks the frames of the 2007 edition (68 | A0..A5 | 68 | C | L | data + 33H | CS | 16) with control
 * codes and data identifiers of its own: two bytes instead of four.
 */

export const FN_READ = 0x01;
export const FN_READ_FOLLOW_UP = 0x02;
export const FN_WRITE = 0x04;
export const FN_BROADCAST_TIME = 0x08;
export const FN_WRITE_ADDRESS = 0x0a;

/** DI1 DI0 as one number; sent low byte first. */
export function diBytes(di: number): Uint8Array {
  return Uint8Array.of(di & 0xff, di >>> 8);
}

export function readDi(data: Uint8Array): number | undefined {
  const [low, high] = data;
  return low === undefined || high === undefined ? undefined : low | (high << 8);
}

export function formatDi(di: number): string {
  return di.toString(16).toUpperCase().padStart(4, '0');
}

/**
 * Whether this frame answers that request: same function, the addressed meter, the same data identifier (errors carry
 * none). Meters of this edition answer the wildcard, and some even the broadcast address, with their own number; others
 * return the wildcard itself.
 */
export function isAnswerTo(request: Frame, answer: Frame): boolean {
  if (!isFromMeter(answer.control) || (answer.control & 0x1f) !== (request.control & 0x1f)) return false;
  const isForAll = request.address === BROADCAST_ADDRESS || request.address === ANY_ADDRESS;
  if (!isForAll && !isAddressed(request.address, answer.address)) return false;
  if (isError(answer.control)) return answer.data.length >= 1;
  const asked = readDi(request.data);
  return asked === undefined || readDi(answer.data) === asked;
}

/** ERR byte: several bits may be set at once. Bit 3 has no meaning in this edition. */
const ERROR_BITS = ['bad-data', 'no-data', 'not-authorised', null, 'year-zones', 'day-periods', 'tariffs'] as const;
export type MeterErrorReason = Exclude<(typeof ERROR_BITS)[number], null>;

export function errorReasons(err: number): MeterErrorReason[] {
  return ERROR_BITS.filter((reason, bit) => reason !== null && (err & (1 << bit)) !== 0) as MeterErrorReason[];
}
