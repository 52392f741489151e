import { describe, expect, onTestFinished, test } from 'vitest';
import { BusProfile } from '../../main/devices/config.schema.ts';
import { createMeterBus } from '../../main/devices/meter-bus.ts';
import { type MeterSimStart, type RunningMeterSim, startMeterSim } from '../../main/devices/simulators.ts';
import { createMemoryTransport } from '../../main/devices/transport/memory.ts';
import { isStationError } from '../../main/shared/error-codes.ts';
import { wireMeter } from '../support/devices.ts';
import { createFakeTimers, type FakeTimers } from '../support/fake-timers.ts';

const refusal = (code: string, params: object = {}) =>
  expect.objectContaining({ code, params: expect.objectContaining(params) });
const LU = {
  address: '000012345678',
  registers: {
    totalMilli: 98_765_430,
    sharpMilli: 11_111_110,
    peakMilli: 22_222_220,
    flatMilli: 33_333_330,
    valleyMilli: 32_098_770,
  },
};
const QI = {
  address: '000012345679',
  registers: { totalMilli: 500_000, sharpMilli: 0, peakMilli: 300_000, flatMilli: 100_000, valleyMilli: 100_000 },
};

const ALL = { protocols: ['dlt645-2007'], lines: [] } as const;
const addressesOf = async (found: Promise<readonly { address: string }[]>) =>
  (await found).map((meter) => meter.address).sort();

let wires = 0;

/** A bus and simulated meters on a wire inside the program, on timers that obey. */
async function setUp(options: Partial<MeterSimStart> = {}, profile: Partial<BusProfile> = {}) {
  const timers = createFakeTimers();
  const name = `bus-test-${wires++}`;
  const sim = startMeterSim({ link: { type: 'memory', name }, meters: [LU, QI], timers, ...options });
  const meters = createMeterBus({
    transport: createMemoryTransport(name),
    timers,
    now: () => 1_000_000 + timers.now(),
    profile: BusProfile.parse(profile),
  });
  onTestFinished(async () => {
    const closing = [meters.bus.stop(), sim[Symbol.asyncDispose]()];
    await timers.advance(3000);
    await Promise.all(closing);
  });
  await timers.advance(0);
  meters.bus.start();
  await timers.advance(0);
  return { timers, sim, meters };
}

/** Waits for the outcome while the timers run. */
async function within<T>(timers: FakeTimers, promise: Promise<T>, ms = 60_000): Promise<T> {
  let isDone = false;
  const settled = promise.finally(() => {
    isDone = true;
  });
  settled.catch(() => undefined);
  for (let passed = 0; !isDone && passed < ms; passed += 50) await timers.advance(50);
  return settled;
}

const asked = (sim: RunningMeterSim) => sim.requests.map((request) => request.address);

