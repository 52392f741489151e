import { type Command, Option } from 'commander';
import { type MeterProtocolName, USUAL_LINES, usualSerial } from '../devices/config.schema.ts';
import {
  createSimRelay,
  METER_SIMULATORS,
  type ModemFault,
  startMeterSim,
  startMixedWire,
  startModemSim,
} from '../devices/simulators.ts';
import { systemTimers } from '../devices/timers.ts';
import { openPtyPair } from '../seeds/pty-pair.ts';
import { untilStopped } from '../server/serve-station.ts';
import { EXIT, emit, guarded } from './cli-context.ts';

const MODEM_FAULTS: readonly ModemFault[] = ['silent', 'garbage', 'no-prompt', 'unanswered', 'swallows', 'chatty'];
const LOOK_MS = 200;

interface Wire {
  readonly port?: string;
  readonly json?: boolean;
}

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
  wired(
    simulate.command('meter').description('a meter; a DL/T 645-2007 one has a relay and prints the orders it is given'),
  )
    .addOption(
      new Option('--protocol <name>', 'what it speaks').choices(Object.keys(METER_SIMULATORS)).default('dlt645-2007'),
    )
    .option('--address <digits>', 'its address', '000012345678')
    .option('--password <digits>', 'what its relay obeys to', '123456')
    .addOption(new Option('--fault <name>', 'of the relay').choices(['jammed', 'refuses', 'unanswered', 'deaf']))
    .action(guarded(runMeter));
}

function wired(command: Command): Command {
  return command
    .option('--port <path>', 'serial port; without it socat makes a pair and the other end is printed')
    .option('--json', 'one JSON document a line')
    .addHelpText('after', `\nExample: npm run -s cli -- simulate ${command.name()}`);
}

interface ModemOptions extends Wire {
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

interface MeterOptions extends Wire {
  readonly protocol: MeterProtocolName;
  readonly address: string;
  readonly password: string;
  readonly fault?: 'jammed' | 'refuses' | 'unanswered' | 'deaf';
}

async function runMeter(options: MeterOptions): Promise<number> {
  await using line = await openLine(options);
  const { protocol } = options;
  const make = METER_SIMULATORS[protocol];
  if (protocol !== 'dlt645-2007' && make) {
    const meter = make({ address: options.address, totalMilli: 1_234_560, timers: systemTimers });
    await using _ = startMixedWire({
      link: { type: 'serial', path: line.path, ...USUAL_LINES[protocol] },
      devices: [meter],
    });
    await untilStopped();
    return EXIT.done;
  }
  const relay = createSimRelay({ password: options.password, fault: options.fault });
  const meters = [{ address: options.address, registers: { totalMilli: 1_234_560 }, relay }];
  await using _ = startMeterSim({ link: { type: 'serial', path: line.path, ...usualSerial('meter-bus') }, meters });
  await tellNews(relay.commands, ({ action, operatorCode, until }) =>
    emit(options, { action, operatorCode, until }, `${action}  operator ${operatorCode}, valid until ${until}`),
  );
  return EXIT.done;
}

/** The port that was named, or the far end of a new pair whose near end is told. */
async function openLine(options: Wire): Promise<{ path: string } & AsyncDisposable> {
  if (options.port) return { path: options.port, [Symbol.asyncDispose]: async () => undefined };
  const pair = await openPtyPair();
  emit(options, { port: pair.near }, `the device is at ${pair.near}  (Ctrl+C ends it)`);
  return { path: pair.far, [Symbol.asyncDispose]: () => pair[Symbol.asyncDispose]() };
}

async function tellNews<T>(news: readonly T[], tell: (item: T) => void): Promise<void> {
  let told = 0;
  const look = () => {
    for (; told < news.length; told++) tell(news[told] as T);
  };
  const timer = setInterval(look, LOOK_MS);
  await untilStopped();
  clearInterval(timer);
  look();
}
