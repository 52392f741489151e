import { describe, expect, test } from 'vitest';
import {
  type Cjt188SimOptions,
  createCjt188Sim,
  createSimValve,
  type SimCjt188Meter,
} from '../../main/devices/meter-cjt188/sim.ts';
import { setUpWire, wireMeter } from '../support/simulated-wire.ts';

const refusal = (code: string, params: object = {}) =>
  expect.objectContaining({ code, params: expect.objectContaining(params) });
const BACKGROUND = { priority: 'background', withTou: false } as const;

const WATER: SimCjt188Meter = {
  address: '78330011223344',
  type: 0x10,
  diOrder: '2018',
  current: 123_456,
  settlements: [120_000, 110_000, null],
};
const GAS: SimCjt188Meter = {
  address: '00002026000123',
  type: 0x30,
  diOrder: '2004',
  current: 98_765,
  settlementDay: 20,
  settlements: [90_000],
};
const HEAT: SimCjt188Meter = { address: '11110059200991', type: 0x20, diOrder: '2018', current: 300 };

async function setUp(
  meters: readonly SimCjt188Meter[] = [WATER, GAS, HEAT],
  { retries = 2, ...options }: Partial<Cjt188SimOptions> & { retries?: number } = {},
) {
  const held: { sim?: ReturnType<typeof createCjt188Sim> } = {};
  const make: Parameters<typeof setUpWire>[0] = (timers, now) => {
    held.sim = createCjt188Sim({ meters, timers, now, ...options });
    return held.sim;
  };
  const wire = await setUpWire(make, { bus: { retries } });
  if (!held.sim) throw new Error('no simulator');
  return { ...wire, sim: held.sim };
}

const water = wireMeter('cjt188', '78330011223344');
const gas = wireMeter('cjt188', '00002026000123', { type: '30', hasValve: true });
const heat = wireMeter('cjt188', '11110059200991', { type: '20' });

describe('reading', () => {
  test('water and gas in thousandths of a cubic metre, heat in thousandths of a kWh', async () => {
    const { meters, within } = await setUp();
    await expect(within(meters.readMeter(water, BACKGROUND))).resolves.toMatchObject({ totalMilli: 1_234_560 });
    await expect(within(meters.readMeter(gas, BACKGROUND))).resolves.toMatchObject({ totalMilli: 987_650 });
    await expect(within(meters.readMeter(heat, BACKGROUND))).resolves.toMatchObject({ totalMilli: 3000 });
  });

  test('the order of identifiers is found by trying and remembered for the meter', async () => {
    const { meters, within, sim } = await setUp();
    await within(meters.readMeter(gas, BACKGROUND));
    const orders = () => sim.requests.map(({ data }) => (data[0] === 0x90 ? '2004' : '2018'));
    expect(orders().at(-1)).toBe('2004');
    const before = sim.requests.length;
    expect(before).toBeGreaterThan(1);
    await within(meters.readMeter(gas, BACKGROUND));
    expect(orders().slice(before)).toEqual(['2004']);
  });

  test('a meter changed for one of the other order is found again', async () => {
    const { meters, within, sim } = await setUp([{ ...WATER }]);
    await within(meters.readMeter(water, BACKGROUND));
    sim.meters[0] = { ...WATER, diOrder: '2004' };
    await expect(within(meters.readMeter(water, BACKGROUND))).rejects.toEqual(refusal('device.no-answer'));
    await expect(within(meters.readMeter(water, BACKGROUND))).resolves.toMatchObject({ totalMilli: 1_234_560 });
  });

  test('a named order is the only one asked', async () => {
    const { meters, within, sim } = await setUp();
    const named = wireMeter('cjt188', GAS.address, { type: '30', diOrder: '2004' });
    await within(meters.readMeter(named, BACKGROUND));
    expect(sim.requests).toHaveLength(1);
  });

  test('litres, a unit in front and three decimals come from the profile', async () => {
    const meter = { ...WATER, unit: 0x29, isUnitFirst: true };
    const { meters, within } = await setUp([meter]);
    const profile = wireMeter('cjt188', WATER.address, { unitPosition: 'before', decimals: 3 });
    await expect(within(meters.readMeter(profile, BACKGROUND))).resolves.toMatchObject({ totalMilli: 123 });
  });

  test.each([
    ['non-bcd', 'device.bad-data'],
    ['all-ff', 'device.bad-data'],
    ['wrong-unit', 'device.bad-data'],
    ['refuses', 'device.meter-error'],
    ['silent', 'device.no-answer'],
    ['late', 'device.no-answer'],
    ['garbage', 'device.garbage'],
    ['bad-checksum', 'device.garbage'],
    ['half-frame', 'device.garbage'],
    ['wrong-serial', 'device.no-answer'],
  ] as const)('a meter with the fault %s gives no value but %s', async (fault, code) => {
    const { meters, within } = await setUp([{ ...WATER, fault }], { retries: 0 });
    await expect(within(meters.readMeter(water, BACKGROUND))).rejects.toEqual(
      refusal(code, { address: WATER.address }),
    );
  });

  test('echoes and answers in single bytes are read all the same', async () => {
    const { meters, within, sim } = await setUp();
    sim.hasEcho = true;
    sim.isSplit = true;
    await expect(within(meters.readMeter(water, BACKGROUND))).resolves.toMatchObject({ totalMilli: 1_234_560 });
  });

  test('a late answer is never taken for the next question to the same meter', async () => {
    let current = 100;
    const slow = { ...WATER, current: () => current, fault: 'late' as const };
    const { meters, within, sim } = await setUp([slow], { lateMs: 1100, retries: 0 });
    const named = wireMeter('cjt188', WATER.address, { diOrder: '2018' });
    await expect(within(meters.readMeter(named, BACKGROUND))).rejects.toEqual(refusal('device.no-answer'));
    current = 200;
    sim.meter(WATER.address).fault = undefined;
    await expect(within(meters.readMeter(named, BACKGROUND))).resolves.toMatchObject({ totalMilli: 2000 });
  });

  test('a meter of another kind with the same number is not taken', async () => {
    const { meters, within } = await setUp([WATER]);
    const asGas = wireMeter('cjt188', WATER.address, { type: '30' });
    await expect(within(meters.readMeter(asGas, BACKGROUND))).rejects.toEqual(refusal('device.no-answer'));
  });

  test('volume is not taken from a meter that is to be billed by energy', async () => {
    const { meters, within } = await setUp([{ ...HEAT, unit: 0x2c }]);
    await expect(within(meters.readMeter(heat, BACKGROUND))).rejects.toEqual(refusal('device.bad-data'));
  });
});

