import { procedure, router } from '../../api/trpc.ts';
import { Advice, AdviceQuery } from './advice.schema.ts';
import { adviseAccount } from './advice.service.ts';

export const adviceRouter = router({
  ofAccount: procedure
    .meta({ perm: 'billing.read' })
    .input(AdviceQuery)
    .output(Advice)
    .query(({ ctx, input }) => adviseAccount(ctx.station, input)),
});
