import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';

const Day = z.string().refine(isLocalDate);

/** Where a chunk of an export begins: after this entry of this date; in a summary after this date. */
const Cursor = z.strictObject({ day: z.string().max(10), entryId: z.number().int().nonnegative() });

export const VoucherQuery = z
  .strictObject({
    from: Day,
    to: Day,
    /** One voucher an entry, or one a day and kind of business. */
    detail: z.enum(['entry', 'day']),
    encoding: z.enum(['gb18030', 'utf-8']),
    after: Cursor.nullable(),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'ends before it begins' });
export type VoucherQuery = z.infer<typeof VoucherQuery>;

/** A part of the file. The parts in their order are the file; `next` null ends it. */
export const VoucherChunk = z.object({
  base64: z.string(),
  vouchers: z.number(),
  debitFen: z.number(),
  creditFen: z.number(),
  /** Of the entries in the span, how many lie behind `next`. */
  done: z.number(),
  total: z.number(),
  next: Cursor.nullable(),
});
export type VoucherChunk = z.infer<typeof VoucherChunk>;

export const CodeMapRow = z.object({
  ledgerCode: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  /** Empty = the station's own code and name. */
  externalCode: z.string(),
  externalName: z.string(),
});
export type CodeMapRow = z.infer<typeof CodeMapRow>;

export const SetCodeMap = z.strictObject({
  codes: z
    .array(
      z.strictObject({
        ledgerCode: z.string().min(1).max(20),
        externalCode: z
          .string()
          .trim()
          .max(30)
          .regex(/^[0-9A-Za-z.\-_]*$/),
        externalName: z.string().trim().max(60),
      }),
    )
    .max(100),
});
export type SetCodeMap = z.infer<typeof SetCodeMap>;
