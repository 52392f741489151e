import { procedure, router } from '../../api/trpc.ts';
import { MonthlyQuery, MonthlyReport } from '../../reports/monthly/monthly.schema.ts';
import { Takings, TakingsQuery } from '../../reports/takings/takings.schema.ts';
import { RehearsalExcel } from '../advice/index.ts';
import { bookExcel } from './books.service.ts';
import { FileContent } from './print.schema.ts';
import {
  BookExcel,
  CalibrationExcel,
  ComparisonExcel,
  LoadExcel,
  MonthlyExcel,
  ReviewExcel,
} from './reports.schema.ts';
import {
  calibrationExcel,
  comparisonExcel,
  loadExcel,
  monthly,
  monthlyExcel,
  rehearsalExcel,
  reviewExcel,
  takings,
} from './reports.service.ts';

export const reportsRouter = router({
  takings: procedure
    .meta({ perm: 'cashier.read' })
    .input(TakingsQuery)
    .output(Takings)
    .query(({ ctx, input }) => takings(ctx.station, input.date)),
  monthly: procedure
    .meta({ perm: 'reports.read' })
    .input(MonthlyQuery)
    .output(MonthlyReport)
    .query(({ ctx, input }) => monthly(ctx.station, input)),
  monthlyExcel: procedure
    .meta({ perm: 'reports.read' })
    .input(MonthlyExcel)
    .output(FileContent)
    .query(({ ctx, input }) => monthlyExcel(ctx.station, input)),
  comparisonExcel: procedure
    .meta({ perm: 'billing.run' })
    .input(ComparisonExcel)
    .output(FileContent)
    .query(({ ctx, input }) => comparisonExcel(ctx.station, input)),
  rehearsalExcel: procedure
    .meta({ perm: 'tariffs.write' })
    .input(RehearsalExcel)
    .output(FileContent)
    .query(({ ctx, input }) => rehearsalExcel(ctx.station, input)),
  loadExcel: procedure
    .meta({ perm: 'readings.read' })
    .input(LoadExcel)
    .output(FileContent)
    .query(({ ctx, input }) => loadExcel(ctx.station, input)),
  reviewExcel: procedure
    .meta({ perm: 'readings.read' })
    .input(ReviewExcel)
    .output(FileContent)
    .query(({ ctx, input }) => reviewExcel(ctx.station, input)),
  calibrationExcel: procedure
    .meta({ perm: 'meters.read' })
    .input(CalibrationExcel)
    .output(FileContent)
    .query(({ ctx, input }) => calibrationExcel(ctx.station, input)),
  /** The permission is that of the book. */
  bookExcel: procedure
    .meta({ perm: 'session.own' })
    .input(BookExcel)
    .output(FileContent)
    .query(({ ctx, input }) => bookExcel(ctx.station, ctx.session, input)),
});