describe('state and settlements', () => {
  test('valve, battery and clock are told', async () => {
    const valve = createSimValve({ state: 'closed' });
    const { meters, within } = await setUp([
      { ...WATER, valve, isBatteryLow: true, statusOrder: 'mirrored', clock: '2026-11-26 09:58:00' },
    ]);
    const mirrored = wireMeter('cjt188', WATER.address, { status: 'mirrored' });
    await expect(within(meters.readState(mirrored, BACKGROUND))).resolves.toMatchObject({
      valve: 'closed',
      isBatteryLow: true,
      clock: { text: '2026-11-26 09:58:00', at: Date.parse('2026-11-26T01:58:00Z') },
    });
  });

  test('a meter without a clock has none', async () => {
    const { meters, within } = await setUp([{ ...WATER, clock: null }]);
    await expect(within(meters.readState(water, BACKGROUND))).resolves.toMatchObject({ clock: null, valve: 'open' });
  });

  test('the value of a settlement carries its date, by the meter or by the profile', async () => {
    const { meters, within } = await setUp();
    const frozen = (meter: typeof gas, ago: number) =>
      within(meters.readFrozen(meter, { kind: 'settlement', ago }, BACKGROUND));
    await expect(frozen(gas, 1)).resolves.toMatchObject({
      totalMilli: 900_000,
      frozenAt: Date.parse('2026-11-20T00:00:00+08:00'),
    });
    await expect(frozen(water, 2)).resolves.toMatchObject({
      totalMilli: 1_100_000,
      frozenAt: Date.parse('2026-10-01T00:00:00+08:00'),
    });
    await expect(frozen(water, 3)).rejects.toEqual(refusal('device.bad-data'));
    await expect(frozen(water, 13)).rejects.toEqual(refusal('device.not-supported'));
    const day = within(meters.readFrozen(water, { kind: 'day', ago: 1 }, BACKGROUND));
    await expect(day).rejects.toEqual(refusal('device.not-supported'));
  });

  test('the clock is set and read back', async () => {
    const { meters, within, now } = await setUp([{ ...WATER, clock: '2026-11-26 09:58:00' }]);
    const at = Math.floor(now() / 1000) * 1000;
    await within(meters.setClock(water, { priority: 'interactive' }));
    await expect(within(meters.readState(water, BACKGROUND))).resolves.toMatchObject({ clock: { at } });
  });

  test.each([
    ['a clock that stands still', { clock: '2026-11-26 09:08:00', fault: 'stuck-clock' as const }],
    ['no clock', { clock: null, fault: 'stuck-clock' as const }],
  ])('a meter with %s is not said to have been set', async (_, meter) => {
    const { meters, within } = await setUp([{ ...WATER, ...meter }]);
    await expect(within(meters.setClock(water, { priority: 'interactive' }))).rejects.toEqual(
      refusal('device.clock-not-taken'),
    );
  });
});

