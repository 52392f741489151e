import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { CustomerId } from '../../shared/ids.ts';
import { depositsOf, heldDeposits } from './deposits.queries.service.ts';
import {
  Deposit,
  DepositReturn,
  HeldPage,
  HeldQuery,
  ReturnDeposit,
  ReverseDeposit,
  ReverseReturn,
  TakeDeposit,
} from './deposits.schema.ts';
import { returnDeposit, reverseDeposit, reverseReturn, takeDeposit } from './deposits.service.ts';

export const depositsRouter = router({
  ofCustomer: procedure
    .meta({ perm: 'cashier.read' })
    .input(z.strictObject({ customerId: CustomerId }))
    .output(z.array(Deposit))
    .query(({ ctx, input }) => depositsOf(ctx.station.db, input.customerId)),
  held: procedure
    .meta({ perm: 'ledger.read' })
    .input(HeldQuery)
    .output(HeldPage)
    .query(({ ctx, input }) => heldDeposits(ctx.station.db, input)),
  take: procedure
    .meta({ perm: 'cashier.take', priority: 'counter' })
    .input(TakeDeposit)
    .output(Deposit)
    .mutation(({ ctx, input }) => takeDeposit(ctx.station, ctx.actor, input)),
  giveBack: procedure
    .meta({ perm: 'cashier.return-deposit', priority: 'counter' })
    .input(ReturnDeposit)
    .output(DepositReturn)
    .mutation(({ ctx, input }) => returnDeposit(ctx.station, ctx.actor, input)),
  reverse: procedure
    .meta({ perm: 'cashier.reverse', priority: 'counter' })
    .input(ReverseDeposit)
    .output(Deposit)
    .mutation(({ ctx, input }) => reverseDeposit(ctx.station, ctx.actor, input)),
  reverseReturn: procedure
    .meta({ perm: 'cashier.reverse', priority: 'counter' })
    .input(ReverseReturn)
    .output(DepositReturn)
    .mutation(({ ctx, input }) => reverseReturn(ctx.station, ctx.actor, input)),
});
