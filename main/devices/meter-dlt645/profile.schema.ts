import { z } from 'zod';

/** DL/T 645-2007, clause 5.2: up to four wake-up bytes FE go before a frame; some meters want more, or none. */
export const Dlt645Profile = z.strictObject({
  protocol: z.literal('dlt645-2007'),
  preamble: z.number().int().min(0).max(8).default(4),
});
export type Dlt645Profile = z.infer<typeof Dlt645Profile>;
