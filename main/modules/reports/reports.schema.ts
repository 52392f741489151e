import { z } from 'zod';
import { MonthlyQuery } from '../../reports/monthly/monthly.schema.ts';

export const MonthlyExcel = MonthlyQuery.extend({ lang: z.enum(['zh-CN', 'en']) });
export type MonthlyExcel = z.infer<typeof MonthlyExcel>;
