import { z } from 'zod';
import { AccountId, CustomerId, PaymentId, RefundId, RequestId } from '../../shared/ids.ts';
import { PaymentMethod, Service } from '../cashier/cashier.schema.ts';

/** 'original': back the way a named payment came. */
export const REFUND_WAYS = ['cash', 'transfer', 'original'] as const;
export const RefundWay = z.enum(REFUND_WAYS);
export type RefundWay = z.infer<typeof RefundWay>;

export const GiveRefund = z.strictObject({
  accountId: AccountId,
  amountFen: z.number().int().positive().max(10_000_000_000),
  way: RefundWay,
  /** The payment whose way the money goes back; asked for with 'original', refused otherwise. */
  paymentId: PaymentId.optional(),
  /** Who took the money; absent: the customer. */
  payee: z.string().trim().max(60).optional(),
  /** Bank account, or the number of the transfer. */
  reference: z.string().trim().max(60).optional(),
  reason: z.string().trim().min(2).max(200),
  requestId: RequestId,
});
export type GiveRefund = z.infer<typeof GiveRefund>;

export const ReverseRefund = z.strictObject({
  refundId: RefundId,
  reason: z.string().trim().min(2).max(200),
  requestId: RequestId,
});
export type ReverseRefund = z.infer<typeof ReverseRefund>;

/** What the slip said when it was signed; frozen with the refund. */
export const RefundSlip = z.object({
  refundNo: z.string(),
  stationName: z.string(),
  stationPhone: z.string(),
  stationAddress: z.string(),
  customerId: CustomerId,
  customerName: z.string(),
  accountId: AccountId,
  accountNo: z.string(),
  service: Service,
  doorNo: z.string(),
  refundedAt: z.number(),
  businessDate: z.string(),
  channel: PaymentMethod,
  /** The receipt the money goes back to; empty where it does not. */
  receiptNo: z.string(),
  amountFen: z.number(),
  creditBeforeFen: z.number(),
  creditAfterFen: z.number(),
  payee: z.string(),
  reference: z.string(),
  reason: z.string(),
  cashierName: z.string(),
});
export type RefundSlip = z.infer<typeof RefundSlip>;

export const Refund = RefundSlip.extend({
  refundId: RefundId,
  copies: z.number(),
  reversal: z.object({ at: z.number(), on: z.string(), by: z.string(), reason: z.string() }).nullable(),
});
export type Refund = z.infer<typeof Refund>;

/** A payment whose way money can go back, and how much of it is left for that. */
export const ReturnablePayment = z.object({
  paymentId: PaymentId,
  receiptNo: z.string(),
  businessDate: z.string(),
  method: PaymentMethod,
  paidFen: z.number(),
  leftFen: z.number(),
});
export type ReturnablePayment = z.infer<typeof ReturnablePayment>;

/** What the refund dialog offers for a customer. */
export const Refundable = z.object({
  customerName: z.string(),
  accounts: z.array(
    z.object({
      accountId: AccountId,
      accountNo: z.string(),
      service: Service,
      doorNo: z.string(),
      creditFen: z.number(),
      owedFen: z.number(),
    }),
  ),
  payments: z.array(ReturnablePayment),
  /** What this person may still pay back today; null: without a limit. */
  limitFen: z.number().nullable(),
});
export type Refundable = z.infer<typeof Refundable>;
