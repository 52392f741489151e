import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { CustomerId, PaymentId } from '../../shared/ids.ts';
import { Receipt, ReversePayment, TakePayment, TillCustomer } from './cashier.schema.ts';
import { customerByCode, takePayment, tillCustomer } from './cashier.service.ts';
import { receipt } from './receipt.service.ts';
import { reversePayment } from './reversal.service.ts';

export const cashierRouter = router({
  customer: procedure
    .meta({ perm: 'cashier.read' })
    .input(z.strictObject({ customerId: CustomerId }))
    .output(TillCustomer)
    .query(({ ctx, input }) => tillCustomer(ctx.station, input.customerId)),
  /** A scanned number → its customer. */
  scan: procedure
    .meta({ perm: 'cashier.read' })
    .input(z.strictObject({ code: z.string().trim().min(1).max(60) }))
    .output(CustomerId.nullable())
    .query(({ ctx, input }) => customerByCode(ctx.station.db, input.code)),
  receipt: procedure
    .meta({ perm: 'cashier.read' })
    .input(z.strictObject({ paymentId: PaymentId }))
    .output(Receipt)
    .query(({ ctx, input }) => receipt(ctx.station.db, input.paymentId)),
  takePayment: procedure
    .meta({ perm: 'cashier.take', priority: 'counter' })
    .input(TakePayment)
    .output(Receipt)
    .mutation(({ ctx, input }) => takePayment(ctx.station, ctx.actor, input)),
  reversePayment: procedure
    .meta({ perm: 'cashier.reverse', priority: 'counter' })
    .input(ReversePayment)
    .output(Receipt)
    .mutation(({ ctx, input }) => reversePayment(ctx.station, ctx.actor, input)),
});
