import { z } from 'zod';

export const Dlt645Of1997Profile = z.strictObject({
  protocol: z.literal('dlt645-1997'),
  /** Wake-up bytes FE before a frame; old meters often need them. */
  preamble: z.number().int().min(0).max(8).default(4),
  /** What flows back is read too, at the cost of one more exchange. */
  readsReverse: z.boolean().default(false),
  /** Voltage comes in whole volts by the standard; some makers send tenths. */
  voltageDecimals: z.union([z.literal(0), z.literal(1)]).default(0),
});
export type Dlt645Of1997Profile = z.infer<typeof Dlt645Of1997Profile>;
