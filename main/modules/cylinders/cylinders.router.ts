import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { CylinderId } from '../../shared/ids.ts';
import {
  CreateCylinder,
  Cylinder,
  CylinderEvent,
  CylinderPage,
  CylinderQuery,
  CylinderType,
  DueCounts,
  DueCylinder,
  RecordInspection,
  SaveRule,
  SaveType,
  ScrapCylinder,
  UpdateCylinder,
} from './cylinders.schema.ts';
import * as register from './cylinders.service.ts';
import {
  CheckCylinder,
  FillingPage,
  FillingPolicy,
  FillingQuery,
  FillingResult,
  FillingSummary,
  FillingVerdict,
  RecordFilling,
  RefusalPage,
  RefusalQuery,
  RefusalRow,
  RefuseFilling,
  ScaleView,
  SummaryQuery,
  ZeroScale,
} from './filling.schema.ts';
import * as filling from './filling.service.ts';
import * as lists from './filling-lists.service.ts';
import * as types from './types.service.ts';
import * as zero from './zero.service.ts';

const reading = procedure.meta({ perm: 'cylinders.read' });
const writing = procedure.meta({ perm: 'cylinders.write' });
const ruling = procedure.meta({ perm: 'cylinders.rules' });
const fillingProcedure = procedure.meta({ perm: 'filling.record' });
const OneCylinder = z.strictObject({ cylinderId: CylinderId });

export const cylindersRouter = router({
  list: reading
    .input(CylinderQuery)
    .output(CylinderPage)
    .query(({ ctx, input }) => register.listCylinders(ctx.station, input)),
  one: reading
    .input(OneCylinder)
    .output(Cylinder)
    .query(({ ctx, input }) => register.cylinder(ctx.station, input.cylinderId)),
  history: reading
    .input(OneCylinder)
    .output(z.array(CylinderEvent))
    .query(({ ctx, input }) => register.history(ctx.station, input.cylinderId)),
  refusals: reading
    .input(OneCylinder)
    .output(z.array(RefusalRow))
    .query(({ ctx, input }) => lists.refusalsOf(ctx.station.db, input.cylinderId)),
  due: reading
    .output(z.array(DueCylinder))
    .query(({ ctx }) => lists.dueCylinders(ctx.station.db, lists.today(ctx.station))),
  dueCounts: reading.output(DueCounts).query(({ ctx }) => lists.dueCounts(ctx.station.db, lists.today(ctx.station))),
  create: writing
    .input(CreateCylinder)
    .output(CylinderId)
    .mutation(({ ctx, input }) => register.createCylinder(ctx.station, ctx.actor, input)),
  update: writing
    .input(UpdateCylinder)
    .output(z.void())
    .mutation(({ ctx, input }) => register.updateCylinder(ctx.station, ctx.actor, input)),
  inspect: writing
    .input(RecordInspection)
    .output(z.void())
    .mutation(({ ctx, input }) => register.recordInspection(ctx.station, ctx.actor, input)),
  scrap: writing
    .input(ScrapCylinder)
    .output(z.void())
    .mutation(({ ctx, input }) => register.scrapCylinder(ctx.station, ctx.actor, input)),
  types: reading.output(z.array(CylinderType)).query(({ ctx }) => types.cylinderTypes(ctx.station.db)),
  saveType: ruling
    .input(SaveType)
    .output(z.void())
    .mutation(({ ctx, input }) => types.saveType(ctx.station, ctx.actor, input)),
  saveRule: ruling
    .input(SaveRule)
    .output(z.void())
    .mutation(({ ctx, input }) => types.saveRule(ctx.station, ctx.actor, input)),
});

export const fillingRouter = router({
  scales: reading.output(z.array(ScaleView)).query(({ ctx }) => lists.scales(ctx.station)),
  zeroScale: fillingProcedure
    .input(ZeroScale)
    .output(z.void())
    .mutation(({ ctx, input }) => zero.zeroScale(ctx.station, ctx.actor, input)),
  check: fillingProcedure
    .input(CheckCylinder)
    .output(FillingVerdict)
    .mutation(({ ctx, input }) => filling.checkCylinder(ctx.station, ctx.actor, input)),
  refuse: fillingProcedure
    .input(RefuseFilling)
    .output(z.void())
    .mutation(({ ctx, input }) => filling.refuseFilling(ctx.station, ctx.actor, input)),
  record: fillingProcedure
    .input(RecordFilling)
    .output(FillingResult)
    .mutation(({ ctx, input }) => filling.recordFilling(ctx.station, ctx.actor, input)),
  list: reading
    .input(FillingQuery)
    .output(FillingPage)
    .query(({ ctx, input }) => lists.listFillings(ctx.station.db, input)),
  refusals: reading
    .input(RefusalQuery)
    .output(RefusalPage)
    .query(({ ctx, input }) => lists.listRefusals(ctx.station.db, input)),
  summary: reading
    .input(SummaryQuery)
    .output(FillingSummary)
    .query(({ ctx, input }) => lists.fillingSummary(ctx.station.db, input)),
  policy: reading.output(FillingPolicy).query(({ ctx }) => lists.fillingPolicy(ctx.station.db)),
  savePolicy: ruling
    .input(FillingPolicy)
    .output(z.void())
    .mutation(({ ctx, input }) => lists.savePolicy(ctx.station, ctx.actor, input)),
});
