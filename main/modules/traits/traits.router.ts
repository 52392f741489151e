import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { TraitId } from '../../shared/ids.ts';
import { AccountTraits, CorrectTrait, SetTrait, TraitsOfCustomer } from './traits.schema.ts';
import * as traits from './traits.service.ts';

export const traitsRouter = router({
  ofCustomer: procedure
    .meta({ perm: 'customers.read' })
    .input(TraitsOfCustomer)
    .output(z.array(AccountTraits))
    .query(({ ctx, input }) => traits.traitsOfCustomer(ctx.station, input.customerId)),
  set: procedure
    .meta({ perm: 'accounts.traits' })
    .input(SetTrait)
    .output(TraitId)
    .mutation(({ ctx, input }) => traits.setTrait(ctx.station, ctx.actor, input)),
  correct: procedure
    .meta({ perm: 'accounts.traits' })
    .input(CorrectTrait)
    .output(TraitId)
    .mutation(({ ctx, input }) => traits.correctTrait(ctx.station, ctx.actor, input)),
});
