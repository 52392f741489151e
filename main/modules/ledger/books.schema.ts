import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { AccountId, CustomerId, EntryId } from '../../shared/ids.ts';

/** Rows on one page of a book. */
export const BOOK_PAGE = 50;

const Day = z.string().refine(isLocalDate);
const PageNo = z.number().int().positive();

export const StatementQuery = z.strictObject({
  accountId: AccountId,
  from: Day.optional(),
  to: Day.optional(),
  /** 1 is the newest page; without it every line is answered, oldest first. */
  page: PageNo.optional(),
});
export type StatementQuery = z.infer<typeof StatementQuery>;

export const StatementLine = z.object({
  entryId: EntryId,
  at: z.number(),
  businessDate: z.string(),
  kind: z.string(),
  memo: z.string(),
  documentKind: z.string(),
  documentId: z.number(),
  chargedFen: z.number(),
  settledFen: z.number(),
  creditKeptFen: z.number(),
  creditUsedFen: z.number(),
  /** Owed by the account after this entry. */
  receivableFen: z.number(),
  /** Held for the account after this entry. */
  creditFen: z.number(),
});
export type StatementLine = z.infer<typeof StatementLine>;

const Standing = z.object({ receivableFen: z.number(), creditFen: z.number() });

export const Statement = z.object({
  accountId: AccountId,
  accountNo: z.string(),
  service: z.string(),
  doorNo: z.string(),
  customerId: CustomerId,
  customerName: z.string(),
  /** Null = from the first entry, up to the newest. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  opening: Standing,
  closing: Standing,
  sums: z.object({
    chargedFen: z.number(),
    settledFen: z.number(),
    creditKeptFen: z.number(),
    creditUsedFen: z.number(),
  }),
  total: z.number(),
  lines: z.array(StatementLine),
});
export type Statement = z.infer<typeof Statement>;

export const PeriodQuery = z.strictObject({ from: Day, to: Day }).refine(({ from, to }) => from <= to, {
  path: ['to'],
  message: 'ends before it begins',
});
export type PeriodQuery = z.infer<typeof PeriodQuery>;

export const TrialRow = z.object({
  ledgerCode: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  /** Debit less credit before the first day. */
  openingFen: z.number(),
  debitFen: z.number(),
  creditFen: z.number(),
  closingFen: z.number(),
});
export type TrialRow = z.infer<typeof TrialRow>;

const Sides = z.object({ debitFen: z.number(), creditFen: z.number() });
export const TrialBalance = z.object({
  from: z.string(),
  to: z.string(),
  rows: z.array(TrialRow),
  totals: z.object({ opening: Sides, period: Sides, closing: Sides }),
  isBalanced: z.boolean(),
});
export type TrialBalance = z.infer<typeof TrialBalance>;

export const AccountBookQuery = z
  .strictObject({ ledgerCode: z.string().min(1).max(20), from: Day, to: Day, page: PageNo })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'ends before it begins' });
export type AccountBookQuery = z.infer<typeof AccountBookQuery>;

export const AccountBookLine = z.object({
  entryId: EntryId,
  lineNo: z.number(),
  businessDate: z.string(),
  kind: z.string(),
  memo: z.string(),
  accountNo: z.string().nullable(),
  customerName: z.string().nullable(),
  debitFen: z.number(),
  creditFen: z.number(),
  balanceFen: z.number(),
});
export type AccountBookLine = z.infer<typeof AccountBookLine>;

export const AccountBook = z.object({
  ledgerCode: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  openingFen: z.number(),
  debitFen: z.number(),
  creditFen: z.number(),
  closingFen: z.number(),
  total: z.number(),
  lines: z.array(AccountBookLine),
});
export type AccountBook = z.infer<typeof AccountBook>;
