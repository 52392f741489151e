import type { DeviceLink, MeterProtocolName } from './config.schema.ts';
import { createMeterSim, type MeterSim, type SimMeter } from './meter-dlt645/sim.ts';
import { createMeterSim1997 } from './meter-dlt645-1997/sim.ts';
import { createModemSim, type ModemSim } from './modem-gsm/sim.ts';
import type { ScaleSim } from './scale.sim.ts';
import { createToledoSim, type ToledoSimOptions } from './scale-toledo/sim.ts';
import { createYaohuaSim, type YaohuaSimOptions } from './scale-yaohua/sim.ts';
import { runSimulator, type Say, type SimulatedDevice, type SimulatorRun, together } from './simulator.ts';
import { systemTimers, type Timers } from './timers.ts';
import { createTransport } from './transport/index.ts';
import { createMemoryTransport } from './transport/memory.ts';
import type { Transport } from './transport/transport.ts';

export { createSimLoad, type SimRegisters } from './meter.sim.ts';
export { createSimRelay, type RelayFault, type SimRelay } from './meter-dlt645/relay.sim.ts';
export { createMeterSim, type MeterFault, type SimMeter } from './meter-dlt645/sim.ts';
export { createMeterSim1997 } from './meter-dlt645-1997/sim.ts';
export type { ModemFault } from './modem-gsm/sim.ts';
export type { ScaleFault } from './scale.sim.ts';

/**
 * Simulated devices for the demo station and for tests: they speak the bytes of the real ones. With a memory link they
 * take its far end; with a serial link they open that port (the other end of a pseudo-terminal pair).
 */
export type RunningMeterSim = MeterSim & SimulatorRun;
export type RunningScaleSim = ScaleSim & SimulatorRun;
export type RunningModemSim = ModemSim & SimulatorRun;

export interface MeterSimStart {
  readonly link: DeviceLink;
  readonly meters: readonly SimMeter[];
  readonly answerMs?: number;
  readonly lateMs?: number;
  readonly now?: () => number;
  readonly zone?: string;
  readonly timers?: Timers;
}

export function startMeterSim({ link, timers = systemTimers, ...options }: MeterSimStart): RunningMeterSim {
  const sim = createMeterSim({ ...options, timers });
  return Object.assign(sim, runSimulator(farEnd(link), timers, sim.create));
}

/** A plain meter of a protocol for `simulate meter` and for mixed wires: total only, answering at once. */
export interface PlainMeter {
  readonly address: string;
  readonly totalMilli: number;
  readonly timers: Timers;
}

type MakeMeter = (meter: PlainMeter) => { create(say: Say): SimulatedDevice };

/** The protocols that can be simulated. */
export const METER_SIMULATORS: Readonly<Partial<Record<MeterProtocolName, MakeMeter>>> = {
  'dlt645-2007': ({ address, totalMilli, timers }) =>
    createMeterSim({ meters: [{ address, registers: { totalMilli } }], timers }),
  'dlt645-1997': ({ address, totalMilli, timers }) =>
    createMeterSim1997({ meters: [{ address, registers: { totalMilli } }], timers }),
};

export interface MixedWire {
  readonly link: DeviceLink;
  readonly devices: readonly { create(say: Say): SimulatedDevice }[];
  readonly timers?: Timers;
}

/** Simulated meters of several protocols on one wire. */
export function startMixedWire({ link, devices, timers = systemTimers }: MixedWire): SimulatorRun {
  return runSimulator(farEnd(link), timers, together(devices.map(({ create }) => create)));
}

export type ScaleSimStart = { readonly link: DeviceLink; readonly timers?: Timers } & (
  | ({ readonly model: 'yaohua' } & Omit<YaohuaSimOptions, 'timers'>)
  | ({ readonly model: 'toledo' } & Omit<ToledoSimOptions, 'timers'>)
);

export function startScaleSim({ link, timers = systemTimers, ...options }: ScaleSimStart): RunningScaleSim {
  const sim =
    options.model === 'toledo' ? createToledoSim({ ...options, timers }) : createYaohuaSim({ ...options, timers });
  return Object.assign(sim, runSimulator(farEnd(link), timers, sim.create));
}

export interface ModemSimStart {
  readonly link: DeviceLink;
  readonly answerMs?: number;
  readonly now?: () => number;
  readonly timers?: Timers;
}

export function startModemSim({ link, timers = systemTimers, ...options }: ModemSimStart): RunningModemSim {
  const sim = createModemSim({ ...options, timers });
  return Object.assign(sim, runSimulator(farEnd(link), timers, sim.create));
}

function farEnd(link: DeviceLink): Transport {
  return link.type === 'memory' ? createMemoryTransport(link.name, 'far') : createTransport(link);
}
