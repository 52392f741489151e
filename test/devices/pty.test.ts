import { setTimeout as sleep } from 'node:timers/promises';
import { SerialPort } from 'serialport';
import { describe, expect, onTestFinished, test } from 'vitest';
import { BusProfile, type DeviceConfig, ToledoProfile, YaohuaProfile } from '../../main/devices/config.schema.ts';
import { systemTimers } from '../../main/devices/link/timers.ts';
import type { MeterBus } from '../../main/devices/meter-bus.ts';
import type { ScalePort } from '../../main/devices/ports.ts';
import { createDevice, type RunningDevice } from '../../main/devices/registry.ts';
import { encodeFrame } from '../../main/devices/scale-toledo/frame.ts';
import { createTransport } from '../../main/devices/transport/index.ts';
import {
  makePtyPair,
  noSocat,
  serialLink,
  startMeterSim,
  startScaleSim,
  until,
  wireMeter,
} from '../support/devices.ts';

if (noSocat) console.log(`skipped: ${noSocat}`);

const LU = {
  address: '000012345678',
  registers: { totalMilli: 98_765_430, sharpMilli: 0, peakMilli: 0, flatMilli: 0, valleyMilli: 98_765_430 },
};
const QI = { address: '000012345679', registers: { totalMilli: 500_000 } };

function start(config: DeviceConfig): RunningDevice {
  const device = createDevice(config, { transport: createTransport(config.link), timers: systemTimers, now: Date.now });
  onTestFinished(() => device.stop());
  device.start();
  return device;
}

const opened = (device: RunningDevice) => until(device.status, (status) => status.state === 'open', 'open');

async function meterBus(profile: Partial<BusProfile> = {}, simOptions: { lateMs?: number; answerMs?: number } = {}) {
  const pair = await makePtyPair();
  onTestFinished(() => pair[Symbol.asyncDispose]());
  const sim = startMeterSim({ link: serialLink(pair.far), meters: [LU, QI], answerMs: 5, ...simOptions });
  onTestFinished(() => sim[Symbol.asyncDispose]());
  const device = start({
    model: 'meter-bus',
    link: serialLink(pair.near),
    profile: BusProfile.parse({ answerMs: 300, ...profile }),
  });
  await opened(device);
  const bus = (device.port as { bus: MeterBus }).bus;
  return { pair, sim, device, bus };
}

/** The simulator's end opens by itself some time after the pair is there: asks until it answers. */
async function answering(bus: MeterBus, address: string) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await bus.readMeter(wireMeter(address), { withTou: false });
    } catch (error) {
      if (attempt >= 100) throw error;
      await sleep(20);
    }
  }
}

describe.skipIf(noSocat)('a meter bus on a real serial port', () => {
  test('reads meters and finds them', async () => {
    const { bus } = await meterBus();
    await answering(bus, QI.address);
    expect(await bus.readMeter(wireMeter(LU.address), { withTou: true })).toMatchObject({
      totalMilli: 98_765_430,
      valleyMilli: 98_765_430,
    });
    const { isCrowded } = await bus.whoIsThere();
    expect(isCrowded).toBe(true);
  });

  test('an adapter pulled in the middle of an answer is noticed, and everything goes on after it is plugged in again', async () => {
    const { pair, sim, device, bus } = await meterBus();
    await answering(bus, QI.address);
    sim.meter(LU.address).fault = 'half-frame';
    const before = device.status().statistics.bytesIn;
    const reading = bus.readMeter(wireMeter(LU.address), { withTou: false });
    reading.catch(() => undefined);
    await until(
      () => device.status().statistics.bytesIn,
      (bytes) => bytes > before,
      'half an answer',
    );
    const asked = sim.requests.length;
    await pair.unplug();
    await expect(reading).rejects.toMatchObject({ code: 'device.unplugged' });
    await expect(bus.readMeter(wireMeter(QI.address), { withTou: false })).rejects.toMatchObject({
      code: expect.stringMatching(/^device\.(unplugged|port-missing)$/),
    });
    expect(device.status().state).not.toBe('open');

    sim.meter(LU.address).fault = undefined;
    await pair.replug();
    await opened(device);
    expect(device.status().statistics.reconnects).toBe(1);
    expect(await answering(bus, LU.address)).toMatchObject({ totalMilli: 98_765_430 });
    // Neither the interrupted request nor the one refused while unplugged was sent to the new port.
    expect(sim.requests.slice(asked).map((request) => request.address)).not.toContain(QI.address);
  });

  test('a silent meter times out and the others go on', async () => {
    const { sim, bus } = await meterBus({ retries: 1 });
    await answering(bus, QI.address);
    sim.meter(LU.address).fault = 'silent';
    const [dead, alive] = await Promise.allSettled([
      bus.readMeter(wireMeter(LU.address), { withTou: false }),
      bus.readMeter(wireMeter(QI.address), { withTou: false }),
    ]);
    expect(dead).toMatchObject({ status: 'rejected', reason: { code: 'device.no-answer' } });
    expect(alive).toMatchObject({ status: 'fulfilled', value: { totalMilli: 500_000 } });
  });

  test('garbage is refused and a good answer afterwards is read', async () => {
    const { sim, bus } = await meterBus({ retries: 0 });
    await answering(bus, QI.address);
    sim.meter(LU.address).fault = 'garbage';
    await expect(bus.readMeter(wireMeter(LU.address), { withTou: false })).rejects.toMatchObject({
      code: 'device.garbage',
    });
    sim.meter(LU.address).fault = undefined;
    expect(await bus.readMeter(wireMeter(LU.address), { withTou: false })).toMatchObject({ totalMilli: 98_765_430 });
  });

  test('a late answer is not taken for the next request', async () => {
    const { sim, device, bus } = await meterBus({ retries: 0 }, { lateMs: 400, answerMs: 150 });
    await answering(bus, QI.address);
    sim.meter(LU.address).fault = 'late';
    const before = device.status().statistics.bytesIn;
    const [late, next] = await Promise.allSettled([
      bus.readMeter(wireMeter(LU.address), { withTou: false }),
      bus.readMeter(wireMeter(QI.address), { withTou: false }),
    ]);
    expect(late).toMatchObject({ status: 'rejected', reason: { code: 'device.no-answer' } });
    expect(next).toMatchObject({ status: 'fulfilled', value: { totalMilli: 500_000 } });
    // Both answers did arrive: 24 bytes each.
    await until(
      () => device.status().statistics.bytesIn - before,
      (bytes) => bytes >= 48,
      'the late answer',
    );
  });

  test('a port that is not there and a port in use are told apart', async () => {
    const { pair, device } = await meterBus();
    const second = start({ model: 'meter-bus', link: serialLink(pair.near), profile: BusProfile.parse({}) });
    await until(second.status, (status) => status.problem?.code === 'port-busy', 'busy');
    const third = start({ model: 'meter-bus', link: serialLink(`${pair.near}-gone`), profile: BusProfile.parse({}) });
    await until(third.status, (status) => status.problem?.code === 'port-missing', 'missing');
    expect(device.status().state).toBe('open');
  });
});

