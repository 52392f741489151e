import { z } from 'zod';
import { openProcedure, procedure, router } from '../../api/trpc.ts';
import { SetUp, StationSettings, StationState } from './station.schema.ts';
import * as station from './station.service.ts';

export const stationRouter = router({
  state: openProcedure.output(StationState).query(({ ctx }) => station.stationState(ctx.station)),
  setUp: openProcedure
    .input(SetUp)
    .output(z.void())
    .mutation(({ ctx, input }) => station.setUp(ctx.station, ctx.door, input)),
  settings: procedure
    .meta({ perm: 'station.read' })
    .output(StationSettings.nullable())
    .query(({ ctx }) => station.stationSettings(ctx.station.db) ?? null),
  saveSettings: procedure
    .meta({ perm: 'station.settings' })
    .input(StationSettings)
    .output(z.void())
    .mutation(({ ctx, input }) => station.saveSettings(ctx.station, ctx.actor, input)),
});
