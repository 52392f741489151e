import { type Command, Option } from 'commander';
import { type MeterProtocolName, USUAL_LINES } from '../devices/config.schema.ts';
import { systemTimers } from '../devices/link/timers.ts';
import {
  createMeterSim,
  createMeterSim1997,
  createSimLoad,
  createSimRelay,
  METER_SIMULATORS,
  type MeterFault,
  type RelayFault,
  startMixedWire,
} from '../devices/simulators.ts';
import { untilStopped } from '../server/serve-station.ts';
import { EXIT, emit } from './cli-context.ts';
import { openLine, type SimulatedLine, tellNews } from './simulated-line.ts';

/** What can go wrong with a meter that both editions of DL/T 645 have; `echo` is the adapter's. */
const TROUBLES = [
  'silent',
  'garbage',
  'bad-checksum',
  'late',
  'half-frame',
  'wrong-address',
  'echo',
  'non-bcd',
  'ff-values',
  'no-block',
  'no-data',
  'refuses',
] as const satisfies readonly (MeterFault | 'echo')[];

export interface MeterOptions extends SimulatedLine {
  readonly protocol: MeterProtocolName;
  readonly address: string;
  readonly password: string;
  readonly fault?: RelayFault;
  readonly trouble?: (typeof TROUBLES)[number];
  readonly phases: '1' | '3';
  readonly watts: string;
  readonly drift: string;
  readonly batteryLow?: boolean;
  readonly coverOpen?: boolean;
  readonly reversed?: boolean;
  readonly answerMs: string;
}

export function addMeterOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--protocol <name>', 'what it speaks').choices(Object.keys(METER_SIMULATORS)).default('dlt645-2007'),
    )
    .option('--address <digits>', 'its address', '000012345678')
    .option('--password <digits>', 'what its relay obeys to', '123456')
    .addOption(new Option('--fault <name>', 'of the relay').choices(['jammed', 'refuses', 'unanswered', 'deaf']))
    .addOption(new Option('--trouble <name>', 'of a DL/T 645 meter on its wire').choices(TROUBLES))
    .addOption(new Option('--phases <number>', 'of a DL/T 645 meter').choices(['1', '3']).default('1'))
    .option('--watts <number>', 'what its household draws on average', '600')
    .option('--drift <seconds>', 'how far its clock is ahead', '0')
    .option('--battery-low', 'its clock battery is empty')
    .option('--cover-open', 'its cover was opened and still is (2007 only)')
    .option('--reversed', 'its power flows back')
    .option('--answer-ms <number>', 'from the question to the answer', '20');
}

export async function runMeter(options: MeterOptions): Promise<number> {
  await using line = await openLine(options);
  const { protocol } = options;
  const relay = createSimRelay({ password: options.password, fault: options.fault });
  const device = meterOf(options, relay);
  if (!device) throw new Error(`no simulator of ${protocol}`);
  await using _ = startMixedWire({
    link: { type: 'serial', path: line.path, ...USUAL_LINES[protocol] },
    devices: [device],
  });
  if (protocol === 'dlt645-2007') {
    await tellNews(relay.commands, ({ action, operatorCode, until }) =>
      emit(options, { action, operatorCode, until }, `${action}  operator ${operatorCode}, valid until ${until}`),
    );
  } else await untilStopped();
  return EXIT.done;
}

function meterOf(options: MeterOptions, relay: ReturnType<typeof createSimRelay>) {
  const { protocol, address, trouble } = options;
  if (protocol !== 'dlt645-2007' && protocol !== 'dlt645-1997') {
    return METER_SIMULATORS[protocol]?.({ address, totalMilli: 1_234_560, timers: systemTimers });
  }
  const load = createSimLoad({
    seed: address,
    phases: options.phases === '3' ? 3 : 1,
    averageWatts: Number(options.watts),
    startMilli: 1_234_560,
  });
  const meter = {
    address,
    registers: load.registersAt,
    load,
    fault: trouble === 'echo' ? undefined : trouble,
    driftMs: Number(options.drift) * 1000,
    isBatteryLow: options.batteryLow === true,
    isReversed: options.reversed === true,
  };
  const wire = { timers: systemTimers, answerMs: Number(options.answerMs) };
  const sim =
    protocol === 'dlt645-1997'
      ? createMeterSim1997({ ...wire, meters: [meter] })
      : createMeterSim({
          ...wire,
          meters: [
            {
              ...meter,
              relay,
              coverOpenings: options.coverOpen ? 1 : 0,
              isCoverOpen: options.coverOpen === true,
            },
          ],
        });
  sim.hasEcho = trouble === 'echo';
  return sim;
}
