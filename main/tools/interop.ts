import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BusProfile } from '../devices/config.schema.ts';
import { systemTimers } from '../devices/link/timers.ts';
import { createMeterBus } from '../devices/meter-bus.ts';
import { presetNamed } from '../devices/meter-modbus/presets.schema.ts';
import { ModbusProfile } from '../devices/meter-modbus/profile.schema.ts';
import { encodeNumber, exactOf } from '../devices/meter-modbus/values.domain.ts';
import { startModbusSim, startModemSim } from '../devices/simulators.ts';
import { createTransport } from '../devices/transport/index.ts';
import { hasSocat, openPtyPair } from '../seeds/pty-pair.ts';

/**
 * `npm run interop`: programs of other people talk to this one over linked pseudo-terminals. What is not installed is
 * skipped and said so; anything that does not hold makes the exit code 1.
 */
export type Outcome =
  | { readonly kind: 'held'; readonly what: string }
  | { readonly kind: 'skipped'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string };

export interface InteropPart {
  readonly name: string;
  run(): Promise<Outcome>;
}

const LINE = { baud: 9600, parity: 'none', dataBits: 8, stopBits: 1 } as const;
/** Debian's interpreter: packages of apt are not seen by any other that may stand first on the path. */
const PYTHON = '/usr/bin/python3';
const RUN_MS = 60_000;

const SDM630 = presetNamed('sdm630');
const SHOWN = { total: '12345.5', voltageA: '230.25', power: '-1150.5', frequency: '50.02' } as const;

export const INTEROP_PARTS: readonly InteropPart[] = [
  { name: 'mbpoll reads the Modbus simulator', run: readWithMbpoll },
  { name: 'the Modbus driver reads a pymodbus server', run: readPymodbus },
  { name: 'gammu sends through the modem simulator', run: sendWithGammu },
];

function missing(programs: readonly string[]): string | undefined {
  if (!hasSocat()) return 'socat is not installed';
  const absent = programs.find((program) => spawnSync('which', [program], { stdio: 'ignore' }).status !== 0);
  return absent && `${absent} is not installed (Debian: apt-get install ${absent})`;
}

function sdm630() {
  if (!SDM630) throw new Error('no preset sdm630');
  return SDM630;
}

async function readWithMbpoll(): Promise<Outcome> {
  const why = missing(['mbpoll']);
  if (why) return { kind: 'skipped', why };
  await using pair = await openPtyPair();
  const meter = { unit: 7, registers: sdm630().registers, values: SHOWN };
  await using _ = startModbusSim({ link: { type: 'serial', path: pair.far, ...LINE }, meters: [meter] });
  const poll = (unit: number, address: number) =>
    runProgram('mbpoll', [
      ...['-m', 'rtu', '-a', String(unit), '-b', '9600', '-P', 'none', '-t', '3:float', '-B', '-0', '-1'],
      ...['-r', String(address), '-c', '1', pair.near],
    ]);
  // The simulator opens its port in its own time; until then nobody answers.
  for (let i = 0; i < 5 && (await poll(7, 0)).code !== 0; i++) await wait(200);
  for (const [quantity, address] of [
    ['total', 0x48],
    ['voltageA', 0],
    ['power', 0x34],
  ] as const) {
    const { code, output } = await poll(7, address);
    const shown = /\[\d+\]:\s+(-?[\d.]+)/.exec(output)?.[1];
    // mbpoll prints six significant digits.
    const isRight = shown !== undefined && Number(shown) === Number(Number(SHOWN[quantity]).toPrecision(6));
    if (code !== 0 || !isRight) return failed(`${quantity}: exit code ${code}`, output);
  }
  const absent = await poll(8, 0);
  if (absent.code === 0 || !/timed out/i.test(absent.output)) return failed('an absent unit answered', absent.output);
  return { kind: 'held', what: 'total, voltage and power as shown; silence of an absent unit is a timeout' };
}

