import { type Command, Option } from 'commander';
import { type MeterProtocolName, USUAL_LINES } from '../devices/config.schema.ts';
import { systemTimers } from '../devices/link/timers.ts';
import { type Cjt188Fault, createCjt188Sim, createSimValve, type ValveFault } from '../devices/meter-cjt188/sim.ts';
import { createDsmrSim, type DsmrFault, usualLines as p1Lines } from '../devices/meter-dsmr-p1/sim.ts';
import { createIec62056Sim, type Iec62056Fault, usualLines as iecLines } from '../devices/meter-iec62056/sim.ts';
import { startMixedWire } from '../devices/simulators.ts';
import type { Say, SimulatedDevice } from '../devices/transport/simulator.ts';
import { localDateTime } from '../shared/dates.ts';
import { EXIT, emit, guarded } from './cli-context.ts';
import { openLine, type SimulatedLine, tellNews } from './simulated-line.ts';

/** Meters of the protocols beside DL/T 645, each with the faults it is tried with. */

const CJT188_FAULTS = [
  'silent',
  'garbage',
  'bad-checksum',
  'late',
  'half-frame',
  'non-bcd',
  'all-ff',
  'wrong-unit',
  'wrong-serial',
  'stuck-clock',
  'refuses',
] as const satisfies readonly Cjt188Fault[];
const VALVE_FAULTS = ['jammed', 'refuses', 'unanswered', 'deaf'] as const satisfies readonly ValveFault[];
const IEC_FAULTS = [
  'silent',
  'mute-after-sign-on',
  'garbage',
  'bad-checksum',
  'half-readout',
] as const satisfies readonly Iec62056Fault[];
const P1_FAULTS = [
  'silent',
  'garbage',
  'bad-checksum',
  'half-telegram',
  'flipped-digit',
] as const satisfies readonly DsmrFault[];

interface Options extends SimulatedLine {
  readonly address: string;
  readonly total: string;
  readonly echo?: boolean;
}

export function addMoreMeters(simulate: Command, wired: (command: Command) => Command): void {
  plain(wired(simulate.command('cjt188').description('a CJ/T 188 water, gas or heat meter; prints its valve orders')))
    .addOption(new Option('--type <kind>', '10 water, 20 heat, 30 gas').choices(['10', '11', '20', '30']).default('10'))
    .addOption(new Option('--order <edition>', 'of its identifiers').choices(['2018', '2004']).default('2018'))
    .addOption(new Option('--fault <name>', 'what goes wrong').choices(CJT188_FAULTS))
    .addOption(new Option('--valve-fault <name>', 'of its valve').choices(VALVE_FAULTS))
    .option('--battery-low', 'its battery is empty')
    .action(guarded(runCjt188));
  plain(wired(simulate.command('iec62056').description('an IEC 62056-21 meter in mode C; prints what it hears')))
    .addOption(new Option('--fault <name>', 'what goes wrong').choices(IEC_FAULTS))
    .option('--no-checksum', 'it sends no STX and no BCC')
    .action(guarded(runIec62056));
  plain(wired(simulate.command('p1').description('a P1 port that pushes telegrams, with a gas meter behind it')))
    .addOption(new Option('--fault <name>', 'what goes wrong').choices(P1_FAULTS))
    .option('--every <ms>', 'between two telegrams', '1000')
    .option('--no-checksum', 'edition 2 or 3: no CRC')
    .action(guarded(runP1));
}

function plain(command: Command): Command {
  return command
    .option('--address <digits>', 'its number', '00000012345678')
    .option('--total <thousandths>', 'where its register stands', '1234560')
    .option('--echo', 'the adapter returns what was sent');
}

async function runCjt188(
  options: Options & {
    type: string;
    order: '2018' | '2004';
    fault?: Cjt188Fault;
    valveFault?: ValveFault;
    batteryLow?: boolean;
  },
): Promise<number> {
  const valve = createSimValve({ moveMs: 3000, fault: options.valveFault });
  const meter = {
    address: options.address,
    type: Number.parseInt(options.type, 16),
    diOrder: options.order,
    current: Math.floor(Number(options.total) / 10),
    isBatteryLow: options.batteryLow === true,
    valve,
    fault: options.fault,
  };
  const sim = createCjt188Sim({ meters: [meter], timers: systemTimers });
  sim.hasEcho = options.echo === true;
  return run('cjt188', options, sim, () =>
    tellNews(valve.orders, (code) => {
      const order = code.toString(16).toUpperCase().padStart(2, '0');
      emit(options, { order }, `valve ${order}`);
    }),
  );
}

async function runIec62056(options: Options & { fault?: Iec62056Fault; checksum: boolean }): Promise<number> {
  const { address, fault } = options;
  const lines = () => iecLines(address, Number(options.total));
  const meter = { address, lines, fault, isBare: !options.checksum };
  const sim = createIec62056Sim({ meters: [meter], timers: systemTimers });
  sim.hasEcho = options.echo === true;
  return run('iec62056-21', options, sim, () =>
    tellNews(sim.heard, (message) => emit(options, message, JSON.stringify(message))),
  );
}

async function runP1(options: Options & { fault?: DsmrFault; every: string; checksum: boolean }): Promise<number> {
  const time = () => localDateTime(Date.now(), 'Asia/Shanghai');
  const sim = createDsmrSim({
    timers: systemTimers,
    everyMs: Number(options.every),
    hasChecksum: options.checksum,
    lines: () => p1Lines({ totalMilli: Number(options.total), gasMilli: 981_443, time: time() }),
  });
  sim.fault = options.fault;
  return run('dsmr-p1', options, sim, () => tellNews([], () => undefined));
}

async function run(
  protocol: MeterProtocolName,
  options: Options,
  device: { create(say: Say): SimulatedDevice },
  tell: () => Promise<void>,
): Promise<number> {
  await using line = await openLine(options);
  const link = { type: 'serial', path: line.path, ...USUAL_LINES[protocol] } as const;
  await using _ = startMixedWire({ link, devices: [device] });
  await tell();
  return EXIT.done;
}
