import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { ClosePeriod, ClosePreview, Period, PeriodEvent, PeriodQuery, ReopenPeriod } from './period.schema.ts';
import { closePeriod, periods, previewClose, reopenPeriod } from './period.service.ts';

export const periodsRouter = router({
  list: procedure
    .meta({ perm: 'ledger.read' })
    .output(z.array(Period))
    .query(({ ctx }) => periods(ctx.station)),
  preview: procedure
    .meta({ perm: 'ledger.close' })
    .input(PeriodQuery)
    .output(ClosePreview)
    .query(({ ctx, input }) => previewClose(ctx.station, input.month)),
  close: procedure
    .meta({ perm: 'ledger.close' })
    .input(ClosePeriod)
    .output(PeriodEvent)
    .mutation(({ ctx, input }) => closePeriod(ctx.station, ctx.actor, input)),
  reopen: procedure
    .meta({ perm: 'ledger.close' })
    .input(ReopenPeriod)
    .output(PeriodEvent)
    .mutation(({ ctx, input }) => reopenPeriod(ctx.station, ctx.actor, input)),
});
