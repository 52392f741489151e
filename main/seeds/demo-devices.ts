import type { Actor } from '../db/writer.ts';
import { type DeviceLink, GsmProfile, type SerialLink } from '../devices/config.schema.ts';
import { PrinterProfile } from '../devices/printer-escpos/profile.schema.ts';
import { ScannerProfile } from '../devices/scanner-serial/profile.schema.ts';
import {
  type RunningModemSim,
  type RunningPrinterSim,
  type RunningScaleSim,
  type RunningScannerSim,
  startMixedWire,
  startModemSim,
  startPrinterSim,
  startScaleSim,
  startScannerSim,
} from '../devices/simulators.ts';
import { createDevice, listDevices, updateDevice } from '../modules/devices/index.ts';
import type { Station } from '../station.types.ts';
import { type DemoMeter, type DemoWire, demoWire } from './demo-wire.ts';
import { hasSocat, openPtyPair } from './pty-pair.ts';
import { seededRequestId } from './request-ids.ts';

export interface DemoDevices extends AsyncDisposable {
  readonly wire: 'pseudo-terminals' | 'memory';
  readonly busId: number;
  readonly scaleId: number;
  readonly modemId: number;
  readonly registerAt: DemoWire['registerAt'];
  readonly scale: RunningScaleSim;
  readonly modem: RunningModemSim;
  readonly printer: RunningPrinterSim;
  readonly scanner: RunningScannerSim;
}

const BUS = { name: '1 号楼抄表总线', model: 'meter-bus' } as const;
const MODEM = { name: '短信猫', model: 'gsm-modem' } as const;
const PRINTER = { name: '小票机', model: 'escpos' } as const;
const SCANNER = { name: '扫码枪', model: 'serial-scanner' } as const;
const SCALE = { name: '充装台秤', model: 'toledo' } as const;

/** Simulated meters, a scale, a modem, a printer and a scanner on the far ends of their wires, and the station's devices on the near ends. */
export async function startDemoDevices(st: Station, by: Actor, meters: readonly DemoMeter[]): Promise<DemoDevices> {
  await using stack = new AsyncDisposableStack();
  const wire = hasSocat() ? 'pseudo-terminals' : 'memory';
  const plain = { baud: 9600, parity: 'none' } as const;
  const bus = await makeWire(stack, wire, 'demo-bus', { baud: 9600, parity: 'even' });
  const platform = await makeWire(stack, wire, 'demo-scale', plain);
  const line = await makeWire(stack, wire, 'demo-modem', { baud: 115_200, parity: 'none' });
  const paper = await makeWire(stack, wire, 'demo-printer', plain);
  const counter = await makeWire(stack, wire, 'demo-scanner', plain);
  const { devices, registerAt } = demoWire(meters);
  stack.use(startMixedWire({ link: bus.far, devices }));
  const scaleSim = stack.use(startScaleSim({ model: 'toledo', link: platform.far, weightGrams: 0, settleFrames: 6 }));
  const modemSim = stack.use(startModemSim({ link: line.far }));
  const printer = stack.use(startPrinterSim({ link: paper.far }));
  const scanner = stack.use(startScannerSim({ link: counter.far }));
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
  saveDevice(st, by, {
    name: PRINTER.name,
    config: { model: PRINTER.model, link: paper.near, profile: PrinterProfile.parse({}) },
  });
  saveDevice(st, by, {
    name: SCANNER.name,
    config: { model: SCANNER.model, link: counter.near, profile: ScannerProfile.parse({}) },
  });
  st.devices.reload();
  const running = stack.move();
  return {
    wire,
    busId,
    scaleId,
    modemId,
    registerAt,
    scale: scaleSim,
    modem: modemSim,
    printer,
    scanner,
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
