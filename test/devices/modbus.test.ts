import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { BusProfile } from '../../main/devices/config.schema.ts';
import { createMeterBus } from '../../main/devices/meter-bus.ts';
import { createMeterSim } from '../../main/devices/meter-dlt645/sim.ts';
import { presetNamed } from '../../main/devices/meter-modbus/presets.schema.ts';
import { ModbusProfile, type ModbusRegister } from '../../main/devices/meter-modbus/profile.schema.ts';
import { createModbusSim, type SimModbusMeter } from '../../main/devices/meter-modbus/sim.ts';
import type { WireMeter } from '../../main/devices/ports.ts';
import { startMixedWire } from '../../main/devices/simulators.ts';
import { createMemoryTransport } from '../../main/devices/transport/memory.ts';
import { wireMeter } from '../support/devices.ts';
import { createFakeTimers, type FakeTimers } from '../support/fake-timers.ts';

const refusal = (code: string, params: object = {}) =>
  expect.objectContaining({ code, params: expect.objectContaining(params) });
const asking = { priority: 'interactive' } as const;

const SDM630 = presetNamed('sdm630')?.registers ?? [];
const ACREL = presetNamed('acrel')?.registers ?? [];
const DTSU666 = presetNamed('dtsu666')?.registers ?? [];

const LU: SimModbusMeter = {
  unit: 7,
  registers: SDM630,
  values: {
    total: '12345.678',
    reverse: '0.25',
    reactive: '321.5',
    demand: '4321',
    voltageA: '230.2',
    voltageB: '229.8',
    voltageC: '231.1',
    currentA: '5.125',
    power: '-1150.5',
    powerA: '-1150.5',
    powerFactor: '-0.976',
    frequency: '50.02',
  },
};
const QI: SimModbusMeter = {
  unit: 8,
  registers: ACREL,
  values: {
    total: '1234.56',
    sharp: '100',
    peak: '400.06',
    flat: '500',
    valley: '234.5',
    voltageA: '221.5',
    voltageB: '222.5',
  },
};

function meterOf(unit: number, registers: readonly ModbusRegister[], changes: Partial<ModbusProfile> = {}): WireMeter {
  const profile = ModbusProfile.parse({ protocol: 'modbus', registers, ...changes });
  return { protocol: 'modbus', address: String(unit), line: null, profile };
}

let wires = 0;

async function setUp(meters: readonly SimModbusMeter[] = [LU, QI], profile: Partial<BusProfile> = {}) {
  const timers = createFakeTimers();
  const name = `modbus-test-${wires++}`;
  const sim = createModbusSim({ meters, timers });
  const electric = createMeterSim({ meters: [{ address: '12345678', registers: { totalMilli: 98_765_430 } }], timers });
  const run = startMixedWire({ link: { type: 'memory', name }, devices: [sim, electric], timers });
  const bus = createMeterBus({
    transport: createMemoryTransport(name),
    timers,
    now: () => 1_000_000 + timers.now(),
    profile: BusProfile.parse(profile),
  });
  onTestFinished(async () => {
    const closing = [bus.bus.stop(), run[Symbol.asyncDispose]()];
    await timers.advance(3000);
    await Promise.all(closing);
  });
  await timers.advance(0);
  bus.bus.start();
  await timers.advance(0);
  return { timers, sim, bus };
}

async function within<T>(timers: FakeTimers, promise: Promise<T>, ms = 60_000): Promise<T> {
  let isDone = false;
  const settled = promise.finally(() => {
    isDone = true;
  });
  settled.catch(() => undefined);
  for (let waited = 0; !isDone && waited < ms; waited += 10) await timers.advance(10);
  return settled;
}

// Loaded when first wanted, which takes real time; the time of these tests is not real.
beforeAll(() => import('modbus-serial'));

