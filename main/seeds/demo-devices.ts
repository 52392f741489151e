import type { Actor } from '../db/writer.ts';
import { type DeviceLink, GsmProfile, type SerialLink } from '../devices/config.schema.ts';
import {
  type RunningMeterSim,
  type RunningModemSim,
  type RunningScaleSim,
  type SimMeter,
  startMeterSim,
  startModemSim,
  startScaleSim,
} from '../devices/simulators.ts';
import { createDevice, listDevices, updateDevice } from '../modules/devices/index.ts';
import type { Station } from '../station.types.ts';
import { hasSocat, openPtyPair } from './pty-pair.ts';
import { seededRequestId } from './request-ids.ts';

export interface DemoDevices extends AsyncDisposable {
  readonly wire: 'pseudo-terminals' | 'memory';
  readonly busId: number;
  readonly scaleId: number;
  readonly modemId: number;
  readonly meters: RunningMeterSim;
  readonly scale: RunningScaleSim;
  readonly modem: RunningModemSim;
}

const BUS = { name: '1 号楼电表总线', model: 'meter-bus' } as const;
const MODEM = { name: '短信猫', model: 'gsm-modem' } as const;
const SCALE = { name: '充装台秤', model: 'toledo' } as const;

/** Simulated meters, a scale and a modem on the far ends of their wires, and the station's devices on the near ends. */
export async function startDemoDevices(st: Station, by: Actor, meters: readonly SimMeter[]): Promise<DemoDevices> {
  await using stack = new AsyncDisposableStack();
  const wire = hasSocat() ? 'pseudo-terminals' : 'memory';
  const bus = await makeWire(stack, wire, 'demo-bus', { baud: 9600, parity: 'even' });
  const platform = await makeWire(stack, wire, 'demo-scale', { baud: 9600, parity: 'none' });
  const line = await makeWire(stack, wire, 'demo-modem', { baud: 115_200, parity: 'none' });
  const meterSim = stack.use(startMeterSim({ link: bus.far, meters, answerMs: 20 }));
  const scaleSim = stack.use(startScaleSim({ model: 'toledo', link: platform.far, weightGrams: 0, settleFrames: 6 }));
  const modemSim = stack.use(startModemSim({ link: line.far }));
  const busId = saveDevice(st, by, {
    name: BUS.name,
    config: { model: BUS.model, link: bus.near, profile: { answerMs: 900, retries: 2 } },
  });
  const scaleId = saveDevice(st, by, {
    name: SCALE.name,
    config: { model: SCALE.model, link: platform.near, profile: { checksum: 'auto', capacityGrams: 150_000 } },
  });
  const modemId = saveDevice(st, by, {
    name: MODEM.name,
    config: { model: MODEM.model, link: line.near, profile: GsmProfile.parse({}) },
  });
  st.devices.reload();
  const running = stack.move();
  return {
    wire,
    busId,
    scaleId,
    modemId,
    meters: meterSim,
    scale: scaleSim,
    modem: modemSim,
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}

async function makeWire(
  stack: AsyncDisposableStack,
  wire: DemoDevices['wire'],
  name: string,
  line: Pick<SerialLink, 'baud' | 'parity'>,
): Promise<{ near: DeviceLink; far: DeviceLink }> {
  if (wire === 'memory') return { near: { type: 'memory', name }, far: { type: 'memory', name } };
  const pair = stack.use(await openPtyPair());
  const serial = (path: string): SerialLink => ({ type: 'serial', path, ...line, dataBits: 8, stopBits: 1 });
  return { near: serial(pair.near), far: serial(pair.far) };
}

/** A kept demo station has the device already, on a wire that is gone: it gets the new one. */
function saveDevice(
  st: Station,
  by: Actor,
  device: Pick<Parameters<typeof createDevice>[2], 'name' | 'config'>,
): number {
  const known = listDevices(st).find((d) => d.name === device.name);
  if (!known) return createDevice(st, by, { ...device, isEnabled: true, requestId: seededRequestId() });
  const { deviceId, version, isEnabled } = known;
  updateDevice(st, by, { deviceId, version, isEnabled, ...device });
  return deviceId;
}
