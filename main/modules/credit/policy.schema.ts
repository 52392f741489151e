import { z } from 'zod';

const Amount = z.number().int().min(0).max(10_000_000_000);

/** What the station says about credit. */
export const CreditPolicy = z.strictObject({
  /** Credit of an account pays its new bills, where the account does not say otherwise. */
  isAutoPay: z.boolean(),
  /** Credit below this is low; 0: never. */
  lowBalanceFen: Amount,
  /** What one cashier may give back in a day; 0: only managers may. */
  cashierRefundFen: Amount,
  version: z.number().int(),
});
export type CreditPolicy = z.infer<typeof CreditPolicy>;
