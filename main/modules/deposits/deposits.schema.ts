import { z } from 'zod';
import { AccountId, CustomerId, DepositId, DepositReturnId, RequestId } from '../../shared/ids.ts';
import { PaymentMethod } from '../cashier/cashier.schema.ts';

/** What a deposit is held for: a cylinder, a counter or card, works in a flat, anything else. */
export const DEPOSIT_PURPOSES = ['cylinder', 'counter', 'decoration', 'other'] as const;
export const DepositPurpose = z.enum(DEPOSIT_PURPOSES);
export type DepositPurpose = z.infer<typeof DepositPurpose>;

const AmountFen = z.number().int().positive().max(10_000_000_000);
const Note = z.string().trim().max(200);
const Reason = z.string().trim().min(2).max(200);

export const TakeDeposit = z.strictObject({
  customerId: CustomerId,
  /** The 户号 it belongs to; absent: the customer as such. */
  accountId: AccountId.optional(),
  purpose: DepositPurpose,
  method: PaymentMethod,
  amountFen: AmountFen,
  note: Note,
  requestId: RequestId,
});
export type TakeDeposit = z.infer<typeof TakeDeposit>;

export const ReturnDeposit = z.strictObject({
  depositId: DepositId,
  method: PaymentMethod,
  amountFen: AmountFen,
  /** Who took the money; absent: the customer. */
  payee: z.string().trim().max(60).optional(),
  note: Note,
  requestId: RequestId,
});
export type ReturnDeposit = z.infer<typeof ReturnDeposit>;

export const ReverseDeposit = z.strictObject({ depositId: DepositId, reason: Reason, requestId: RequestId });
export type ReverseDeposit = z.infer<typeof ReverseDeposit>;
export const ReverseReturn = z.strictObject({ returnId: DepositReturnId, reason: Reason, requestId: RequestId });
export type ReverseReturn = z.infer<typeof ReverseReturn>;

const SlipHead = z.object({
  stationName: z.string(),
  stationPhone: z.string(),
  stationAddress: z.string(),
  customerName: z.string(),
  /** Both empty where the deposit belongs to no 户号. */
  accountNo: z.string(),
  doorNo: z.string(),
  receiptNo: z.string(),
  purpose: DepositPurpose,
  method: PaymentMethod,
  amountFen: z.number(),
  note: z.string(),
  at: z.number(),
  businessDate: z.string(),
  cashierName: z.string(),
});

/** What the receipt said when it was handed over; frozen with the deposit. */
export const DepositSlip = SlipHead;
export type DepositSlip = z.infer<typeof DepositSlip>;

/** What the slip said when the holder signed it; frozen with the return. */
export const ReturnSlip = SlipHead.extend({
  returnNo: z.string(),
  depositFen: z.number(),
  heldBeforeFen: z.number(),
  heldAfterFen: z.number(),
  payee: z.string(),
});
export type ReturnSlip = z.infer<typeof ReturnSlip>;

const Reversal = z.object({ at: z.number(), on: z.string(), by: z.string(), reason: z.string() }).nullable();

export const DepositReturn = ReturnSlip.extend({
  returnId: DepositReturnId,
  depositId: DepositId,
  copies: z.number(),
  reversal: Reversal,
});
export type DepositReturn = z.infer<typeof DepositReturn>;

export const Deposit = DepositSlip.extend({
  depositId: DepositId,
  customerId: CustomerId,
  accountId: AccountId.nullable(),
  /** Still with the station: nothing once it is reversed. */
  heldFen: z.number(),
  copies: z.number(),
  reversal: Reversal,
  returns: z.array(DepositReturn),
});
export type Deposit = z.infer<typeof Deposit>;

export const HeldQuery = z.strictObject({
  /** Number of the receipt or 户号, start of the door, part of the name. */
  text: z.string().trim().max(60).default(''),
  purpose: DepositPurpose.optional(),
  offset: z.number().int().min(0),
  limit: z.number().int().min(1).max(200),
});
export type HeldQuery = z.infer<typeof HeldQuery>;

export const HeldDeposit = z.object({
  depositId: DepositId,
  receiptNo: z.string(),
  businessDate: z.string(),
  customerId: CustomerId,
  customerName: z.string(),
  accountNo: z.string(),
  doorNo: z.string(),
  purpose: DepositPurpose,
  amountFen: z.number(),
  heldFen: z.number(),
});
export type HeldDeposit = z.infer<typeof HeldDeposit>;

export const HeldPage = z.object({
  rows: z.array(HeldDeposit),
  total: z.number(),
  /** Of everything found, on all pages. */
  heldFen: z.number(),
  purposes: z.array(z.object({ purpose: DepositPurpose, deposits: z.number(), heldFen: z.number() })),
  /** Of all deposits, found or not, and what the ledger says of them. */
  allHeldFen: z.number(),
  ledgerFen: z.number(),
});
export type HeldPage = z.infer<typeof HeldPage>;
