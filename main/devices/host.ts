import path from 'node:path';
import { type DeviceRow, enabledDevices, relayAccessOf } from '../modules/devices/index.ts';
import type { Station } from '../station.types.ts';
import { type DeviceConfig, linkKey } from './config.schema.ts';
import { throttle } from './link/throttle.ts';
import { systemTimers, type Timers } from './link/timers.ts';
import type { DeviceHost, DeviceRecordings, DeviceWorkshop, LinkStatus, WeightReading } from './ports.ts';
import { probeDevice } from './probe.ts';
import { createRecorder, type Recorder } from './recording/recorder.ts';
import { overheard } from './recording/recording.ts';
import { createDevice, type DeviceSurroundings, type RunningDevice } from './registry.ts';
import { detectScale, linesToTry } from './scale-detect.ts';
import { createTransport } from './transport/index.ts';
import { listSerialPorts } from './transport/serial.ts';

export interface DeviceHostOptions {
  readonly timers?: Timers;
}

interface Slot {
  readonly deviceId: number;
  readonly wire: string;
  /** The row as it was when the device was made: another text means another device. */
  readonly config: string;
  readonly device: RunningDevice;
  readonly recorder: Recorder;
  close(): Promise<void>;
}

/** Fast enough for an eye on the platform, slow enough for a phone on the office network. */
const WEIGHT_EVERY_MS = 100;
/** A flickering cable must not make every window fetch all it shows. */
const STATUS_EVERY_MS = 1000;

/**
 * The station's devices by row id, opened by `reload()`. Publishes `weight` and `device` on the live hub. A wire is
 * opened again only after its last user has let go of it.
 */
