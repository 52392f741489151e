import { z } from 'zod';

export const Dlt645Profile = z.strictObject({
  protocol: z.literal('dlt645-2007'),
  /** Clause 5.2: up to four wake-up bytes FE go before a frame; some meters want more, or none. */
  preamble: z.number().int().min(0).max(8).default(4),
  /** Households with photovoltaics: what flows back is read too, at the cost of one more exchange. */
  readsReverse: z.boolean().default(false),
});
export type Dlt645Profile = z.infer<typeof Dlt645Profile>;
