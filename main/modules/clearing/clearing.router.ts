import { procedure, router } from '../../api/trpc.ts';
import { Clearing, ClearingQuery, ReverseSettlement, Settle, Settlement } from './clearing.schema.ts';
import { clearing, reverseSettlement, settle } from './clearing.service.ts';

export const clearingRouter = router({
  open: procedure
    .meta({ perm: 'ledger.read' })
    .input(ClearingQuery)
    .output(Clearing)
    .query(({ ctx, input }) => clearing(ctx.station.db, input)),
  settle: procedure
    .meta({ perm: 'ledger.settle' })
    .input(Settle)
    .output(Settlement)
    .mutation(({ ctx, input }) => settle(ctx.station, ctx.actor, input)),
  reverse: procedure
    .meta({ perm: 'ledger.settle' })
    .input(ReverseSettlement)
    .output(Settlement)
    .mutation(({ ctx, input }) => reverseSettlement(ctx.station, ctx.actor, input)),
});