async function readPymodbus(): Promise<Outcome> {
  const why = missing([PYTHON]) ?? missingPython();
  if (why) return { kind: 'skipped', why };
  await using pair = await openPtyPair();
  const { registers, quietMs, maxRegisters } = sdm630();
  const blocks = registers.flatMap(({ quantity, address, type, order }) => {
    const shown = quantity in SHOWN ? SHOWN[quantity as keyof typeof SHOWN] : '0';
    const words = encodeNumber(exactOf(shown), type, order);
    return [`${address}=${words.map((word) => word.toString(16).padStart(4, '0')).join('')}`];
  });
  const script = path.join(import.meta.dirname, 'pymodbus_server.py');
  const server = spawn(PYTHON, [script, pair.far, '9600', '7', '4', ...blocks]);
  let said = '';
  server.stdout.on('data', (text) => (said += text));
  server.stderr.on('data', (text) => (said += text));
  const link = { type: 'serial' as const, path: pair.near, ...LINE };
  const meters = createMeterBus({
    transport: createTransport(link),
    timers: systemTimers,
    now: Date.now,
    profile: BusProfile.parse({}),
  });
  try {
    for (let i = 0; i < 200 && !said.includes('ready'); i++) await wait(50);
    if (!said.includes('ready')) return failed('the server did not start', said);
    meters.bus.start();
    const profile = ModbusProfile.parse({ protocol: 'modbus', registers, quietMs, maxRegisters });
    const meter = { protocol: 'modbus' as const, address: '7', line: null, profile };
    const { totalMilli } = await meters.readMeter(meter, { withTou: false, priority: 'interactive' });
    const live = await meters.readPower(meter, { priority: 'interactive' });
    const got = [totalMilli, live.voltageMilli[0], live.powerMilli.total, live.frequencyMilli];
    if (JSON.stringify(got) !== '[12345500,230250,-1151,50020]') return failed(`read ${JSON.stringify(got)}`, said);
    return { kind: 'held', what: 'total 12345.5 kWh, 230.25 V, -1.151 kW, 50.02 Hz' };
  } catch (error) {
    return failed(String(error), said);
  } finally {
    await meters.bus.stop();
    server.kill();
  }
}

function missingPython(): string | undefined {
  const { status } = spawnSync(PYTHON, ['-c', 'import pymodbus, serial, serial_asyncio'], { stdio: 'ignore' });
  return status === 0
    ? undefined
    : 'python3-pymodbus is not installed (Debian: apt-get install python3-pymodbus python3-serial python3-serial-asyncio)';
}

async function sendWithGammu(): Promise<Outcome> {
  const why = missing(['gammu']);
  if (why) return { kind: 'skipped', why };
  await using pair = await openPtyPair();
  await using modem = startModemSim({ link: { type: 'serial', path: pair.far, ...LINE, baud: 115_200 } });
  const folder = mkdtempSync(path.join(tmpdir(), 'stationdesk-gammu-'));
  const [to, text] = ['13902433649', '【和谐物业】您家11月电费128.50元，请于11月30日前缴纳。'];
  try {
    const config = path.join(folder, 'gammurc');
    writeFileSync(config, `[gammu]\ndevice = ${pair.near}\nconnection = at115200\nuse_locking = no\n`);
    const { code, output } = await runProgram('gammu', [
      '-c',
      config,
      'sendsms',
      'TEXT',
      to,
      '-unicode',
      '-text',
      text,
    ]);
    const [message] = modem.messages;
    if (code !== 0 || message?.to !== to || message.text !== text)
      return failed(`exit code ${code}, the simulator got ${JSON.stringify(modem.messages)}`, output);
    return { kind: 'held', what: `${message.to}  ${message.text}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function failed(what: string, output: string): Outcome {
  return { kind: 'failed', why: `${what}\n${output.trim()}` };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Runs a program to its end; Chinese in its arguments needs a UTF-8 locale. */
function runProgram(program: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      timeout: RUN_MS,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.once('error', (error) => resolve({ code: 1, output: String(error) }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

if (import.meta.main)
  for (const part of INTEROP_PARTS) {
    const outcome = await part.run();
    console.log(`${outcome.kind.padEnd(8)} ${part.name}: ${outcome.kind === 'held' ? outcome.what : outcome.why}`);
    if (outcome.kind === 'failed') process.exitCode = 1;
  }
