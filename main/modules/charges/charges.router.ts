import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { adjustBill, reverseAdjustment } from './adjustment.service.ts';
import {
  AdjustBill,
  BillCharges,
  BillLateFee,
  LateFeeOrder,
  LateFeePreview,
  OfBill,
  OfCustomer,
  PostedLateFees,
  PostLateFees,
  ReverseAdjustment,
  RevokeWaiver,
  SaveLateFeeOrder,
  WaiveLateFee,
} from './charges.schema.ts';
import { lateFeeOrder, lateFeesOfCustomer, saveLateFeeOrder } from './late-fee.service.ts';
import { postLateFees, previewLateFees } from './post.service.ts';
import { billCharges, revokeWaiver, waiveLateFee } from './waiver.service.ts';

const reading = procedure.meta({ perm: 'billing.read' });
const adjusting = procedure.meta({ perm: 'billing.adjust' });
const posting = procedure.meta({ perm: 'billing.late-fees' });

export const chargesRouter = router({
  ofBill: reading
    .input(OfBill)
    .output(BillCharges)
    .query(({ ctx, input }) => billCharges(ctx.station, input.billId)),
  lateFeesOfCustomer: reading
    .input(OfCustomer)
    .output(z.array(BillLateFee))
    .query(({ ctx, input }) => lateFeesOfCustomer(ctx.station, input.customerId)),
  waiveLateFee: adjusting
    .input(WaiveLateFee)
    .output(BillCharges)
    .mutation(({ ctx, input }) => waiveLateFee(ctx.station, ctx.actor, input)),
  revokeWaiver: adjusting
    .input(RevokeWaiver)
    .output(BillCharges)
    .mutation(({ ctx, input }) => revokeWaiver(ctx.station, ctx.actor, input)),
  adjust: adjusting
    .input(AdjustBill)
    .output(BillCharges)
    .mutation(({ ctx, input }) => adjustBill(ctx.station, ctx.actor, input)),
  reverseAdjustment: adjusting
    .input(ReverseAdjustment)
    .output(BillCharges)
    .mutation(({ ctx, input }) => reverseAdjustment(ctx.station, ctx.actor, input)),
  previewLateFees: posting.output(LateFeePreview).query(({ ctx }) => previewLateFees(ctx.station)),
  postLateFees: posting
    .input(PostLateFees)
    .output(PostedLateFees)
    .mutation(({ ctx, input }) => postLateFees(ctx.station, ctx.actor, input)),
  lateFeeOrder: reading.output(LateFeeOrder).query(({ ctx }) => lateFeeOrder(ctx.station.db)),
  saveLateFeeOrder: posting
    .input(SaveLateFeeOrder)
    .output(z.void())
    .mutation(({ ctx, input }) => saveLateFeeOrder(ctx.station, ctx.actor, input.order)),
});
