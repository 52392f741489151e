import { localDateTime } from '../shared/dates.ts';
import { formatMilli } from '../shared/quantity.ts';
import type { DeviceLink, MeterProtocolName } from './config.schema.ts';
import { systemTimers, type Timers } from './link/timers.ts';
import { createCjt188Sim } from './meter-cjt188/sim.ts';
import { createMeterSim, type MeterSim, type SimMeter } from './meter-dlt645/sim.ts';
import { createMeterSim1997 } from './meter-dlt645-1997/sim.ts';
import { createDsmrSim, usualLines as p1Lines } from './meter-dsmr-p1/sim.ts';
import { createIec62056Sim, usualLines as iecLines } from './meter-iec62056/sim.ts';
import { presetNamed } from './meter-modbus/presets.schema.ts';
import { createModbusSim, type ModbusSim, type SimModbusMeter } from './meter-modbus/sim.ts';
import { createModemSim, type ModemSim } from './modem-gsm/sim.ts';
import { createPrinterSim, type PrinterSim } from './printer-escpos/sim.ts';
import type { ScaleSim } from './scale/sim.ts';
import { type BcdSimOptions, createBcdSim } from './scale-bcd/sim.ts';
import { TEXT_GRAMMARS } from './scale-text/profile.schema.ts';
import { createTextSim, type TextSimOptions } from './scale-text/sim.ts';
import { createToledoSim, type ToledoSimOptions } from './scale-toledo/sim.ts';
import { createYaohuaSim, type YaohuaSimOptions } from './scale-yaohua/sim.ts';
import { createScannerSim, type ScannerSim } from './scanner-serial/sim.ts';
import { createTransport } from './transport/index.ts';
import { createMemoryTransport } from './transport/memory.ts';
import { runSimulator, type Say, type SimulatedDevice, type SimulatorRun, together } from './transport/simulator.ts';
import type { Transport } from './transport/transport.ts';

export { createSimLoad, type SimRegisters } from './meter/sim.ts';
export { createCjt188Sim } from './meter-cjt188/sim.ts';
export { createSimRelay, type RelayFault, type SimRelay } from './meter-dlt645/relay.sim.ts';
export { createMeterSim, type MeterFault, type SimMeter } from './meter-dlt645/sim.ts';
export { createMeterSim1997 } from './meter-dlt645-1997/sim.ts';
export type { ModbusFault, SimModbusMeter } from './meter-modbus/sim.ts';
export type { ModemFault } from './modem-gsm/sim.ts';
export type { PrinterEvent, PrinterFault } from './printer-escpos/sim.ts';
export type { ScaleFault } from './scale/sim.ts';

/**
 * Simulated devices for the demo station and for tests: they speak the bytes of the real ones. With a memory link they
 * take its far end; with a serial link they open that port (the other end of a pseudo-terminal pair).
 */
export type RunningMeterSim = MeterSim & SimulatorRun;
export type RunningScaleSim = ScaleSim & SimulatorRun;
export type RunningModemSim = ModemSim & SimulatorRun;
export type RunningPrinterSim = PrinterSim & SimulatorRun;
export type RunningScannerSim = ScannerSim & SimulatorRun;

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
  modbus: ({ address, totalMilli, timers }) =>
    createModbusSim({
      meters: [
        {
          unit: Number(address),
          registers: presetNamed('sdm630')?.registers ?? [],
          values: { total: formatMilli(totalMilli), voltageA: '230.2', frequency: '50.02' },
        },
      ],
      timers,
    }),
  'dlt645-1997': ({ address, totalMilli, timers }) =>
    createMeterSim1997({ meters: [{ address, registers: { totalMilli } }], timers }),
  cjt188: ({ address, totalMilli, timers }) =>
    createCjt188Sim({
      meters: [{ address, type: 0x10, diOrder: '2018', current: Math.floor(totalMilli / 10) }],
      timers,
    }),
  'iec62056-21': ({ address, totalMilli, timers }) =>
    createIec62056Sim({ meters: [{ address, lines: () => iecLines(address, totalMilli) }], timers }),
  'dsmr-p1': ({ totalMilli, timers }) =>
    createDsmrSim({
      timers,
      lines: () => p1Lines({ totalMilli, time: localDateTime(Date.now(), 'Asia/Shanghai') }),
    }),
};

