import { z } from 'zod';
import { LoadQuery } from '../modules/polling/load.schema.ts';
import { isLocalDate } from '../shared/dates.ts';

/** What can be put on paper. One word a kind; its maker stands in documents.ts. */
export const DOCUMENT_KINDS = [
  'bill',
  'why-high',
  'receipt',
  'refund',
  'deposit',
  'deposit-return',
  'takings',
  'monthly',
  'sharing-proof',
  'dunning-notices',
  'dunning-notice',
  'suspension-work',
  'hazard-notice',
  'filling-day',
  'cylinders-due',
  'calibration',
  'statement',
  'trial-balance',
  'journal',
  'load-curve',
  'round-list',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Names one printable document. Which of the optional fields a kind needs, its maker says. */
export const DocumentRequest = z.strictObject({
  kind: z.enum(DOCUMENT_KINDS),
  id: z.number().int().positive().optional(),
  date: z.string().refine(isLocalDate).optional(),
  from: z.string().refine(isLocalDate).optional(),
  to: z.string().refine(isLocalDate).optional(),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
  service: z.enum(['electricity', 'gas', 'water', 'property']).optional(),
  /** Whose load curve, and of when. */
  load: LoadQuery.optional(),
  size: z.enum(['A4', 'A5', 'receipt-80']).optional(),
  lang: z.enum(['zh-CN', 'en']),
});
export type DocumentRequest = z.infer<typeof DocumentRequest>;
