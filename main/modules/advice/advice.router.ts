import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { Advice, AdviceQuery } from './advice.schema.ts';
import { adviseAccount } from './advice.service.ts';
import { Rehearsal, RehearsalQuery } from './rehearsal.schema.ts';
import { rehearse, stopRehearsal } from './rehearsal.service.ts';

/** Everybody's figures, for whoever may put a price in force. */
const rehearsing = procedure.meta({ perm: 'tariffs.write' });

export const adviceRouter = router({
  ofAccount: procedure
    .meta({ perm: 'billing.read' })
    .input(AdviceQuery)
    .output(Advice)
    .query(({ ctx, input }) => adviseAccount(ctx.station, input)),
  rehearse: rehearsing
    .input(RehearsalQuery)
    .output(Rehearsal)
    .query(({ ctx, input }) => rehearse(ctx.station, input)),
  stopRehearsal: rehearsing
    .input(RehearsalQuery)
    .output(z.void())
    .mutation(({ ctx, input }) => stopRehearsal(ctx.station, input)),
});
