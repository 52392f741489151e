import { z } from 'zod';

/**
 * The chart of accounts the product posts to (migration 0010 has the names). Numbers are those of 企业会计准则应用指南
 * (财会〔2006〕18号), 附录 会计科目和主要账务处理; a late fee a customer pays is 违约金, which 6301 takes.
 */
export const LEDGER_CODES = {
  cash: '1001',
  tenderClearing: '1012',
  receivable: '1122',
  customerCredit: '2203',
  revenue: '6001',
  otherRevenue: '6051',
  lateFees: '6301',
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
