import { z } from 'zod';
import { PaymentMethod, RecordedMethod } from '../../modules/cashier/cashier.schema.ts';
import { DepositPurpose } from '../../modules/deposits/deposits.schema.ts';
import { isLocalDate } from '../../shared/dates.ts';
import { PaymentId, RefundId } from '../../shared/ids.ts';

export const TakingsQuery = z.strictObject({ date: z.string().refine(isLocalDate).optional() });

/** Money of one day by who took it and how. A reversal counts for whoever made it, on the day it was made. */
export const TakingsRow = z.object({
  userId: z.number(),
  cashierName: z.string(),
  method: RecordedMethod,
  payments: z.number(),
  takenFen: z.number(),
  reversals: z.number(),
  reversedFen: z.number(),
  /** Credit given back, less refunds of any day reversed on this one. */
  refunds: z.number(),
  refundedFen: z.number(),
});
export type TakingsRow = z.infer<typeof TakingsRow>;

/** What the money was for: bills of a kind and service, or kept as credit. Counts are receipt lines. */
export const TakingsItem = z.object({
  kind: z.enum(['usage', 'late-fee', 'shared', 'other', 'kept']),
  service: z.enum(['electricity', 'gas', 'water', 'property']),
  payments: z.number(),
  takenFen: z.number(),
  reversals: z.number(),
  reversedFen: z.number(),
});
export type TakingsItem = z.infer<typeof TakingsItem>;

export const TakingsReceipt = z.object({
  paymentId: PaymentId,
  receiptNo: z.string(),
  paidAt: z.number(),
  businessDate: z.string(),
  customerName: z.string(),
  doors: z.string(),
  method: RecordedMethod,
  paidFen: z.number(),
  creditUsedFen: z.number(),
  cashierName: z.string(),
  copies: z.number(),
  reversedOn: z.string().nullable(),
  reversalReason: z.string(),
});
export type TakingsReceipt = z.infer<typeof TakingsReceipt>;

/** A refund given that day, or an earlier one reversed that day. */
export const TakingsRefund = z.object({
  refundId: RefundId,
  refundNo: z.string(),
  refundedAt: z.number(),
  businessDate: z.string(),
  customerName: z.string(),
  doorNo: z.string(),
  channel: RecordedMethod,
  amountFen: z.number(),
  cashierName: z.string(),
  copies: z.number(),
  reversedOn: z.string().nullable(),
  reversalReason: z.string(),
});
export type TakingsRefund = z.infer<typeof TakingsRefund>;

/** A deposit taken or given back that day, or an earlier one reversed that day. */
export const TakingsDeposit = z.object({
  kind: z.enum(['deposit', 'deposit-return']),
  /** Of the deposit, or of what was given back. */
  id: z.number(),
  no: z.string(),
  at: z.number(),
  businessDate: z.string(),
  customerName: z.string(),
  doorNo: z.string(),
  purpose: DepositPurpose,
  method: PaymentMethod,
  amountFen: z.number(),
  cashierName: z.string(),
  reversedOn: z.string().nullable(),
  reversalReason: z.string(),
});
export type TakingsDeposit = z.infer<typeof TakingsDeposit>;

/** Deposits of one day by method, less what was reversed on it. */
export const DepositTotal = z.object({
  method: PaymentMethod,
  taken: z.number(),
  takenFen: z.number(),
  returned: z.number(),
  returnedFen: z.number(),
});
export type DepositTotal = z.infer<typeof DepositTotal>;

export const Takings = z.object({
  date: z.string(),
  isToday: z.boolean(),
  stationName: z.string(),
  rows: z.array(TakingsRow),
  /** Together the money that came in and the credit that was used. */
  items: z.array(TakingsItem),
  /** Taken that day, and earlier ones reversed that day. */
  receipts: z.array(TakingsReceipt),
  refunds: z.array(TakingsRefund),
  /** Held for customers: apart from the money of bills. */
  deposits: z.array(TakingsDeposit),
  depositTotals: z.array(DepositTotal),
  /** Cash by the ledger: what should lie in the drawer at the end of the day is closingFen. */
  drawer: z.object({
    openingFen: z.number(),
    takenFen: z.number(),
    refundedFen: z.number(),
    depositTakenFen: z.number(),
    depositReturnedFen: z.number(),
    otherFen: z.number(),
    closingFen: z.number(),
  }),
  creditUsedFen: z.number(),
  creditKeptFen: z.number(),
  creditRefundedFen: z.number(),
  /** Last entry of the day: its hash on paper makes a later change of history visible. */
  chainHead: z.object({ entryId: z.number(), hash: z.string() }).nullable(),
});
export type Takings = z.infer<typeof Takings>;
