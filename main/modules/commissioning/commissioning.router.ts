import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import * as clocks from './clocks.service.ts';
import {
  BusOnly,
  ClockCheck,
  ClockRow,
  Clocks,
  FreezeNow,
  FreezeRun,
  KnownMeter,
  Register,
  Registered,
  SetClock,
  SyncClocks,
} from './commissioning.schema.ts';
import { DeviceTable, ImportTable, PreviewTable, TableChange } from './device-table.schema.ts';
import * as table from './device-table.service.ts';
import * as freeze from './freeze.service.ts';
import { knownMeters, registerMeters } from './register.service.ts';
import { ReadSheet, SheetFile, SheetLanguage, WrittenSheet } from './sheet.schema.ts';
import * as sheet from './sheet.service.ts';

export const commissioningRouter = router({
  known: procedure
    .meta({ perm: 'meters.read' })
    .input(BusOnly)
    .output(z.array(KnownMeter))
    .query(({ ctx, input }) => knownMeters(ctx.station, input.busId)),
  register: procedure
    .meta({ perm: 'meters.write' })
    .input(Register)
    .output(Registered)
    .mutation(({ ctx, input }) => registerMeters(ctx.station, ctx.actor, input)),
  clocks: procedure
    .meta({ perm: 'devices.read' })
    .input(BusOnly)
    .output(Clocks)
    .query(({ ctx, input }) => clocks.clocks(ctx.station, input.busId)),
  checkClocks: procedure
    .meta({ perm: 'devices.write' })
    .input(BusOnly)
    .output(ClockCheck)
    .mutation(({ ctx, input }) => clocks.startClockCheck(ctx.station, input.busId)),
  cancelClockCheck: procedure
    .meta({ perm: 'devices.write' })
    .input(BusOnly)
    .output(z.void())
    .mutation(({ ctx, input }) => clocks.cancelClockCheck(ctx.station, input.busId)),
  syncClocks: procedure
    .meta({ perm: 'devices.write' })
    .input(SyncClocks)
    .output(ClockCheck)
    .mutation(({ ctx, input }) => clocks.syncClocks(ctx.station, ctx.actor, input)),
  setClock: procedure
    .meta({ perm: 'devices.write' })
    .input(SetClock)
    .output(ClockRow)
    .mutation(({ ctx, input }) => clocks.setClock(ctx.station, ctx.actor, input)),
  freeze: procedure
    .meta({ perm: 'devices.read' })
    .input(BusOnly)
    .output(FreezeRun.nullable())
    .query(({ ctx, input }) => freeze.currentFreeze(ctx.station, input.busId)),
  freezeNow: procedure
    .meta({ perm: 'devices.write' })
    .input(FreezeNow)
    .output(FreezeRun)
    .mutation(({ ctx, input }) => freeze.freezeNow(ctx.station, ctx.actor, input)),
  cancelFreeze: procedure
    .meta({ perm: 'devices.write' })
    .input(BusOnly)
    .output(z.void())
    .mutation(({ ctx, input }) => freeze.cancelFreeze(ctx.station, input.busId)),
  table: procedure
    .meta({ perm: 'devices.write' })
    .output(DeviceTable)
    .query(({ ctx }) => table.deviceTable(ctx.station)),
  sheet: procedure
    .meta({ perm: 'devices.write' })
    .input(SheetLanguage)
    .output(WrittenSheet)
    .query(({ ctx, input }) => sheet.meterSheet(ctx.station, input.lang)),
  /** A mutation by its size: a file does not fit into an address. It writes nothing. */
  readSheet: procedure
    .meta({ perm: 'devices.write' })
    .input(SheetFile)
    .output(ReadSheet)
    .mutation(({ ctx, input }) => sheet.readSheet(ctx.station, input)),
  previewTable: procedure
    .meta({ perm: 'devices.write' })
    .input(PreviewTable)
    .output(TableChange)
    .mutation(({ ctx, input }) => table.previewTable(ctx.station, ctx.actor, input.table)),
  importTable: procedure
    .meta({ perm: 'devices.write' })
    .input(ImportTable)
    .output(TableChange)
    .mutation(({ ctx, input }) => table.importTable(ctx.station, ctx.actor, input)),
});