describe('the valve', () => {
  const order = (action: 'trip' | 'close' | 'allow-close' | 'alarm', validUntil: number) => ({ action, validUntil });
  const withValve = async (options: Parameters<typeof createSimValve>[0] = {}) => {
    const valve = createSimValve(options);
    return { valve, ...(await setUp([{ ...GAS, valve }])) };
  };

  test('is closed once, and that is done when the status says so', async () => {
    const { meters, within, valve, now } = await withValve({ moveMs: 7000 });
    const status = await within(meters.control(gas, order('trip', now() + 60_000)));
    expect(status).toMatchObject({ isOpen: true });
    expect(valve).toMatchObject({ state: 'closed', orders: [0x99] });
    await expect(within(meters.control(gas, order('close', now() + 60_000)))).resolves.toMatchObject({ isOpen: false });
    expect(valve.orders).toEqual([0x99, 0x55]);
  });

  test('already as ordered is not ordered', async () => {
    const { meters, within, valve, now } = await withValve({ state: 'closed' });
    await expect(within(meters.control(gas, order('trip', now() + 60_000)))).resolves.toMatchObject({ isOpen: true });
    expect(valve.orders).toEqual([]);
  });

  test('that does what it is told and says nothing is done all the same, and told once', async () => {
    const { meters, within, valve, now } = await withValve({ fault: 'unanswered' });
    await expect(within(meters.control(gas, order('trip', now() + 60_000)))).resolves.toMatchObject({ isOpen: true });
    expect(valve.orders).toEqual([0x99]);
  });

  test.each([
    ['jammed', 'device.relay-unmoved'],
    ['deaf', 'device.relay-unmoved'],
    ['refuses', 'device.relay-refused'],
  ] as const)('that is %s is told once and ends as %s', async (fault, code) => {
    const { meters, within, valve, now } = await withValve({ fault });
    const ordered = within(meters.control(gas, order('trip', now() + 60_000)));
    await expect(ordered).rejects.toEqual(refusal(code, { address: GAS.address }));
    expect(valve.orders).toEqual([0x99]);
  });

  test('with a fault in its status is neither open nor closed', async () => {
    const { meters, within } = await withValve({ state: 'fault' });
    await expect(within(meters.readStatus(gas))).resolves.toMatchObject({ isOpen: false, isOrderedOpen: true });
  });

  test('gets no order whose time is over, none that its maker lacks, none whose end cannot be seen', async () => {
    const { meters, within, valve, now } = await withValve();
    const attempt = (meter: typeof gas, action: 'trip' | 'allow-close' | 'alarm', until: number) =>
      within(meters.control(meter, order(action, until)));
    await expect(attempt(gas, 'trip', now() - 1)).rejects.toEqual(refusal('device.relay-expired'));
    await expect(attempt(gas, 'allow-close', now() + 60_000)).rejects.toEqual(refusal('device.not-supported'));
    await expect(attempt(gas, 'alarm', now() + 60_000)).rejects.toEqual(refusal('device.not-supported'));
    const blind = wireMeter('cjt188', GAS.address, { type: '30', hasValve: true, status: 'none' });
    await expect(attempt(blind, 'trip', now() + 60_000)).rejects.toEqual(refusal('device.not-supported'));
    const plain = wireMeter('cjt188', GAS.address, { type: '30' });
    await expect(attempt(plain, 'trip', now() + 60_000)).rejects.toEqual(refusal('device.not-supported'));
    expect(valve.orders).toEqual([]);
  });
});

describe('discovery', () => {
  const found = (meter: SimCjt188Meter) =>
    expect.objectContaining({
      protocol: 'cjt188',
      address: meter.address,
      note: meter.type.toString(16),
      profile: expect.objectContaining({ type: meter.type.toString(16), diOrder: meter.diOrder }),
    });

  test('one meter answers by itself, in whichever order it knows', async () => {
    const { meters, within } = await setUp([GAS]);
    const search = meters.discover({ protocols: ['cjt188'], lines: [] }, () => undefined);
    await expect(within(search)).resolves.toEqual([found(GAS)]);
  });

  test('meters that answer at once are found by their last digits', async () => {
    const { meters, within } = await setUp();
    const progress: number[] = [];
    const search = meters.discover({ protocols: ['cjt188'], lines: [] }, ({ tried }) => progress.push(tried));
    const all = await within(search, 3_000_000);
    expect(all).toHaveLength(3);
    expect(all).toEqual(expect.arrayContaining([found(WATER), found(GAS), found(HEAT)]));
    expect(progress.length).toBeGreaterThan(50);
  });

  test('an empty wire has nobody', async () => {
    const { meters, within } = await setUp([]);
    const search = meters.discover({ protocols: ['cjt188'], lines: [] }, () => undefined);
    await expect(within(search)).resolves.toEqual([]);
  });
});
