import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import * as wire from './accuracy.schema.ts';
import { accuracyOf, listCalibration, previewDue, setDue } from './calibration.service.ts';
import { listEvents, recordEvent, settleEvent } from './events.service.ts';
import { listSeals, recordSeal } from './seals.service.ts';
import { listTests, recordTest, voidTest } from './tests.service.ts';

const reading = procedure.meta({ perm: 'meters.read' });
const writing = procedure.meta({ perm: 'meters.write' });

export const accuracyRouter = router({
  ofMeter: reading
    .input(wire.OfMeter)
    .output(wire.MeterAccuracy)
    .query(({ ctx, input }) => accuracyOf(ctx.station.db, input.meterId)),
  calibration: reading
    .input(wire.CalibrationFilter)
    .output(wire.CalibrationPage)
    .query(({ ctx, input }) => listCalibration(ctx.station, input)),
  previewDue: writing
    .input(wire.PreviewDue)
    .output(z.array(wire.DueItem))
    .query(({ ctx, input }) => previewDue(ctx.station, ctx.actor, input)),
  setDue: writing
    .input(wire.SetDue)
    .output(z.array(wire.DueItem))
    .mutation(({ ctx, input }) => setDue(ctx.station, ctx.actor, input)),
  seals: reading
    .input(wire.SealFilter)
    .output(wire.SealPage)
    .query(({ ctx, input }) => listSeals(ctx.station.db, input)),
  recordSeal: writing
    .input(wire.RecordSeal)
    .output(z.object({ sealEventId: z.number() }))
    .mutation(({ ctx, input }) => recordSeal(ctx.station, ctx.actor, input)),
  events: reading
    .input(wire.EventFilter)
    .output(wire.EventPage)
    .query(({ ctx, input }) => listEvents(ctx.station.db, input)),
  recordEvent: writing
    .input(wire.RecordEvent)
    .output(z.object({ meterEventId: z.number() }))
    .mutation(({ ctx, input }) => recordEvent(ctx.station, ctx.actor, input)),
  settleEvent: writing
    .input(wire.SettleEvent)
    .output(z.void())
    .mutation(({ ctx, input }) => settleEvent(ctx.station, ctx.actor, input)),
  tests: reading
    .input(wire.TestFilter)
    .output(wire.TestPage)
    .query(({ ctx, input }) => listTests(ctx.station.db, input)),
  recordTest: writing
    .input(wire.RecordTest)
    .output(wire.MeterTest)
    .mutation(({ ctx, input }) => recordTest(ctx.station, ctx.actor, input)),
  voidTest: writing
    .input(wire.VoidTest)
    .output(wire.MeterTest)
    .mutation(({ ctx, input }) => voidTest(ctx.station, ctx.actor, input)),
});
