import { z } from 'zod';
import { AccountId, AutoPaymentId, BillId, RequestId } from '../../shared/ids.ts';

/** Credit that paid bills on its own, after a run or a correction. */
export const AutoPayment = z.object({
  autoPaymentId: AutoPaymentId,
  autoNo: z.string(),
  accountId: AccountId,
  accountNo: z.string(),
  paidAt: z.number(),
  businessDate: z.string(),
  cause: z.enum(['run', 'correction']),
  amountFen: z.number(),
  bills: z.array(z.object({ billId: BillId, billNo: z.string(), month: z.string(), amountFen: z.number() })),
  reversal: z.object({ on: z.string(), by: z.string(), reason: z.string() }).nullable(),
});
export type AutoPayment = z.infer<typeof AutoPayment>;

export const ReverseAutoPayment = z.strictObject({
  autoPaymentId: AutoPaymentId,
  reason: z.string().trim().min(2).max(200),
  requestId: RequestId,
});
export type ReverseAutoPayment = z.infer<typeof ReverseAutoPayment>;
