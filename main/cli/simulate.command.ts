import { type Command, Option } from 'commander';
import { usualSerial } from '../devices/config.schema.ts';
import { type ModemFault, startModemSim } from '../devices/simulators.ts';
import { EXIT, emit, guarded } from './cli-context.ts';
import { addCounterDevices } from './simulate-counter.ts';
import { addMeterOptions, runMeter } from './simulate-meter.ts';
import { addModbusOptions, runModbus } from './simulate-modbus.ts';
import { addMoreMeters } from './simulate-more.ts';
import { addScaleOptions, runScale } from './simulate-scale.ts';
import { openLine, type SimulatedLine, tellNews } from './simulated-line.ts';

const MODEM_FAULTS: readonly ModemFault[] = ['silent', 'garbage', 'no-prompt', 'unanswered', 'swallows', 'chatty'];

/** Devices that exist only as programs, for trying a station out and for its support. */
export function addSimulateCommands(program: Command): void {
  const simulate = program
    .command('simulate')
    .description('be a device at the other end of a serial line, until Ctrl+C')
    .addHelpText('after', '\nExample: npm run -s cli -- simulate modem');
  wired(simulate.command('modem').description('a GSM modem; prints the messages it is given'))
    .addOption(new Option('--fault <name>', 'what goes wrong').choices(MODEM_FAULTS))
    .addOption(new Option('--sim <state>', 'the card').choices(['ready', 'missing', 'locked']).default('ready'))
    .option('--registration <number>', 'AT+CREG? answers: 0 none, 1 home, 2 searching, 3 denied, 5 roaming', '1')
    .option('--cms-error <number>', 'refuse every message with this error')
    .action(guarded(runModem));
  addMeterOptions(
    wired(
      simulate
        .command('meter')
        .description('a meter; a DL/T 645-2007 one has a relay and prints the orders it is given'),
    ),
  ).action(guarded(runMeter));
  addModbusOptions(
    wired(
      simulate.command('modbus').description('a Modbus RTU meter of a known model; prints the requests it is given'),
    ),
  ).action(guarded(runModbus));
  addCounterDevices(simulate, wired);
  addMoreMeters(simulate, wired);
  addScaleOptions(
    wired(simulate.command('scale').description('a scale with a load on it; a weight typed here is put on it')),
  ).action(guarded(runScale));
}

function wired(command: Command): Command {
  return command
    .option('--port <path>', 'serial port; without it socat makes a pair and the other end is printed')
    .option('--json', 'one JSON document a line')
    .addHelpText('after', `\nExample: npm run -s cli -- simulate ${command.name()}`);
}

interface ModemOptions extends SimulatedLine {
  readonly fault?: ModemFault;
  readonly sim: 'ready' | 'missing' | 'locked';
  readonly registration: string;
  readonly cmsError?: string;
}

async function runModem(options: ModemOptions): Promise<number> {
  await using line = await openLine(options);
  await using modem = startModemSim({ link: { type: 'serial', path: line.path, ...usualSerial('gsm-modem') } });
  modem.sim = options.sim;
  modem.fault = options.fault;
  modem.registration = Number(options.registration);
  if (options.cmsError !== undefined) modem.cmsError = Number(options.cmsError);
  await tellNews(modem.messages, (message) => emit(options, message, `${message.to}  ${message.text}`));
  return EXIT.done;
}
