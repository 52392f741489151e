import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { CustomerId } from '../../shared/ids.ts';
import { AccountCredit, AccountRule, CreditPolicy, LowBalancePage, LowBalanceQuery } from './policy.schema.ts';
import { accountCredits, lowBalances, policyOf, saveAccountRule, savePolicy } from './policy.service.ts';
import { GiveRefund, Refund, Refundable, ReverseRefund } from './refund.schema.ts';
import { giveRefund, refundable, refundsOf, reverseRefund } from './refund.service.ts';

const OfCustomer = z.strictObject({ customerId: CustomerId });

export const creditRouter = router({
  policy: procedure
    .meta({ perm: 'station.read' })
    .output(CreditPolicy)
    .query(({ ctx }) => policyOf(ctx.station.db)),
  savePolicy: procedure
    .meta({ perm: 'station.settings' })
    .input(CreditPolicy)
    .output(z.void())
    .mutation(({ ctx, input }) => savePolicy(ctx.station, ctx.actor, input)),
  accounts: procedure
    .meta({ perm: 'cashier.read' })
    .input(OfCustomer)
    .output(z.array(AccountCredit))
    .query(({ ctx, input }) => accountCredits(ctx.station.db, input.customerId)),
  saveAccountRule: procedure
    .meta({ perm: 'customers.write' })
    .input(AccountRule)
    .output(z.void())
    .mutation(({ ctx, input }) => saveAccountRule(ctx.station, ctx.actor, input)),
  lowBalances: procedure
    .meta({ perm: 'cashier.read' })
    .input(LowBalanceQuery)
    .output(LowBalancePage)
    .query(({ ctx, input }) => lowBalances(ctx.station.db, input)),
  refundable: procedure
    .meta({ perm: 'cashier.refund' })
    .input(OfCustomer)
    .output(Refundable)
    .query(({ ctx, input }) =>
      refundable(
        ctx.station,
        { by: ctx.actor, isUnlimited: ctx.requireSession().can('cashier.refund-any') },
        input.customerId,
      ),
    ),
  refund: procedure
    .meta({ perm: 'cashier.refund', priority: 'counter' })
    .input(GiveRefund)
    .output(Refund)
    .mutation(({ ctx, input }) =>
      giveRefund(ctx.station, { by: ctx.actor, isUnlimited: ctx.requireSession().can('cashier.refund-any') }, input),
    ),
  reverseRefund: procedure
    .meta({ perm: 'cashier.reverse', priority: 'counter' })
    .input(ReverseRefund)
    .output(Refund)
    .mutation(({ ctx, input }) => reverseRefund(ctx.station, ctx.actor, input)),
  refunds: procedure
    .meta({ perm: 'cashier.read' })
    .input(OfCustomer)
    .output(z.array(Refund))
    .query(({ ctx, input }) => refundsOf(ctx.station.db, input.customerId)),
});
