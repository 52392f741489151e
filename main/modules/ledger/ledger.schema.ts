import { z } from 'zod';

/**
 * The chart of accounts the product posts to (migration 0010 has the names), numbered as in 企业会计准则应用指南
 * (财会〔2006〕18号), 附录. 违约金 that customers pay is 6301. A discount on an issued bill lowers the revenue (销售折让); a bad
 * debt that is written off comes out of its provision (1231).
 */
export const LEDGER_CODES = {
  cash: '1001',
  bank: '1002',
  tenderClearing: '1012',
  receivable: '1122',
  badDebts: '1231',
  customerCredit: '2203',
  deposits: '2241',
  revenue: '6001',
  discounts: '600101',
  otherRevenue: '6051',
  lateFees: '6301',
  bankFees: '6603',
} as const;
export type LedgerCode = (typeof LEDGER_CODES)[keyof typeof LEDGER_CODES];

export const Verification = z.object({
  isSound: z.boolean(),
  entries: z.number(),
  auditRows: z.number(),
  /** Hash of the newest entry: printed on paper, it makes a later change of history visible. */
  chainHead: z.string(),
  findings: z.array(z.object({ code: z.string(), entryId: z.number().nullable(), detail: z.string() })),
});
export type Verification = z.infer<typeof Verification>;
export type Finding = Verification['findings'][number];