describe('reading by a map', () => {
  test('registers of a float meter, what was not asked left out', async () => {
    const { timers, sim, bus } = await setUp();
    const read = bus.readMeter(meterOf(7, SDM630), { withTou: false });
    expect(await within(timers, read)).toMatchObject({
      totalMilli: 12_345_680,
      reverseMilli: 250,
      sharpMilli: null,
      demandMilli: null,
      reactiveMilli: null,
    });
    expect(sim.requests).toEqual(['07 04 00 48 00 04 71 B9']);
  });

  test('demand and reactive energy where they are asked for', async () => {
    const { timers, bus } = await setUp();
    const options = { withTou: true, withDemand: true, withReactive: true };
    expect(await within(timers, bus.readMeter(meterOf(7, SDM630), options))).toMatchObject({
      sharpMilli: null,
      demandMilli: 4321,
      reactiveMilli: 321_500,
    });
    expect(await within(timers, bus.readDemand(meterOf(7, SDM630), asking))).toMatchObject({
      demandMilli: 4321,
      occurredAt: null,
    });
  });

  test('tariffs of a counting meter are exact', async () => {
    const { timers, bus } = await setUp();
    expect(await within(timers, bus.readMeter(meterOf(8, ACREL), { withTou: true }))).toMatchObject({
      totalMilli: 1_234_560,
      sharpMilli: 100_000,
      peakMilli: 400_060,
      flatMilli: 500_000,
      valleyMilli: 234_500,
      reverseMilli: null,
    });
  });

  test('live values keep their sign; phases a meter has not are none', async () => {
    const { timers, bus } = await setUp();
    const live = await within(timers, bus.readPower(meterOf(7, SDM630), asking));
    expect(live).toMatchObject({
      voltageMilli: [230_200, 229_800, 231_100],
      powerMilli: { total: -1151, a: -1151 },
      powerFactorMilli: -976,
      frequencyMilli: 50_020,
    });
    const plain = await within(timers, bus.readPower(meterOf(8, ACREL), asking));
    expect(plain).toMatchObject({ voltageMilli: [221_500, 222_500, 0], powerMilli: { total: null } });
  });

  test('a total of more digits than a float carries is told', async () => {
    const { timers, sim, bus } = await setUp();
    sim.meter(7).values = { total: '123456.78' };
    const read = await within(timers, bus.readMeter(meterOf(7, SDM630), { withTou: false }));
    expect(read).toMatchObject({ isImprecise: true });
  });

  test("the meter's own ratios are applied only where the map says so", async () => {
    const values = { total: '100', voltageA: '100', currentA: '2', power: '300', ctRatio: '40', ptRatio: '2' };
    const { timers, bus } = await setUp([{ unit: 9, registers: DTSU666, values }]);
    const plain = meterOf(9, DTSU666);
    expect(await within(timers, bus.readMeter(plain, { withTou: false }))).toMatchObject({ totalMilli: 100_000 });
    const primary = meterOf(9, DTSU666, { appliesRatios: true });
    expect(await within(timers, bus.readMeter(primary, { withTou: false }))).toMatchObject({ totalMilli: 8_000_000 });
    expect(await within(timers, bus.readPower(primary, asking))).toMatchObject({
      voltageMilli: [200_000, 0, 0],
      currentMilli: [80_000, 0, 0],
      powerMilli: { total: 24_000 },
    });
  });

  test('without its ratios a meter that has to be reckoned with them is not read', async () => {
    const registers = DTSU666.filter(({ quantity }) => !quantity.endsWith('Ratio'));
    const { timers, bus } = await setUp([{ unit: 9, registers, values: { total: '100', voltageA: '100' } }]);
    const primary = meterOf(9, DTSU666, { appliesRatios: true });
    await expect(within(timers, bus.readMeter(primary, { withTou: false }))).rejects.toEqual(
      refusal('device.bad-data', { di: '0006' }),
    );
  });

  test('with every bit set a register has no value, and a total is refused', async () => {
    const values = { ...QI.values, voltageC: '6553.5', valley: '42949672.95' };
    const { timers, sim, bus } = await setUp([{ ...QI, values }]);
    const meter = meterOf(8, ACREL);
    expect(await within(timers, bus.readPower(meter, asking))).toMatchObject({
      voltageMilli: [221_500, 222_500, null],
    });
    expect(await within(timers, bus.readMeter(meter, { withTou: true }))).toMatchObject({
      totalMilli: 1_234_560,
      flatMilli: 500_000,
      valleyMilli: null,
    });
    sim.meter(8).values = { ...values, total: '42949672.95' };
    await expect(within(timers, bus.readMeter(meter, { withTou: true }))).rejects.toEqual(
      refusal('device.bad-data', { di: '0000' }),
    );
  });

  test('a meter that answers no gaps is asked for each value, and from then on at once', async () => {
    const registers = SDM630.filter(({ quantity }) => ['total', 'reverse', 'demand'].includes(quantity));
    const { timers, sim, bus } = await setUp([{ ...LU, registers, fault: 'no-gaps' }]);
    const options = { withTou: false, withDemand: true };
    const meter = meterOf(7, registers, { maxGap: 60 });
    const first = await within(timers, bus.readMeter(meter, options));
    expect(first).toMatchObject({ totalMilli: 12_345_680, demandMilli: 4321 });
    expect(sim.requests).toHaveLength(4);
    await within(timers, bus.readMeter(meter, options));
    expect(sim.requests).toHaveLength(7);
  });

  test('a register the meter has not is none, but never the total', async () => {
    const map = [...SDM630, { ...(SDM630[0] as ModbusRegister), quantity: 'sharp' as const, address: 500 }];
    const { timers, bus } = await setUp();
    const read = await within(timers, bus.readMeter(meterOf(7, map), { withTou: true }));
    expect(read).toMatchObject({ totalMilli: 12_345_680, sharpMilli: null });
    const elsewhere = SDM630.map((register) => ({ ...register, address: register.address + 5000 }));
    await expect(within(timers, bus.readMeter(meterOf(7, elsewhere), { withTou: false }))).rejects.toEqual(
      refusal('device.meter-no-data', { address: '7', err: '02' }),
    );
  });

  test('nothing is read from what is no number, and nothing without a map', async () => {
    const { timers, sim, bus } = await setUp();
    sim.meter(7).values = { total: '-1' };
    await expect(within(timers, bus.readMeter(meterOf(7, SDM630), { withTou: false }))).rejects.toEqual(
      refusal('device.bad-data', { di: '0048' }),
    );
    await expect(within(timers, bus.readMeter(wireMeter('7', 'modbus'), { withTou: false }))).rejects.toEqual(
      refusal('device.modbus-no-map', { address: '7' }),
    );
    await expect(within(timers, bus.readMeter(wireMeter('248', 'modbus'), { withTou: false }))).rejects.toEqual(
      refusal('device.bad-address'),
    );
  });
});

