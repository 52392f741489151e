import type { MeterProtocolName } from '../devices/config.schema.ts';
import { systemTimers } from '../devices/link/timers.ts';
import {
  createCjt188Sim,
  createMeterSim,
  createMeterSim1997,
  createSimLoad,
  type MixedWire,
  type SimMeter,
} from '../devices/simulators.ts';

/** A meter of the demo on the wire, and what it showed when it was last looked at. */
export interface DemoMeter {
  readonly protocol: MeterProtocolName;
  readonly address: string;
  readonly shown: { readonly totalMilli: number; readonly at: number };
  readonly isBatteryLow: boolean;
}

export interface DemoWire {
  readonly devices: MixedWire['devices'];
  /** What a meter showed, or will show, at an instant. */
  registerAt(address: string, at: number): number;
}

const GAS = 0x30;
/** The average draw of a home, and what measures a typical use of gas in the same thousandths. */
const [WATTS, GAS_WATTS] = [270, 25];
const ANSWER_MS = 20;
/** Drivers write addresses at their full length. */
const bare = (address: string) => address.replace(/^0+/, '');

/** Meters of several protocols on one wire. Each has a past, for freezes and curves. */
export function demoWire(meters: readonly DemoMeter[]): DemoWire {
  const sims = meters.map(({ protocol, ...meter }) => ({ protocol, sim: simulated(meter, protocol) }));
  const of = (wanted: MeterProtocolName) => sims.filter(({ protocol }) => protocol === wanted).map(({ sim }) => sim);
  const timers = systemTimers;
  const known = new Map(sims.map(({ sim }) => [bare(sim.address), sim]));
  return {
    devices: [
      createMeterSim({ meters: of('dlt645-2007'), timers, answerMs: ANSWER_MS }),
      createMeterSim1997({ meters: of('dlt645-1997'), timers, answerMs: ANSWER_MS }),
      createCjt188Sim({
        timers,
        answerMs: ANSWER_MS,
        meters: of('cjt188').map(({ address, registers }) => ({
          ...{ address, type: GAS, diOrder: '2018' },
          current: () => Math.floor(registers(Date.now()).totalMilli / 10),
        })),
      }),
    ],
    registerAt(address, at) {
      const sim = known.get(bare(address));
      if (!sim) throw new Error(`no simulated meter ${address}`);
      return sim.registers(at).totalMilli;
    },
  };
}

function simulated({ address, shown, isBatteryLow }: Omit<DemoMeter, 'protocol'>, protocol: MeterProtocolName) {
  const load = createSimLoad({ seed: address, averageWatts: protocol === 'cjt188' ? GAS_WATTS : WATTS });
  const before = load.registersAt(shown.at).totalMilli;
  const registers = (at: number) => ({
    totalMilli: Math.max(0, shown.totalMilli + load.registersAt(at).totalMilli - before),
  });
  return { address, load, registers, isBatteryLow } satisfies SimMeter;
}
