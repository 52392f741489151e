import { describe, expect, test } from 'vitest';
import { createSimLoad } from '../../main/devices/meter/sim.ts';
import { createMeterSim } from '../../main/devices/meter-dlt645/sim.ts';
import { createMeterSim1997, type MeterSim1997, type SimMeter1997 } from '../../main/devices/meter-dlt645-1997/sim.ts';
import type { WireMeter } from '../../main/devices/ports.ts';
import { wireMeter } from '../support/devices.ts';
import { meterWire } from '../support/meter-wire.ts';

const ASKING = { priority: 'interactive' } as const;
const ADDRESS = '000000063295';
const METER = wireMeter(ADDRESS, 'dlt645-1997');
const LOAD = createSimLoad({ seed: 'old', phases: 3 });
const REGISTERS = {
  totalMilli: 390,
  sharpMilli: 0,
  peakMilli: 30,
  flatMilli: 240,
  valleyMilli: 120,
  reverseMilli: 50,
  reactiveMilli: 70,
};
const refusal = (code: string) => expect.objectContaining({ code });

async function setUp(meter: Partial<SimMeter1997> = {}, others: readonly SimMeter1997[] = []) {
  let sim: MeterSim1997 | undefined;
  const wire = await meterWire('2026-11-26T04:00:00Z', (timers, now) => {
    const meters = [{ address: ADDRESS, registers: REGISTERS, load: LOAD, ...meter }, ...others];
    const old = createMeterSim1997({ meters, timers, now });
    sim = old;
    const young = createMeterSim({
      meters: [{ address: '000012345678', registers: { totalMilli: 5550 } }],
      timers,
      now,
    });
    return [old, young];
  });
  return { ...wire, sim: sim as MeterSim1997 };
}

describe('a DL/T 645-1997 meter', () => {
  test('shares a wire with one of the 2007 edition', async () => {
    const { bus, within } = await setUp();
    expect(await within(bus.readMeter(METER, { withTou: true, withReactive: true }))).toMatchObject({
      totalMilli: 390,
      sharpMilli: 0,
      valleyMilli: 120,
      reverseMilli: null,
      reactiveMilli: 70,
    });
    expect(await within(bus.readMeter(wireMeter('12345678'), { withTou: false }))).toMatchObject({ totalMilli: 5550 });
  });

  test('is asked register by register where it knows no block', async () => {
    const { bus, within, sim } = await setUp({ fault: 'no-block' });
    const twoWay: WireMeter = {
      ...METER,
      profile: { protocol: 'dlt645-1997', preamble: 4, readsReverse: true, voltageDecimals: 0 },
    };
    expect(await within(bus.readMeter(twoWay, { withTou: true }))).toMatchObject({ flatMilli: 240, reverseMilli: 50 });
    expect(sim.requests).toHaveLength(7);
    await within(bus.readMeter(METER, { withTou: true }));
    expect(sim.requests).toHaveLength(12);
  });

  test.each([
    ['silent', 'device.no-answer'],
    ['garbage', 'device.garbage'],
    ['bad-checksum', 'device.garbage'],
    ['wrong-address', 'device.no-answer'],
    ['non-bcd', 'device.bad-data'],
    ['ff-values', 'device.meter-no-data'],
    ['no-data', 'device.meter-no-data'],
    ['refuses', 'device.meter-not-authorised'],
  ] as const)('that is %s is refused with %s', async (fault, code) => {
    const { bus, within } = await setUp({ fault });
    await expect(within(bus.readMeter(METER, { withTou: false }))).rejects.toEqual(refusal(code));
  });

  test('tells demand, live values and its state', async () => {
    const { bus, within, now } = await setUp({ isBatteryLow: true, driftMs: -30_000 });
    const highest = LOAD.demandBetween(Date.parse('2026-10-31T16:00:00Z'), now());
    expect(await within(bus.readDemand(METER, ASKING))).toMatchObject({
      demandMilli: highest?.watts,
      occurredAt: highest?.at,
    });
    const power = await within(bus.readPower(METER, ASKING));
    expect(power.voltageMilli.every((volts) => volts !== null && volts > 200_000 && volts % 1000 === 0)).toBe(true);
    expect(power.powerMilli.total).toBeGreaterThan(0);
    expect(power.frequencyMilli).toBeNull();
    const state = await within(bus.readState(METER, ASKING));
    expect(state).toMatchObject({ isBatteryLow: true, isReversed: false, isRelayOpen: null, words: { C020: 0x04 } });
    expect(Math.abs((state.clock?.at ?? 0) - now() + 30_000)).toBeLessThan(5000);
  });

  test('keeps two months and no days', async () => {
    const { bus, within } = await setUp({ registers: (at: number) => LOAD.registersAt(at) });
    const last = await within(bus.readFrozen(METER, { kind: 'settlement', ago: 2 }, ASKING));
    expect(last.frozenAt).toBe(Date.parse('2026-09-30T16:00:00Z'));
    expect(last.totalMilli).toBe(Math.floor(LOAD.registersAt(last.frozenAt).totalMilli / 10) * 10);
    await expect(within(bus.readFrozen(METER, { kind: 'settlement', ago: 3 }, ASKING))).rejects.toEqual(
      refusal('device.meter-no-data'),
    );
    await expect(within(bus.readFrozen(METER, { kind: 'day', ago: 1 }, ASKING))).rejects.toEqual(
      refusal('device.not-supported'),
    );
  });

  test('has no relay to order', async () => {
    const { bus, within, now } = await setUp();
    await expect(within(bus.control(METER, { action: 'trip', validUntil: now() + 60_000 }))).rejects.toEqual(
      refusal('device.not-supported'),
    );
    expect(bus.supports('dlt645-1997')).toMatchObject({ power: true, state: true, clock: true, relay: false });
  });
});

describe('finding meters of the 1997 edition', () => {
  const discover = { protocols: ['dlt645-1997'], lines: [] } as const;

  test.each([
    ['answers the wildcard with its own number', {}],
    ['returns the wildcard', { echoesWildcard: true }],
  ])('one that %s', async (_, quirk) => {
    const { bus, within } = await setUp(quirk);
    const found = await within(bus.discover(discover, () => undefined));
    expect(found.map(({ protocol, address }) => [protocol, address])).toEqual([['dlt645-1997', ADDRESS]]);
  });

  test('several that collide, each by its low digits', async () => {
    const { bus, within } = await setUp({}, [
      { address: '000000064411', registers: REGISTERS },
      { address: '000000075595', registers: REGISTERS },
    ]);
    const found = await within(bus.discover(discover, () => undefined));
    expect(found.map(({ address }) => address).sort()).toEqual([ADDRESS, '000000064411', '000000075595']);
  });
});