describe('the meter bus', () => {
  test('reads the total and the tariffs of a meter in one exchange', async () => {
    const { timers, sim, meters } = await setUp();
    const values = await within(timers, meters.readMeter(wireMeter('12345678'), { withTou: true }));
    expect(values).toMatchObject({
      totalMilli: 98_765_430,
      sharpMilli: 11_111_110,
      peakMilli: 22_222_220,
      flatMilli: 33_333_330,
      valleyMilli: 32_098_770,
    });
    expect(sim.requests).toHaveLength(1);
    expect(meters.status()).toMatchObject({
      state: 'open',
      problem: null,
      statistics: { requests: 1, answers: 1, retries: 0 },
    });
  });

  test('asks register by register where a meter knows no block, and remembers it', async () => {
    const { timers, sim, meters } = await setUp();
    sim.meter(LU.address).fault = 'no-block';
    sim.meter(LU.address).registers = { ...LU.registers, sharpMilli: null };
    const first = await within(timers, meters.readMeter(wireMeter(LU.address), { withTou: true }));
    expect(first).toMatchObject({ totalMilli: 98_765_430, sharpMilli: null, valleyMilli: 32_098_770 });
    expect(sim.requests).toHaveLength(6);
    await within(timers, meters.readMeter(wireMeter(LU.address), { withTou: true }));
    expect(sim.requests).toHaveLength(11);
  });

  test('a register that is not there is null, digits that are none are refused', async () => {
    const { timers, sim, meters } = await setUp();
    sim.meter(QI.address).registers = { totalMilli: 10 };
    expect(await within(timers, meters.readMeter(wireMeter(QI.address), { withTou: true }))).toMatchObject({
      totalMilli: 10,
      sharpMilli: null,
      valleyMilli: null,
    });
    sim.meter(QI.address).fault = 'non-bcd';
    await expect(within(timers, meters.readMeter(wireMeter(QI.address), { withTou: false }))).rejects.toEqual(
      refusal('device.bad-data', { address: QI.address }),
    );
  });

  test('an error answer is told with its reason', async () => {
    const { timers, sim, meters } = await setUp();
    sim.meter(LU.address).fault = 'refuses';
    await expect(within(timers, meters.readMeter(wireMeter(LU.address), { withTou: true }))).rejects.toEqual(
      refusal('device.meter-not-authorised', { err: '04' }),
    );
  });

  test('a silent meter is asked three times and does not hold up the others', async () => {
    const { timers, sim, meters } = await setUp();
    sim.meter(LU.address).fault = 'silent';
    const dead = meters.readMeter(wireMeter(LU.address), { withTou: false });
    const alive = meters.readMeter(wireMeter(QI.address), { withTou: false });
    await expect(within(timers, dead)).rejects.toEqual(refusal('device.no-answer', { address: LU.address }));
    expect(await within(timers, alive)).toMatchObject({ totalMilli: 500_000 });
    expect(asked(sim)).toEqual([LU.address, LU.address, LU.address, QI.address]);
    expect(meters.status()).toMatchObject({
      state: 'open',
      problem: null,
      statistics: { requests: 2, answers: 1, retries: 2, timeouts: 3 },
    });
    // The next round gives the dead meter one try.
    await expect(within(timers, meters.readMeter(wireMeter(LU.address), { withTou: false }))).rejects.toEqual(
      refusal('device.no-answer'),
    );
    expect(asked(sim)).toHaveLength(5);
  });

  test('the wire counts as silent when one meter after the other does not answer, until one does', async () => {
    const { timers, sim, meters } = await setUp({}, { retries: 0 });
    for (const meter of sim.meters) meter.fault = 'silent';
    for (const { address } of [LU, QI, LU])
      await within(
        timers,
        meters.readMeter(wireMeter(address), { withTou: false }).catch(() => undefined),
      );
    expect(meters.status()).toMatchObject({ state: 'silent', problem: { code: 'no-answer' } });
    sim.meter(QI.address).fault = undefined;
    await within(timers, meters.readMeter(wireMeter(QI.address), { withTou: false }));
    expect(meters.status()).toMatchObject({ state: 'open', problem: null });
  });

  test.each(['garbage', 'bad-checksum', 'half-frame'] as const)(
    'an answer that is %s is asked for again and never taken for a reading',
    async (fault) => {
      const { timers, sim, meters } = await setUp();
      sim.meter(LU.address).fault = fault;
      await expect(within(timers, meters.readMeter(wireMeter(LU.address), { withTou: false }))).rejects.toEqual(
        refusal('device.garbage', { address: LU.address }),
      );
      expect(sim.requests).toHaveLength(3);
      expect(meters.status().problem?.code).toBe(fault === 'bad-checksum' ? 'bad-checksum' : 'garbage');
      sim.meter(LU.address).fault = undefined;
      expect(await within(timers, meters.readMeter(wireMeter(LU.address), { withTou: false }))).toMatchObject({
        totalMilli: 98_765_430,
      });
      expect(meters.status().problem).toBeNull();
    },
  );

  test('an answer after one broken one is used', async () => {
    const { timers, sim, meters } = await setUp();
    sim.meter(LU.address).fault = 'garbage';
    const reading = meters.readMeter(wireMeter(LU.address), { withTou: false });
    await timers.advance(200);
    sim.meter(LU.address).fault = undefined;
    expect(await within(timers, reading)).toMatchObject({ totalMilli: 98_765_430 });
  });

  test('a late answer is not taken for the next request', async () => {
    const { timers, sim, meters } = await setUp({ lateMs: 1100 }, { retries: 0 });
    sim.meter(LU.address).fault = 'late';
    const late = meters.readMeter(wireMeter(LU.address), { withTou: false });
    const next = meters.readMeter(wireMeter(QI.address), { withTou: false });
    await expect(within(timers, late)).rejects.toEqual(refusal('device.no-answer'));
    expect(await within(timers, next)).toMatchObject({ totalMilli: 500_000 });
    await timers.advance(3000);
    expect(meters.status().statistics).toMatchObject({ answers: 1 });
  });

  test('the echo of the adapter and bytes that come one by one do no harm', async () => {
    const { timers, sim, meters } = await setUp();
    sim.hasEcho = true;
    sim.isSplit = true;
    expect(await within(timers, meters.readMeter(wireMeter(LU.address), { withTou: true }))).toMatchObject({
      totalMilli: 98_765_430,
    });
    expect(meters.status().statistics).toMatchObject({ retries: 0, badFrames: 0, droppedBytes: 0 });
  });

  test('a person goes before a round, between two tries as well', async () => {
    const { timers, sim, meters } = await setUp();
    sim.meter(LU.address).fault = 'silent';
    const round = meters.readMeter(wireMeter(LU.address), { withTou: false, priority: 'background' });
    const later = meters.readMeter(wireMeter(LU.address), { withTou: false, priority: 'background' });
    round.catch(() => undefined);
    later.catch(() => undefined);
    await timers.advance(100);
    const person = meters.readMeter(wireMeter(QI.address), { withTou: false, priority: 'interactive' });
    await within(timers, person);
    expect(asked(sim).slice(0, 2)).toEqual([LU.address, QI.address]);
  });

  test('an aborted request rejects at once and the exchange on the wire ends before the next begins', async () => {
    const { timers, sim, meters } = await setUp();
    const controller = new AbortController();
    sim.meter(LU.address).fault = 'silent';
    const first = meters.readMeter(wireMeter(LU.address), { withTou: false, signal: controller.signal });
    const queued = meters.readMeter(wireMeter(LU.address), { withTou: false, signal: controller.signal });
    const other = meters.readMeter(wireMeter(QI.address), { withTou: false });
    await timers.advance(100);
    controller.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
    await expect(queued).rejects.toThrow('enough');
    expect(asked(sim)).toEqual([LU.address]);
    expect(await within(timers, other)).toMatchObject({ totalMilli: 500_000 });
    expect(asked(sim)).toEqual([LU.address, QI.address]);
  });

  test('what waits when the cable is pulled fails and is not sent after it is plugged in again', async () => {
    const { timers, sim, meters } = await setUp();
    sim.meter(LU.address).fault = 'silent';
    const onTheWire = meters.readMeter(wireMeter(LU.address), { withTou: false });
    const waiting = meters.readMeter(wireMeter(QI.address), { withTou: false });
    await timers.advance(100);
    await sim.unplug();
    await expect(onTheWire).rejects.toEqual(refusal('device.unplugged'));
    await expect(waiting).rejects.toEqual(refusal('device.unplugged'));
    await expect(meters.readMeter(wireMeter(QI.address), { withTou: false })).rejects.toEqual(
      expect.objectContaining({ code: expect.stringMatching(/^device\.(unplugged|port-missing)$/) }),
    );
    expect(meters.status()).toMatchObject({ state: 'lost', problem: { code: 'unplugged' } });
    sim.plug();
    await timers.advance(5000);
    expect(meters.status()).toMatchObject({ state: 'open', statistics: { reconnects: 1 } });
    expect(asked(sim)).toEqual([LU.address]);
    expect(await within(timers, meters.readMeter(wireMeter(QI.address), { withTou: false }))).toMatchObject({
      totalMilli: 500_000,
    });
  });

  test('a request made while the port opens for the first time waits for it', async () => {
    const { timers, meters } = await setUp();
    await meters.bus.stop();
    meters.bus.start();
    expect(await within(timers, meters.readMeter(wireMeter(QI.address), { withTou: false }))).toMatchObject({
      totalMilli: 500_000,
    });
  });

  test('a missing port is tried again for ever and never more than four seconds later', async () => {
    const { timers, sim, meters } = await setUp();
    await sim.unplug();
    await timers.advance(600_000);
    expect(meters.status()).toMatchObject({ state: 'lost', problem: { code: 'port-missing' } });
    sim.plug();
    await timers.advance(4100);
    expect(meters.status().state).toBe('open');
  });

  test('an address that is none is refused before anything is sent', async () => {
    const { sim, meters } = await setUp();
    await expect(meters.readMeter(wireMeter('12x'), { withTou: false })).rejects.toSatisfy((error) =>
      isStationError(error, 'device.bad-address'),
    );
    expect(sim.requests).toEqual([]);
  });
});

