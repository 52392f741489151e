import { z } from 'zod';
import { DocumentRequest } from '../../reports/documents.schema.ts';
import { MonthlyQuery } from '../../reports/monthly/monthly.schema.ts';
import { CalibrationFilter } from '../accuracy/accuracy.schema.ts';
import { RunInput } from '../billing/billing.schema.ts';
import { MoverRule } from '../billing/comparison.schema.ts';
import { LoadQuery } from '../polling/load.schema.ts';
import { ReviewFilter } from '../readings/review.schema.ts';

export const MonthlyExcel = MonthlyQuery.extend({ lang: z.enum(['zh-CN', 'en']) });
export type MonthlyExcel = z.infer<typeof MonthlyExcel>;

export const ComparisonExcel = z.strictObject({ run: RunInput, rule: MoverRule, lang: z.enum(['zh-CN', 'en']) });
export type ComparisonExcel = z.infer<typeof ComparisonExcel>;

/** A book of the ledger as a workbook: named as its paper is. */
export const BookExcel = DocumentRequest.pick({ id: true, from: true, to: true, lang: true }).extend({
  book: z.enum(['statement', 'trial-balance', 'journal']),
});
export type BookExcel = z.infer<typeof BookExcel>;

export const LoadExcel = z.strictObject({ load: LoadQuery, lang: z.enum(['zh-CN', 'en']) });
export type LoadExcel = z.infer<typeof LoadExcel>;
/** The queue of readings in review, with its filters. */
export const ReviewExcel = ReviewFilter.omit({ page: true, pageSize: true }).extend({ lang: z.enum(['zh-CN', 'en']) });
export type ReviewExcel = z.infer<typeof ReviewExcel>;

export const CalibrationExcel = CalibrationFilter.omit({ page: true, pageSize: true }).extend({
  lang: z.enum(['zh-CN', 'en']),
});
export type CalibrationExcel = z.infer<typeof CalibrationExcel>;