export type RunningModbusSim = ModbusSim & SimulatorRun;

export interface ModbusSimStart {
  readonly link: DeviceLink;
  readonly meters: readonly SimModbusMeter[];
  readonly answerMs?: number;
  readonly lateMs?: number;
  readonly timers?: Timers;
}

export function startModbusSim({ link, timers = systemTimers, ...options }: ModbusSimStart): RunningModbusSim {
  const sim = createModbusSim({ ...options, timers });
  return Object.assign(sim, runSimulator(farEnd(link), timers, sim.create));
}

export interface MixedWire {
  readonly link: DeviceLink;
  readonly devices: readonly { create(say: Say): SimulatedDevice }[];
  readonly timers?: Timers;
}

/** Simulated meters of several protocols on one wire. */
export function startMixedWire({ link, devices, timers = systemTimers }: MixedWire): SimulatorRun {
  return runSimulator(farEnd(link), timers, together(devices.map(({ create }) => create)));
}

type ScaleSimModel =
  | ({ readonly model: 'yaohua' } & Omit<YaohuaSimOptions, 'timers'>)
  | ({ readonly model: 'toledo' } & Omit<ToledoSimOptions, 'timers'>)
  | ({ readonly model: 'scale-text' } & Omit<TextSimOptions, 'timers'>)
  | ({ readonly model: 'scale-bcd' } & Omit<BcdSimOptions, 'timers'>);
export type ScaleSimStart = { readonly link: DeviceLink; readonly timers?: Timers } & ScaleSimModel;

export function startScaleSim({ link, timers = systemTimers, ...options }: ScaleSimStart): RunningScaleSim {
  const sim = makeScaleSim(options, timers);
  return Object.assign(sim, runSimulator(farEnd(link), timers, sim.create));
}

function makeScaleSim(options: ScaleSimModel, timers: Timers) {
  switch (options.model) {
    case 'yaohua':
      return createYaohuaSim({ ...options, timers });
    case 'toledo':
      return createToledoSim({ ...options, timers });
    case 'scale-text':
      return createTextSim({ ...options, timers });
    case 'scale-bcd':
      return createBcdSim({ ...options, timers });
  }
}

/** What `simulate scale --model` offers. */
export const SCALE_SIMULATORS: ReadonlyMap<string, ScaleSimModel> = new Map<string, ScaleSimModel>([
  ...(['tF0', 'tF1', 'tF2', 'wn'] as const).map((form) => [`yaohua-${form}`, { model: 'yaohua', form }] as const),
  ['toledo', { model: 'toledo' }],
  ...TEXT_GRAMMARS.map((grammar) => [grammar, { model: 'scale-text', grammar }] as const),
  ['bcd', { model: 'scale-bcd' }],
]);

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

export interface PrinterSimStart {
  readonly link: DeviceLink;
  readonly columns?: number;
  readonly answerMs?: number;
  readonly timers?: Timers;
}

export function startPrinterSim({ link, timers = systemTimers, ...options }: PrinterSimStart): RunningPrinterSim {
  const sim = createPrinterSim({ ...options, timers });
  return Object.assign(sim, runSimulator(farEnd(link), timers, sim.create));
}

export function startScannerSim(start: { link: DeviceLink; timers?: Timers }): RunningScannerSim {
  const sim = createScannerSim();
  return Object.assign(sim, runSimulator(farEnd(start.link), start.timers ?? systemTimers, sim.create));
}

function farEnd(link: DeviceLink): Transport {
  return link.type === 'memory' ? createMemoryTransport(link.name, 'far') : createTransport(link);
}
