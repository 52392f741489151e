import { z } from 'zod';
import { openProcedure, procedure, router } from '../../api/trpc.ts';
import { BackupList, BackupManifest } from './backup.schema.ts';
import * as backups from './backup.service.ts';
import { SetUp, StationPlace, StationSettings, StationState } from './station.schema.ts';
import * as station from './station.service.ts';

export const stationRouter = router({
  state: openProcedure.output(StationState).query(({ ctx }) => station.stationState(ctx.station)),
  setUp: openProcedure
    .input(SetUp)
    .output(z.void())
    .mutation(({ ctx, input }) => station.setUp(ctx.station, ctx.door, input)),
  /** Instead of a set-up: builds the demo station, once, in an empty folder. Takes some seconds. */
  openDemo: openProcedure.output(z.void()).mutation(({ ctx }) => station.openDemo(ctx.station)),
  settings: procedure
    .meta({ perm: 'station.read' })
    .output(StationSettings.nullable())
    .query(({ ctx }) => station.stationSettings(ctx.station.db) ?? null),
  saveSettings: procedure
    .meta({ perm: 'station.settings' })
    .input(StationSettings)
    .output(z.void())
    .mutation(({ ctx, input }) => station.saveSettings(ctx.station, ctx.actor, input)),
  place: procedure
    .meta({ perm: 'station.backup' })
    .output(StationPlace)
    .query(({ ctx }) => station.stationPlace(ctx.station)),
  backups: procedure
    .meta({ perm: 'station.backup' })
    .output(BackupList)
    .query(({ ctx }) => backups.listBackups(ctx.station)),
  /** Answers when the copy is made and checked; progress travels as job "backup". */
  backUp: procedure
    .meta({ perm: 'station.backup' })
    .output(BackupManifest)
    .mutation(({ ctx }) => backups.backUp(ctx.station, ctx.actor)),
});
