import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { CustomerId, PremisesId } from '../../shared/ids.ts';
import * as queries from './customers.queries.service.ts';
import {
  AccountDetail,
  AccountFilter,
  AccountPage,
  AccountRow,
  Building,
  CreateCustomer,
  CreatePremises,
  Customer,
  Premises,
  SearchHit,
  UpdateCustomer,
  UpdatePremises,
} from './customers.schema.ts';
import * as customers from './customers.service.ts';
import { search } from './search.service.ts';

export const customersRouter = router({
  search: procedure
    .meta({ perm: 'customers.read' })
    .input(z.strictObject({ text: z.string().max(200), limit: z.number().int().min(1).max(20).default(20) }))
    .output(z.array(SearchHit))
    .query(({ ctx, input }) => search(ctx.station.db, input.text, input.limit)),
  /** The accounts of the station, page by page. */
  list: procedure
    .meta({ perm: 'customers.read' })
    .input(AccountFilter)
    .output(AccountPage)
    .query(({ ctx, input }) => queries.listAccounts(ctx.station.db, input)),
  get: procedure
    .meta({ perm: 'customers.read' })
    .input(z.strictObject({ customerId: CustomerId }))
    .output(Customer)
    .query(({ ctx, input }) => queries.requireCustomer(ctx.station.db, input.customerId)),
  accounts: procedure
    .meta({ perm: 'customers.read' })
    .input(z.strictObject({ customerId: CustomerId }))
    .output(z.array(AccountDetail))
    .query(({ ctx, input }) => queries.accountDetails(ctx.station.db, input.customerId)),
  create: procedure
    .meta({ perm: 'customers.write' })
    .input(CreateCustomer)
    .output(CustomerId)
    .mutation(({ ctx, input }) => customers.createCustomer(ctx.station, ctx.actor, input)),
  update: procedure
    .meta({ perm: 'customers.write' })
    .input(UpdateCustomer)
    .output(z.void())
    .mutation(({ ctx, input }) => customers.updateCustomer(ctx.station, ctx.actor, input)),
});

export const premisesRouter = router({
  buildings: procedure
    .meta({ perm: 'customers.read' })
    .output(z.array(Building))
    .query(({ ctx }) => queries.listBuildings(ctx.station.db)),
  /** Premises whose door begins with a text. */
  find: procedure
    .meta({ perm: 'customers.read' })
    .input(z.strictObject({ door: z.string().max(60), limit: z.number().int().min(1).max(50).default(20) }))
    .output(z.array(Premises))
    .query(({ ctx, input }) => queries.premisesFrom(ctx.station.db, input.door, input.limit)),
  get: procedure
    .meta({ perm: 'customers.read' })
    .input(z.strictObject({ premisesId: PremisesId }))
    .output(Premises)
    .query(({ ctx, input }) => queries.requirePremises(ctx.station.db, input.premisesId)),
  /** Whose it was and is: the accounts of one premises. */
  accounts: procedure
    .meta({ perm: 'customers.read' })
    .input(z.strictObject({ premisesId: PremisesId }))
    .output(z.array(AccountRow))
    .query(({ ctx, input }) => queries.accountsOfPremises(ctx.station.db, input.premisesId)),
  create: procedure
    .meta({ perm: 'customers.write' })
    .input(CreatePremises)
    .output(PremisesId)
    .mutation(({ ctx, input }) => customers.createPremises(ctx.station, ctx.actor, input)),
  update: procedure
    .meta({ perm: 'customers.write' })
    .input(UpdatePremises)
    .output(z.void())
    .mutation(({ ctx, input }) => customers.updatePremises(ctx.station, ctx.actor, input)),
});
