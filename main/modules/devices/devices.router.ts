import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { DeviceId } from '../../shared/ids.ts';
import { Detecting, OnWire } from './detect.schema.ts';
import * as detection from './detect.service.ts';
import {
  BusOnly,
  BusReport,
  CreateDevice,
  DeviceOnly,
  DeviceView,
  EnableDevice,
  PortChoice,
  ReadNow,
  RecordDevice,
  Recording,
  Registers,
  RelayStatus,
  ReleaseMeter,
  RemoveDevice,
  Search,
  SetRelayAccess,
  StartSearch,
  TestDevice,
  TestResult,
  Trial,
  UpdateDevice,
} from './devices.schema.ts';
import * as devices from './devices.service.ts';
import * as recordings from './recordings.service.ts';
import * as relayAccess from './relay-access.service.ts';
import * as wires from './wires.service.ts';

export const devicesRouter = router({
  list: procedure
    .meta({ perm: 'devices.read' })
    .output(z.array(DeviceView))
    .query(({ ctx }) => devices.listDevices(ctx.station)),
  /** Serial ports of the station's computer. Empty where they cannot be listed: a path can be typed. */
  ports: procedure
    .meta({ perm: 'devices.write' })
    .output(z.array(PortChoice))
    .query(({ ctx }) => wires.serialPorts(ctx.station)),
  create: procedure
    .meta({ perm: 'devices.write' })
    .input(CreateDevice)
    .output(DeviceId)
    .mutation(({ ctx, input }) => devices.createDevice(ctx.station, ctx.actor, input)),
  update: procedure
    .meta({ perm: 'devices.write' })
    .input(UpdateDevice)
    .output(z.void())
    .mutation(({ ctx, input }) => devices.updateDevice(ctx.station, ctx.actor, input)),
  enable: procedure
    .meta({ perm: 'devices.write' })
    .input(EnableDevice)
    .output(z.void())
    .mutation(({ ctx, input }) => devices.enableDevice(ctx.station, ctx.actor, input)),
  remove: procedure
    .meta({ perm: 'devices.write' })
    .input(RemoveDevice)
    .output(z.void())
    .mutation(({ ctx, input }) => devices.removeDevice(ctx.station, ctx.actor, input)),
  setRelayAccess: procedure
    .meta({ perm: 'devices.write' })
    .input(SetRelayAccess)
    .output(z.void())
    .mutation(({ ctx, input }) => relayAccess.setRelayAccess(ctx.station, ctx.actor, input)),
  test: procedure
    .meta({ perm: 'devices.write' })
    .input(TestDevice)
    .output(TestResult)
    .mutation(({ ctx, input }) => wires.testDevice(ctx.station, input)),
  readNow: procedure
    .meta({ perm: 'devices.read' })
    .input(ReadNow)
    .output(Registers)
    .mutation(({ ctx, input }) => wires.readNow(ctx.station, input)),
  tryMeter: procedure
    .meta({ perm: 'devices.write' })
    .input(ReadNow)
    .output(Trial)
    .mutation(({ ctx, input }) => wires.tryMeter(ctx.station, input)),
  relayStatus: procedure
    .meta({ perm: 'devices.read' })
    .input(ReadNow)
    .output(RelayStatus)
    .mutation(({ ctx, input }) => wires.relayStatus(ctx.station, input)),
  /** What was learnt of the wire and its meters since it was opened. */
  report: procedure
    .meta({ perm: 'devices.read' })
    .input(BusOnly)
    .output(BusReport)
    .query(({ ctx, input }) => wires.busReport(ctx.station, input.busId)),
  release: procedure
    .meta({ perm: 'devices.read' })
    .input(ReleaseMeter)
    .output(z.void())
    .mutation(({ ctx, input }) => wires.releaseMeter(ctx.station, input)),
  record: procedure
    .meta({ perm: 'devices.write' })
    .input(RecordDevice)
    .output(z.void())
    .mutation(({ ctx, input }) => recordings.recordDevice(ctx.station, ctx.actor, input)),
  takeRecording: procedure
    .meta({ perm: 'devices.write' })
    .input(DeviceOnly)
    .output(Recording)
    .mutation(({ ctx, input }) => recordings.takeRecording(ctx.station, ctx.actor, input.deviceId)),
  forgetRecording: procedure
    .meta({ perm: 'devices.write' })
    .input(DeviceOnly)
    .output(z.void())
    .mutation(({ ctx, input }) => recordings.forgetRecording(ctx.station, ctx.actor, input.deviceId)),
  startSearch: procedure
    .meta({ perm: 'devices.write' })
    .input(StartSearch)
    .output(Search)
    .mutation(({ ctx, input }) => wires.startSearch(ctx.station, input)),
  cancelSearch: procedure
    .meta({ perm: 'devices.write' })
    .input(BusOnly)
    .output(z.void())
    .mutation(({ ctx, input }) => wires.cancelSearch(ctx.station, input.busId)),
  search: procedure
    .meta({ perm: 'devices.read' })
    .input(BusOnly)
    .output(Search.nullable())
    .query(({ ctx, input }) => wires.currentSearch(ctx.station, input.busId)),
  startDetection: procedure
    .meta({ perm: 'devices.write' })
    .input(OnWire)
    .output(Detecting)
    .mutation(({ ctx, input }) => detection.startDetection(ctx.station, input)),
  cancelDetection: procedure
    .meta({ perm: 'devices.write' })
    .input(OnWire)
    .output(z.void())
    .mutation(({ ctx, input }) => detection.cancelDetection(ctx.station, input)),
  detection: procedure
    .meta({ perm: 'devices.read' })
    .input(OnWire)
    .output(Detecting.nullable())
    .query(({ ctx, input }) => detection.currentDetection(ctx.station, input)),
});
