import { z } from 'zod';
import { ExceptionReason } from './billing.schema.ts';

/** One meter's bill of a month: issued, as it would be issued now, or why it would not be. */
export const BillOutlook = z.object({
  month: z.string(),
  meterNo: z.string(),
  quantityMilli: z.number().nullable(),
  amountFen: z.number().nullable(),
  reason: ExceptionReason.nullable(),
  isIssued: z.boolean(),
});
export type BillOutlook = z.infer<typeof BillOutlook>;