describe.skipIf(noSocat)('a scale on a real serial port', () => {
  async function scaleOn(config: { model: 'toledo' } | { model: 'yaohua'; form: 'tF0' | 'wn' }) {
    const pair = await makePtyPair();
    onTestFinished(() => pair[Symbol.asyncDispose]());
    const sim = startScaleSim({ link: serialLink(pair.far), intervalMs: 20, weightGrams: 16_480, ...config });
    onTestFinished(() => sim[Symbol.asyncDispose]());
    const link = serialLink(pair.near);
    const device = start(
      config.model === 'toledo'
        ? { model: 'toledo', link, profile: ToledoProfile.parse({}) }
        : { model: 'yaohua', link, profile: YaohuaProfile.parse({ form: config.form }) },
    );
    return { pair, sim, device, scale: (device.port as { scale: ScalePort }).scale };
  }

  test.each([
    { model: 'toledo' } as const,
    { model: 'yaohua', form: 'tF0' } as const,
    { model: 'yaohua', form: 'wn' } as const,
  ])('%j shows the weight, its motion and its rest', async (config) => {
    const { sim, scale } = await scaleOn(config);
    await until(scale.latest, (reading) => reading?.isStable === true && reading.weightGrams === 16_480, 'stable');
    sim.setStable(false);
    await until(scale.latest, (reading) => reading?.isStable === false, 'moving');
    sim.setWeight(29_350);
    sim.setStable(true);
    await until(scale.latest, (reading) => reading?.isStable === true && reading.weightGrams === 29_350, 'settled');
  });

  test('noise is dropped and counted while good frames still count', async () => {
    const { sim, device, scale } = await scaleOn({ model: 'toledo' });
    await until(scale.latest, (reading) => reading !== null, 'a weight');
    sim.fault = 'noise';
    const before = device.status().statistics;
    await until(
      device.status,
      ({ statistics }) => statistics.droppedBytes > before.droppedBytes + 50 && statistics.answers > before.answers + 5,
      'noise',
    );
    expect(scale.latest()?.weightGrams).toBe(16_480);
  });

  test('a pulled cable clears the weight at once, and it comes back by itself', async () => {
    const { pair, device, scale } = await scaleOn({ model: 'toledo' });
    await until(scale.latest, (reading) => reading !== null, 'a weight');
    await pair.unplug();
    await until(device.status, (status) => status.state !== 'open', 'lost');
    expect(scale.latest()).toBeNull();
    await pair.replug();
    await until(scale.latest, (reading) => reading?.weightGrams === 16_480, 'the weight again');
  });

  test('a frame cut by the unplug is not completed by bytes of the next connection', async () => {
    const pair = await makePtyPair();
    onTestFinished(() => pair[Symbol.asyncDispose]());
    const device = start({
      model: 'toledo',
      link: serialLink(pair.near),
      profile: ToledoProfile.parse({ checksum: 'on' }),
    });
    await opened(device);
    const frame = encodeFrame({ value: { units: 2935, decimals: 2 } });
    await send(pair.far, frame.subarray(0, 9), () =>
      until(
        () => device.status().statistics.bytesIn,
        (bytes) => bytes === 9,
        'half a frame',
      ),
    );
    await pair.unplug();
    await pair.replug();
    await until(device.status, (status) => status.state === 'open' && status.statistics.reconnects === 1, 'open again');
    await send(pair.far, frame.subarray(9), () =>
      until(
        () => device.status().statistics.bytesIn,
        (bytes) => bytes === 18,
        'the other half',
      ),
    );
    expect((device.port as { scale: ScalePort }).scale.latest()).toBeNull();
  });

  async function send(path: string, bytes: Uint8Array, meanwhile: () => Promise<unknown>): Promise<void> {
    const port = new SerialPort({ path, baudRate: 9600, hupcl: false, autoOpen: false });
    await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
    port.on('data', () => undefined);
    port.write(bytes);
    await meanwhile();
    await new Promise<void>((resolve) => port.close(() => resolve()));
  }
});
