import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { BusProfile, GsmProfile } from '../../main/devices/config.schema.ts';
import { systemTimers } from '../../main/devices/link/timers.ts';
import type { MeterBus } from '../../main/devices/meter-bus.ts';
import type { GsmModem } from '../../main/devices/modem-gsm/driver.ts';
import { createDevice } from '../../main/devices/registry.ts';
import { createTransport } from '../../main/devices/transport/index.ts';
import {
  createSimRelay,
  makePtyPair,
  noSocat,
  serialLink,
  startMeterSim,
  startModemSim,
  until,
  wireMeter,
} from '../support/devices.ts';

if (noSocat) console.log(`skipped: ${noSocat}`);

const TEXT = '【和谐物业】您家11月电费128.50元已逾期，请于11月30日前缴纳。'.repeat(3);

async function disposed<T extends AsyncDisposable>(made: Promise<T> | T): Promise<T> {
  const thing = await made;
  onTestFinished(() => thing[Symbol.asyncDispose]());
  return thing;
}

function startModem(near: string): GsmModem {
  const link = serialLink(near, { baud: 115_200 });
  const config = { model: 'gsm-modem' as const, link, profile: GsmProfile.parse({ answerMs: 800 }) };
  const device = createDevice(config, { transport: createTransport(link), timers: systemTimers, now: Date.now });
  onTestFinished(() => device.stop());
  device.start();
  if (device.port.kind !== 'modem') throw new Error('no modem');
  return device.port.modem;
}

const ready = (modem: GsmModem) => until(modem.info, (info) => info?.sim === 'ready', 'a ready modem');

describe.skipIf(noSocat)('a modem on a real serial port', () => {
  test('sends a Chinese message of several parts', async () => {
    const pair = await disposed(makePtyPair());
    const sim = await disposed(startModemSim({ link: serialLink(pair.far) }));
    const modem = startModem(pair.near);
    await ready(modem);
    const sent = await modem.send('+8613902433649', TEXT);
    expect(sent.parts).toBe(2);
    expect(sim.messages).toEqual([{ to: '+8613902433649', text: TEXT, parts: 2 }]);
  });

  test('an adapter pulled in the middle of a message leaves it unknown, and nothing old goes out when it is back', async () => {
    const pair = await disposed(makePtyPair());
    const sim = await disposed(startModemSim({ link: serialLink(pair.far) }));
    const modem = startModem(pair.near);
    await ready(modem);
    sim.networkMs = 60_000;
    const handed = modem.send('13902433649', '一');
    const waiting = modem.send('13902433649', '二');
    handed.catch(() => undefined);
    waiting.catch(() => undefined);
    await until(
      () => sim.commands.some((command) => command.startsWith('AT+CMGS')) && modem.status().statistics.bytesOut,
      (bytes) => bytes !== false && bytes > 150,
      'the message on the wire',
    );
    await pair.unplug();
    await expect(handed).rejects.toMatchObject({ code: 'sms.unknown', params: { sent: 0, parts: 1 } });
    await expect(waiting).rejects.toMatchObject({ code: expect.stringMatching(/^device\./) });
    sim.networkMs = 5;
    await pair.replug();
    await ready(modem);
    await modem.send('13902433649', '三');
    expect(sim.messages.map((message) => message.text)).toEqual(['三']);
  });
});

describe.skipIf(noSocat)('a relay on a real serial port', () => {
  test('is opened and closed, and an order that waits for a pulled adapter is not carried out later', async () => {
    const pair = await disposed(makePtyPair());
    const relay = createSimRelay({ moveMs: 50 });
    const meters = [{ address: '000012345678', registers: { totalMilli: 0 }, relay }];
    const sim = await disposed(startMeterSim({ link: serialLink(pair.far), meters, answerMs: 5 }));
    const link = serialLink(pair.near);
    const device = createDevice(
      { model: 'meter-bus', link, profile: BusProfile.parse({ answerMs: 300, retries: 0 }) },
      { transport: createTransport(link), timers: systemTimers, now: Date.now },
      { relayAccess: () => ({ level: 2, password: '123456', operatorCode: '00000001' }) },
    );
    onTestFinished(() => device.stop());
    device.start();
    await until(device.status, ({ state }) => state === 'open', 'open');
    const bus = (device.port as { bus: MeterBus }).bus;
    const order = (action: 'trip' | 'close') =>
      bus.control(wireMeter('12345678'), { action, validUntil: Date.now() + 600_000 });
    await expect
      .poll(() => bus.readStatus(wireMeter('12345678')).catch(() => undefined), { timeout: 10_000 })
      .toMatchObject({ isOpen: false });
    expect(await order('trip')).toMatchObject({ isOpen: true });
    expect(await order('close')).toMatchObject({ isOpen: false });

    sim.meter('12345678').fault = 'silent';
    const dead = bus.readMeter(wireMeter('12345678'), { withTou: false, priority: 'interactive' });
    const ordered = order('trip');
    dead.catch(() => undefined);
    ordered.catch(() => undefined);
    await pair.unplug();
    await expect(ordered).rejects.toMatchObject({
      code: expect.stringMatching(/^device\.(unplugged|port-missing|no-answer)$/),
    });
    sim.meter('12345678').fault = undefined;
    await pair.replug();
    await until(device.status, ({ state }) => state === 'open', 'open again');
    await expect
      .poll(() => bus.readStatus(wireMeter('12345678')).catch(() => undefined), { timeout: 10_000 })
      .toMatchObject({ isOpen: false });
    expect(relay.commands.map((command) => command.action)).toEqual(['trip', 'close']);
  });
});

describe.skipIf(noSocat)('the simulator of the command line', () => {
  test('makes a pair, takes messages and prints them, and leaves nothing behind', async () => {
    const cli = path.resolve(import.meta.dirname, '../../main/cli.ts');
    const child = spawn(process.execPath, [cli, 'simulate', 'modem', '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let out = '';
    child.stdout.on('data', (text: Buffer) => {
      out += text.toString('utf8');
    });
    const lines = () => out.split('\n').filter(Boolean);
    await until(lines, (said) => said.length > 0, 'the name of the port');
    const { port } = JSON.parse(lines()[0] ?? '{}') as { port: string };
    const modem = startModem(port);
    await ready(modem);
    await modem.send('13902433649', '站务台');
    await until(lines, (said) => said.length > 1, 'the message');
    expect(JSON.parse(lines()[1] ?? '{}')).toEqual({ to: '13902433649', text: '站务台', parts: 1 });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(existsSync(port)).toBe(false);
  });
});
