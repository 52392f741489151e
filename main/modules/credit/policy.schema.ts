import { z } from 'zod';
import { AccountId, CustomerId } from '../../shared/ids.ts';

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

/** What an account says otherwise; null: as the station says. */
export const AccountRule = z.strictObject({
  accountId: AccountId,
  isAutoPay: z.boolean().nullable(),
  lowBalanceFen: Amount.nullable(),
});
export type AccountRule = z.infer<typeof AccountRule>;

/** Credit of an account, and what holds for it. */
export const AccountCredit = AccountRule.extend({
  accountNo: z.string(),
  service: z.enum(['electricity', 'gas', 'water', 'property']),
  doorNo: z.string(),
  closedOn: z.string().nullable(),
  creditFen: z.number(),
  /** Credit less what is owed: below zero where more is owed than held. */
  balanceFen: z.number(),
});
export type AccountCredit = z.infer<typeof AccountCredit>;

export const LowBalanceQuery = z.strictObject({
  text: z.string().trim().max(60).default(''),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(200).default(50),
});
export type LowBalanceQuery = z.input<typeof LowBalanceQuery>;

export const LowBalance = z.object({
  accountId: AccountId,
  accountNo: z.string(),
  customerId: CustomerId,
  customerName: z.string(),
  phone: z.string(),
  service: z.enum(['electricity', 'gas', 'water', 'property']),
  doorNo: z.string(),
  balanceFen: z.number(),
  thresholdFen: z.number(),
});
export type LowBalance = z.infer<typeof LowBalance>;

export const LowBalancePage = z.object({ rows: z.array(LowBalance), total: z.number() });
export type LowBalancePage = z.infer<typeof LowBalancePage>;
