import { z } from 'zod';
import { AccountId, BillId, CustomerId, PaymentId, RequestId } from '../../shared/ids.ts';
import { BillKind } from '../billing/charge.schema.ts';
import { LateFeeOrder } from '../charges/charges.schema.ts';

/** How money comes in. Recorded only: no card or wallet is charged by this program. */
export const PAYMENT_METHODS = ['cash', 'wechat', 'alipay', 'card', 'transfer'] as const;
export const PaymentMethod = z.enum(PAYMENT_METHODS);
export type PaymentMethod = z.infer<typeof PaymentMethod>;
/** 'credit' is a payment from credit alone: no money came in. */
export const RecordedMethod = z.enum([...PAYMENT_METHODS, 'credit']);
export type RecordedMethod = z.infer<typeof RecordedMethod>;

/** A hundred million yuan: beyond any till, far inside what Fen can hold. */
const FenAmount = z.number().int().min(0).max(10_000_000_000);

export const TakePayment = z.strictObject({
  customerId: CustomerId,
  /** What counts as paid. 0 when credit alone pays. */
  paidFen: FenAmount,
  /** Cash handed over; for every other method equal to paidFen. */
  tenderedFen: FenAmount,
  method: PaymentMethod,
  /** The ticked bills; absent = every open bill of the customer. */
  billIds: z.array(BillId).max(500).optional(),
  /** Credit of the customer to use as well. */
  creditFen: FenAmount.optional(),
  /** Account that keeps what is paid too much; absent = that of the last bill paid. */
  keepOnAccountId: AccountId.optional(),
  /** What the cashier saw as owed on these bills and for paying them late: when it has changed meanwhile, nothing is taken. */
  expectedOwedFen: FenAmount.optional(),
  /** Voucher number of the card slip or transfer. */
  reference: z.string().trim().max(60).optional(),
  requestId: RequestId,
});
export type TakePayment = z.infer<typeof TakePayment>;

export const Service = z.enum(['electricity', 'gas', 'water', 'property']);

/** billId null: kept as credit of the account; its kind is 'usage'. */
export const ReceiptLine = z.object({
  accountId: AccountId,
  accountNo: z.string(),
  service: Service,
  doorNo: z.string(),
  billId: BillId.nullable(),
  billNo: z.string(),
  kind: BillKind,
  month: z.string(),
  amountFen: z.number(),
  /** Still owed on the bill after this payment. */
  leftFen: z.number(),
});
export type ReceiptLine = z.infer<typeof ReceiptLine>;

/** What the receipt said when it was handed over; frozen with the payment. */
export const ReceiptContent = z.object({
  receiptNo: z.string(),
  stationName: z.string(),
  stationPhone: z.string(),
  stationAddress: z.string(),
  customerId: CustomerId,
  customerName: z.string(),
  paidAt: z.number(),
  businessDate: z.string(),
  method: RecordedMethod,
  paidFen: z.number(),
  tenderedFen: z.number(),
  changeFen: z.number(),
  reference: z.string(),
  creditUsedFen: z.number(),
  creditKeptFen: z.number(),
  /** Credit of all accounts of the customer, before and after. */
  creditBeforeFen: z.number(),
  creditAfterFen: z.number(),
  cashierName: z.string(),
  lines: z.array(ReceiptLine),
});
export type ReceiptContent = z.infer<typeof ReceiptContent>;

export const Receipt = ReceiptContent.extend({
  paymentId: PaymentId,
  /** How often it was printed or saved so far. */
  copies: z.number(),
  reversal: z.object({ at: z.number(), on: z.string(), by: z.string(), reason: z.string() }).nullable(),
});
export type Receipt = z.infer<typeof Receipt>;

export const ReversePayment = z.strictObject({
  paymentId: PaymentId,
  reason: z.string().trim().min(2).max(200),
  requestId: RequestId,
});
export type ReversePayment = z.infer<typeof ReversePayment>;

export const OwedBill = z.object({
  billId: BillId,
  billNo: z.string(),
  kind: BillKind,
  accountId: AccountId,
  accountNo: z.string(),
  service: Service,
  doorNo: z.string(),
  month: z.string(),
  periodFrom: z.string(),
  periodTo: z.string(),
  dueOn: z.string(),
  quantityMilli: z.number().nullable(),
  amountFen: z.number(),
  leftFen: z.number(),
  /** Late fee of the bill as of today that is not billed yet: it is collected with the bill. */
  lateFee: z.object({ feeFen: z.number(), days: z.number(), waivedFen: z.number() }).nullable(),
});
export type OwedBill = z.infer<typeof OwedBill>;

export const TillAccount = z.object({
  accountId: AccountId,
  accountNo: z.string(),
  service: Service,
  doorNo: z.string(),
  closedOn: z.string().nullable(),
  creditFen: z.number(),
});
export type TillAccount = z.infer<typeof TillAccount>;

export const RecentPayment = z.object({
  paymentId: PaymentId,
  receiptNo: z.string(),
  paidAt: z.number(),
  method: RecordedMethod,
  paidFen: z.number(),
  creditUsedFen: z.number(),
  isReversed: z.boolean(),
});

/** Everything the till shows of one customer. */
export const TillCustomer = z.object({
  customerId: CustomerId,
  name: z.string(),
  kind: z.enum(['person', 'company']),
  phone: z.string(),
  note: z.string(),
  closedOn: z.string().nullable(),
  accounts: z.array(TillAccount),
  bills: z.array(OwedBill),
  /** Left on the bills, and their late fees. */
  owedFen: z.number(),
  lateFeeOrder: LateFeeOrder,
  creditFen: z.number(),
  /** The station's date: a bill due before it is overdue. */
  today: z.string(),
  recent: z.array(RecentPayment),
});
export type TillCustomer = z.infer<typeof TillCustomer>;