describe('a wire that is no good', () => {
  test.each([
    ['silent', 'device.no-answer', {}],
    ['late', 'device.no-answer', {}],
    ['garbage', 'device.garbage', {}],
    ['bad-crc', 'device.garbage', {}],
    ['half-frame', 'device.garbage', {}],
    ['other-unit', 'device.garbage', {}],
    ['busy', 'device.meter-error', { err: '06' }],
  ] as const)('a meter that is %s is refused as %s', async (fault, code, params) => {
    const { timers, bus } = await setUp([{ ...LU, fault }], { retries: 1 });
    await expect(within(timers, bus.readMeter(meterOf(7, SDM630), { withTou: false }))).rejects.toEqual(
      refusal(code, params),
    );
  });

  test('echo, split answers and meters of two protocols on one wire', async () => {
    const { timers, sim, bus } = await setUp();
    sim.hasEcho = true;
    sim.isSplit = true;
    const all = Promise.all([
      bus.readMeter(meterOf(7, SDM630), { withTou: false }),
      bus.readMeter(wireMeter('12345678'), { withTou: false }),
      bus.readMeter(meterOf(8, ACREL), { withTou: false }),
    ]);
    const read = await within(timers, all);
    expect(read.map(({ totalMilli }) => totalMilli)).toEqual([12_345_680, 98_765_430, 1_234_560]);
  });

  test('a late answer is never taken for that of another register', async () => {
    const registers = SDM630.filter(({ quantity }) => ['total', 'demand'].includes(quantity));
    const { timers, sim, bus } = await setUp([{ ...LU, registers, fault: 'late' }], { retries: 2 });
    const read = (meter: WireMeter) =>
      bus.readMeter(meter, { withTou: false, withDemand: true }).catch((error) => error.code);
    const slow = meterOf(7, registers, { maxGap: 0 });
    const both = await within(timers, Promise.all([read(slow), read(slow)]));
    expect(both).toEqual(['device.no-answer', 'device.no-answer']);
    sim.meter(7).fault = undefined;
    bus.release(slow);
    expect(await within(timers, read(slow))).toMatchObject({ totalMilli: 12_345_680, demandMilli: 4321 });
  });

  test('a request waits for the silence the meter wants', async () => {
    const { timers, sim, bus } = await setUp();
    const meter = meterOf(7, SDM630, { quietMs: 60 });
    await within(timers, bus.readMeter(meter, { withTou: false }));
    const next = bus.readMeter(meter, { withTou: false });
    await timers.advance(40);
    expect(sim.requests).toHaveLength(1);
    await within(timers, next);
    expect(sim.requests).toHaveLength(2);
  });

  test('a simulated meter keeps silent for a wrong CRC and for another unit', async () => {
    const timers = createFakeTimers();
    const said: Uint8Array[] = [];
    const device = createModbusSim({ meters: [LU], timers }).create((bytes) => said.push(bytes) > 0);
    device.onData(Uint8Array.from([7, 4, 0, 0, 0, 2, 0x71, 0xff]));
    device.onData(Uint8Array.from([9, 3, 0, 0, 0, 1, 0x85, 0x42]));
    await timers.advance(1000);
    expect(said).toEqual([]);
  });
});

