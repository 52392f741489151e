import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { CustomerId } from '../../shared/ids.ts';
import { AutoPayment, ReverseAutoPayment } from './auto-pay.schema.ts';
import { autoPaymentsOf, reverseAutoPayment } from './auto-pay.service.ts';

export const autoPayRouter = router({
  list: procedure
    .meta({ perm: 'cashier.read' })
    .input(z.strictObject({ customerId: CustomerId }))
    .output(z.array(AutoPayment))
    .query(({ ctx, input }) => autoPaymentsOf(ctx.station.db, input.customerId)),
  reverse: procedure
    .meta({ perm: 'cashier.reverse', priority: 'counter' })
    .input(ReverseAutoPayment)
    .output(AutoPayment)
    .mutation(({ ctx, input }) => reverseAutoPayment(ctx.station, ctx.actor, input)),
});
