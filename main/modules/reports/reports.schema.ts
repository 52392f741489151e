import { z } from 'zod';
import { MonthlyQuery } from '../../reports/monthly/monthly.schema.ts';
import { RunInput } from '../billing/billing.schema.ts';
import { MoverRule } from '../billing/comparison.schema.ts';

export const MonthlyExcel = MonthlyQuery.extend({ lang: z.enum(['zh-CN', 'en']) });
export type MonthlyExcel = z.infer<typeof MonthlyExcel>;

export const ComparisonExcel = z.strictObject({ run: RunInput, rule: MoverRule, lang: z.enum(['zh-CN', 'en']) });
export type ComparisonExcel = z.infer<typeof ComparisonExcel>;
