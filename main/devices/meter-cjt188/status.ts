/** Status word ST of CJ/T 188 and the commands of the valve. Pure. */

/** Which bits of the first byte say what. Some makers send them in mirrored order, some send nothing meaningful. */
export const STATUS_ORDERS = ['standard', 'mirrored', 'none'] as const;
export type StatusOrder = (typeof STATUS_ORDERS)[number];

export type Valve = 'open' | 'closed' | 'fault';

export interface Status {
  /** Null where the bits mean nothing. */
  readonly valve: Valve | null;
  readonly isBatteryLow: boolean | null;
  /** First byte low, second byte high. */
  readonly word: number;
}

const VALVES: readonly (Valve | null)[] = ['open', 'closed', null, 'fault'];
const BATTERY = 0x04;

/** D1 D0 of the first byte: 00 open, 01 closed, 11 fault; D2 battery low. Undefined where no status came (FF FF). */
export function decodeStatus(bytes: Uint8Array, order: StatusOrder): Status | undefined {
  const [first, second] = bytes;
  if (first === undefined || second === undefined || (first === 0xff && second === 0xff)) return undefined;
  const word = first | (second << 8);
  if (order === 'none') return { valve: null, isBatteryLow: null, word };
  const bits = order === 'mirrored' ? mirror(first) : first;
  return { valve: VALVES[bits & 0x03] ?? null, isBatteryLow: (bits & BATTERY) !== 0, word };
}

export function encodeStatus(valve: Valve, isBatteryLow: boolean, order: StatusOrder): Uint8Array {
  const bits = VALVES.indexOf(valve) | (isBatteryLow ? BATTERY : 0);
  return Uint8Array.of(order === 'mirrored' ? mirror(bits) : bits, 0);
}

function mirror(byte: number): number {
  let mirrored = 0;
  for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) mirrored |= 0x80 >> bit;
  return mirrored;
}

/** Codes behind DI A017 as the recorded frames of several makers carry them. */
export const VALVE_OPEN = 0x55;
export const VALVE_CLOSE = 0x99;
export const VALVE_ACTIONS: Readonly<Record<number, string>> = {
  0: 'query (vendor)',
  85: 'open',
  102: 'free open (vendor)',
  119: 'free close (vendor)',
  153: 'close',
};
