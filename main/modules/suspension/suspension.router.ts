import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { SuspensionOrderId } from '../../shared/ids.ts';
import { carryOut, confirmOrder, recheckOrder, reportField } from './carry-out.service.ts';
import { cancelOrder, listOrders, orderFile, proposeRestore, proposeStops, recordFinalCall } from './orders.service.ts';
import {
  CancelOrder,
  FinalCall,
  FindOrder,
  Order,
  OrderAction,
  OrderFile,
  OrdersQuery,
  Proposed,
  ProposeRestore,
  ProposeStops,
  ReportField,
} from './suspension.schema.ts';

const reading = procedure.meta({ perm: 'dunning.read' });
const proposing = procedure.meta({ perm: 'suspension.propose' });
const confirming = procedure.meta({ perm: 'suspension.confirm' });

export const suspensionRouter = router({
  list: reading
    .input(OrdersQuery)
    .output(z.array(Order))
    .query(({ ctx, input }) => listOrders(ctx.station.db, input)),
  get: reading
    .input(FindOrder)
    .output(OrderFile)
    .query(({ ctx, input }) => orderFile(ctx.station, input.orderId)),
  propose: proposing
    .input(ProposeStops)
    .output(Proposed)
    .mutation(({ ctx, input }) => proposeStops(ctx.station, ctx.actor, input)),
  proposeRestore: proposing
    .input(ProposeRestore)
    .output(SuspensionOrderId)
    .mutation(({ ctx, input }) => proposeRestore(ctx.station, ctx.actor, input)),
  finalCall: proposing
    .input(FinalCall)
    .output(z.void())
    .mutation(({ ctx, input }) => recordFinalCall(ctx.station, ctx.actor, input)),
  confirm: confirming
    .input(OrderAction)
    .output(Order)
    .mutation(async ({ ctx, input }) => {
      const { orderId } = confirmOrder(ctx.station, ctx.actor, input);
      return carryOut(ctx.station, ctx.actor, orderId);
    }),
  cancel: proposing
    .input(CancelOrder)
    .output(z.void())
    .mutation(({ ctx, input }) => cancelOrder(ctx.station, ctx.actor, input)),
  recheck: confirming
    .input(FindOrder)
    .output(Order)
    .mutation(({ ctx, input }) => recheckOrder(ctx.station, ctx.actor, input.orderId)),
  report: procedure
    .meta({ perm: 'suspension.report' })
    .input(ReportField)
    .output(Order)
    .mutation(({ ctx, input }) => reportField(ctx.station, ctx.actor, input)),
});
