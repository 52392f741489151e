import { z } from 'zod';

export const ScannerProfile = z.strictObject({
  /** What ends a code. 'cr' takes CR LF too. */
  ending: z.enum(['cr', 'lf', 'tab']).default('cr'),
  /** The same code again within this time is the trigger held down. */
  repeatMs: z.number().int().min(0).max(10_000).default(1500),
});
export type ScannerProfile = z.infer<typeof ScannerProfile>;