describe('looking for meters', () => {
  test('finds who answers, names the model that fits and tells how far it is', async () => {
    const strange = { unit: 30, registers: ACREL.map((row) => ({ ...row, address: row.address + 7000 })), values: {} };
    const { timers, bus } = await setUp([LU, QI, strange]);
    const line = { baud: 9600, parity: 'none', dataBits: 8, stopBits: 1 } as const;
    const told: number[] = [];
    const search = bus.discover({ protocols: ['modbus'], lines: [line] }, ({ tried }) => told.push(tried));
    expect(await within(timers, search, 200_000)).toMatchObject([
      { protocol: 'modbus', address: '7', line, note: 'sdm630', profile: { protocol: 'modbus', preset: 'sdm630' } },
      { protocol: 'modbus', address: '8', line, note: 'acrel', profile: { protocol: 'modbus', preset: 'acrel' } },
      { protocol: 'modbus', address: '30', line },
    ]);
    expect(told.at(-1)).toBe(247);
  });

  test('two meters with one address are told', async () => {
    const { timers, bus } = await setUp([LU, { ...QI, unit: 7 }]);
    const search = bus.discover({ protocols: ['modbus'], lines: [] }, () => undefined);
    expect(await within(timers, search, 200_000)).toEqual([
      { protocol: 'modbus', address: '7', line: null, note: 'shared-address' },
    ]);
  });

  test('can be cancelled', async () => {
    const { timers, bus } = await setUp();
    const controller = new AbortController();
    const search = bus.discover(
      { protocols: ['modbus'], lines: [] },
      ({ tried }) => tried === 5 && controller.abort(),
      controller.signal,
    );
    await expect(within(timers, search)).rejects.toThrow(/abort/i);
  });
});
