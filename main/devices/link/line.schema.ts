import { z } from 'zod';

/** How bits go over a serial wire: of a device's own link, and of a meter that speaks otherwise than its wire. */

export const BAUD_RATES = [300, 600, 1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200] as const;

/** 2400 8E1: what most meters of the country speak. */
export const LineSettings = z.strictObject({
  baud: z.number().int().min(300).max(921_600),
  parity: z.enum(['none', 'even', 'odd']),
  dataBits: z.union([z.literal(7), z.literal(8)]),
  stopBits: z.union([z.literal(1), z.literal(2)]),
});
export type LineSettings = z.infer<typeof LineSettings>;

/** "2400 8E1". */
export function lineText({ baud, dataBits, parity, stopBits }: LineSettings): string {
  return `${baud} ${dataBits}${parity.charAt(0).toUpperCase()}${stopBits}`;
}

/** Start bit, data, parity, stop bits. */
export function byteMsOf({ baud, dataBits, parity, stopBits }: LineSettings): number {
  return ((1 + dataBits + (parity === 'none' ? 0 : 1) + stopBits) * 1000) / baud;
}

export function isSameLine(a: LineSettings, b: LineSettings): boolean {
  return a.baud === b.baud && a.parity === b.parity && a.dataBits === b.dataBits && a.stopBits === b.stopBits;
}
