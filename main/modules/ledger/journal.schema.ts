import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { EntryId } from '../../shared/ids.ts';

const Day = z.string().refine(isLocalDate);
const Amount = z.number().int().nonnegative();

/** What an entry must be like to be listed; amounts are those of its debits together. */
export const JournalFilter = z.strictObject({
  from: Day,
  to: Day,
  kind: z.string().max(40).optional(),
  userName: z.string().max(100).optional(),
  ledgerCode: z.string().max(20).optional(),
  minFen: Amount.optional(),
  maxFen: Amount.optional(),
});
export type JournalFilter = z.infer<typeof JournalFilter>;

export const JournalQuery = JournalFilter.extend({ page: z.number().int().positive() }).refine(
  ({ from, to }) => from <= to,
  { path: ['to'], message: 'ends before it begins' },
);
export type JournalQuery = z.infer<typeof JournalQuery>;

export const JournalLine = z.object({
  lineNo: z.number(),
  ledgerCode: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  accountNo: z.string().nullable(),
  customerId: z.number().nullable(),
  customerName: z.string().nullable(),
  debitFen: z.number(),
  creditFen: z.number(),
});
export type JournalLine = z.infer<typeof JournalLine>;

export const JournalEntry = z.object({
  entryId: EntryId,
  at: z.number(),
  businessDate: z.string(),
  kind: z.string(),
  memo: z.string(),
  documentKind: z.string(),
  documentId: z.number(),
  userName: z.string(),
  reversesId: EntryId.nullable(),
  reversedById: EntryId.nullable(),
  amountFen: z.number(),
  lines: z.array(JournalLine),
});
export type JournalEntry = z.infer<typeof JournalEntry>;

export const Journal = z.object({
  total: z.number(),
  /** Debits of all entries found; their credits are the same. */
  amountFen: z.number(),
  entries: z.array(JournalEntry),
});
export type Journal = z.infer<typeof Journal>;

export const JournalFacets = z.object({
  kinds: z.array(z.string()),
  users: z.array(z.string()),
  accounts: z.array(z.object({ ledgerCode: z.string(), nameZh: z.string(), nameEn: z.string() })),
});

export const EntryQuery = z.strictObject({ entryId: EntryId });

export const EntryDetail = JournalEntry.extend({
  hash: z.string(),
  prevHash: z.string(),
  documentHash: z.string(),
});
export type EntryDetail = z.infer<typeof EntryDetail>;