describe('the search for meters', () => {
  test('finds the only meter with one question', async () => {
    const { timers, sim, meters } = await setUp({ meters: [LU] });
    expect(
      await addressesOf(
        within(
          timers,
          meters.discover(ALL, () => undefined),
        ),
      ),
    ).toEqual([LU.address]);
    expect(sim.requests).toHaveLength(1);
  });

  test('finds every meter of a shared wire by their colliding answers', async () => {
    const numbers = ['000012345678', '000012345679', '202611220178', '202611229978', '000000000001'];
    const { timers, meters } = await setUp({ meters: numbers.map((address) => ({ ...LU, address })) });
    const steps: number[] = [];
    const search = meters.discover(ALL, ({ tried, total }) => steps.push(tried / total));
    const found = await addressesOf(within(timers, search, 3_600_000));
    expect(found).toEqual([...numbers].sort());
    expect(steps.at(-1)).toBe(1);
    expect(meters.status()).toMatchObject({ state: 'open', problem: null });
  });

  test('says that nobody is there without searching on', async () => {
    const { timers, sim, meters } = await setUp({ meters: [] });
    expect(
      await within(
        timers,
        meters.discover(ALL, () => undefined),
      ),
    ).toEqual([]);
    expect(sim.requests).toHaveLength(2);
  });

  test('stops when asked to and keeps what it found', async () => {
    const { timers, meters } = await setUp();
    const controller = new AbortController();
    let found: readonly string[] = [];
    const search = meters.discover(
      ALL,
      (progress) => {
        found = progress.found.map((meter) => meter.address);
        if (found.length > 0) controller.abort(new Error('enough'));
      },
      controller.signal,
    );
    await expect(within(timers, search, 3_600_000)).rejects.toThrow('enough');
    expect(found).toHaveLength(1);
  });
});
