import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { AccountId, CustomerId, MeterId } from '../../shared/ids.ts';
import * as queries from './meters.queries.service.ts';
import {
  AssignMeter,
  AssignmentRow,
  CreateMeter,
  Meter,
  MeterFilter,
  MeterPage,
  MeterRow,
  RemoveMeter,
  SetWires,
  UnassignMeter,
  UpdateMeter,
} from './meters.schema.ts';
import * as meters from './meters.service.ts';
import * as wires from './wires.service.ts';

export const metersRouter = router({
  list: procedure
    .meta({ perm: 'meters.read' })
    .input(MeterFilter)
    .output(MeterPage)
    .query(({ ctx, input }) => queries.listMeters(ctx.station, input)),
  get: procedure
    .meta({ perm: 'meters.read' })
    .input(z.strictObject({ meterId: MeterId }))
    .output(MeterRow)
    .query(({ ctx, input }) => queries.requireMeterRow(ctx.station.db, input.meterId)),
  /** The meters now on an account. */
  ofAccount: procedure
    .meta({ perm: 'meters.read' })
    .input(z.strictObject({ accountId: AccountId }))
    .output(z.array(Meter))
    .query(({ ctx, input }) => queries.metersOfAccount(ctx.station.db, input.accountId)),
  ofCustomer: procedure
    .meta({ perm: 'meters.read' })
    .input(z.strictObject({ customerId: CustomerId }))
    .output(z.array(AssignmentRow))
    .query(({ ctx, input }) => queries.assignmentsOfCustomer(ctx.station.db, input.customerId)),
  history: procedure
    .meta({ perm: 'meters.read' })
    .input(z.strictObject({ meterId: MeterId }))
    .output(z.array(AssignmentRow))
    .query(({ ctx, input }) => queries.assignmentsOfMeter(ctx.station.db, input.meterId)),
  create: procedure
    .meta({ perm: 'meters.write' })
    .input(CreateMeter)
    .output(MeterId)
    .mutation(({ ctx, input }) => meters.createMeter(ctx.station, ctx.actor, input)),
  update: procedure
    .meta({ perm: 'meters.write' })
    .input(UpdateMeter)
    .output(z.void())
    .mutation(({ ctx, input }) => meters.updateMeter(ctx.station, ctx.actor, input)),
  setWires: procedure
    .meta({ perm: 'meters.write' })
    .input(SetWires)
    .output(z.void())
    .mutation(({ ctx, input }) => wires.setWires(ctx.station, ctx.actor, input)),
  assign: procedure
    .meta({ perm: 'meters.write' })
    .input(AssignMeter)
    .output(z.void())
    .mutation(({ ctx, input }) => meters.assignMeter(ctx.station, ctx.actor, input)),
  unassign: procedure
    .meta({ perm: 'meters.write' })
    .input(UnassignMeter)
    .output(z.void())
    .mutation(({ ctx, input }) => meters.unassignMeter(ctx.station, ctx.actor, input)),
  remove: procedure
    .meta({ perm: 'meters.write' })
    .input(RemoveMeter)
    .output(z.void())
    .mutation(({ ctx, input }) => meters.removeMeter(ctx.station, ctx.actor, input)),
});