export function createDeviceHost(station: Station, { timers = systemTimers }: DeviceHostOptions = {}): DeviceHost {
  const { now } = station.clock;
  const slots = new Map<number, Slot>();
  const releases = new Map<string, Promise<void>>();
  /** Wires lent to the workshop, each by so many at once. */
  const lent = new Map<string, number>();
  let isDisposed = false;

  function make(config: DeviceConfig, surroundings?: DeviceSurroundings, recorder?: Recorder): RunningDevice {
    const transport = createTransport(config.link);
    return createDevice(
      config,
      { transport: recorder ? overheard(transport, recorder) : transport, timers, now },
      surroundings,
    );
  }

  function recorderOf(deviceId: number): Recorder {
    const folder = station.folder === ':memory:' ? null : path.join(station.folder, 'recordings');
    return createRecorder({ folder, name: `device-${deviceId}`, timers, now });
  }

  function startWhenFree(wire: string, device: RunningDevice, isWanted: () => boolean): void {
    const release = releases.get(wire);
    if (!release) device.start();
    else
      void release.then(() => {
        if (isWanted()) device.start();
      });
  }

  function release(wire: string, closing: Promise<void>): Promise<void> {
    const both = Promise.all([releases.get(wire), closing]).then(() => {
      if (releases.get(wire) === both) releases.delete(wire);
    });
    releases.set(wire, both);
    return both;
  }

  function open(row: DeviceRow): void {
    const { deviceId } = row;
    const relayAccess = () => relayAccessOf(station.db, deviceId);
    const recorder = recorderOf(deviceId);
    recorder.set(row.isRecorded);
    const device = make(row.config, { zone: station.zone, relayAccess }, recorder);
    const tellStatus = throttle<void>(timers, STATUS_EVERY_MS, () =>
      station.live.publish({ topic: 'device', deviceId }),
    );
    const tellWeight = throttle<WeightReading>(timers, WEIGHT_EVERY_MS, (reading) =>
      station.live.publish({ topic: 'weight', deviceId, ...reading }),
    );
    device.onStatus(() => tellStatus());
    if (device.port.kind === 'scale') device.port.scale.onReading(tellWeight);
    if (device.port.kind === 'scanner')
      device.port.scanner.onScan(({ text, symbology }) =>
        station.live.publish({ topic: 'scan', deviceId, text, symbology }),
      );
    const wire = linkKey(row.config.link);
    const slot: Slot = {
      deviceId,
      wire,
      config: JSON.stringify(row.config),
      device,
      recorder,
      async close() {
        const closing = device.stop().then(recorder.close);
        tellStatus.cancel();
        tellWeight.cancel();
        await release(wire, closing);
      },
    };
    slots.set(deviceId, slot);
    startWhenFree(wire, device, () => slots.get(deviceId) === slot);
  }

  function shut(slot: Slot): Promise<void> {
    slots.delete(slot.deviceId);
    return slot.close();
  }

  function reload(): void {
    if (isDisposed) return;
    const wanted = new Map<number, DeviceRow>(
      enabledDevices(station.db)
        .filter((row) => !lent.has(linkKey(row.config.link)))
        .map((row) => [row.deviceId, row]),
    );
    for (const slot of [...slots.values()]) {
      const row = wanted.get(slot.deviceId);
      if (!row || JSON.stringify(row.config) !== slot.config) void shut(slot);
    }
    for (const row of wanted.values()) {
      const slot = slots.get(row.deviceId);
      if (slot) slot.recorder.set(row.isRecorded);
      else open(row);
    }
  }

  const recordings: DeviceRecordings = {
    read: (deviceId) => (slots.get(deviceId)?.recorder ?? recorderOf(deviceId)).read(),
    forget: (deviceId) => (slots.get(deviceId)?.recorder ?? recorderOf(deviceId)).forget(),
  };

  const workshop: DeviceWorkshop = {
    ports: listSerialPorts,
    async probe(config, options) {
      const wire = linkKey(config.link);
      const inUse = [...slots.values()].find((slot) => slot.wire === wire);
      if (inUse && inUse.config === JSON.stringify(config)) return probeDevice(inUse.device, options, { timers, now });
      return lend(wire, async () => {
        const device = make(config);
        try {
          device.start();
          return await probeDevice(device, options, { timers, now });
        } finally {
          await release(wire, device.stop());
        }
      });
    },
    detectScale: (link, onProgress, signal) =>
      lend(linkKey(link), () =>
        detectScale({
          lines: linesToTry(link),
          transport: (line) => createTransport(line ? { ...link, ...line } : link),
          timers,
          now,
          onProgress,
          signal,
        }),
      ),
  };

  /** The wire is free of its own device while the work goes on. */
  async function lend<T>(wire: string, work: () => Promise<T>): Promise<T> {
    const inUse = [...slots.values()].find((slot) => slot.wire === wire);
    lent.set(wire, (lent.get(wire) ?? 0) + 1);
    try {
      if (inUse) await shut(inUse);
      await releases.get(wire);
      return await work();
    } finally {
      const others = (lent.get(wire) ?? 1) - 1;
      if (others > 0) lent.set(wire, others);
      else lent.delete(wire);
      reload();
    }
  }

  function portOf<K extends RunningDevice['port']['kind']>(deviceId: number, kind: K) {
    const port = slots.get(deviceId)?.device.port;
    return port?.kind === kind ? (port as Extract<RunningDevice['port'], { kind: K }>) : undefined;
  }

  return {
    scale: (deviceId) => portOf(deviceId, 'scale')?.scale,
    meterBus: (deviceId) => portOf(deviceId, 'meter-bus')?.bus,
    smsModem: (deviceId) => portOf(deviceId, 'modem')?.modem,
    receiptPrinter: (deviceId) => portOf(deviceId, 'printer')?.printer,
    reload,
    statuses: () => new Map<number, LinkStatus>([...slots].map(([deviceId, slot]) => [deviceId, slot.device.status()])),
    recordings,
    workshop,
    async [Symbol.asyncDispose]() {
      isDisposed = true;
      await Promise.all([...slots.values()].map(shut));
      await Promise.all(releases.values());
    },
  };
}
