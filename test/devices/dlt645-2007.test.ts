import { describe, expect, test } from 'vitest';
import { createSimLoad, type SimRegisters } from '../../main/devices/meter/sim.ts';
import { createMeterSim, type MeterSim, type SimMeter } from '../../main/devices/meter-dlt645/sim.ts';
import type { WireMeter } from '../../main/devices/ports.ts';
import { createSimRelay } from '../../main/devices/simulators.ts';
import { localDateTime } from '../../main/shared/dates.ts';
import { wireMeter } from '../support/devices.ts';
import { meterWire } from '../support/meter-wire.ts';

const ZONE = 'Asia/Shanghai';
const ASKING = { priority: 'interactive' } as const;
const ADDRESS = '000012345678';
const METER = wireMeter(ADDRESS);
const TWO_WAY: WireMeter = { ...METER, profile: { protocol: 'dlt645-2007', preamble: 4, readsReverse: true } };
const LOAD = createSimLoad({ seed: 'lu', phases: 3, averageWatts: 900 });
const REGISTERS: SimRegisters = {
  totalMilli: 1_234_560,
  sharpMilli: 100_000,
  peakMilli: 300_000,
  flatMilli: 500_000,
  valleyMilli: 334_560,
  reverseMilli: 77_770,
  reactiveMilli: 250_120,
};

const refusal = (code: string) => expect.objectContaining({ code });

async function setUp(
  meter: Partial<SimMeter> = {},
  { from = '2026-11-26T04:00:00Z', frameBytes = 200, others = [] as readonly SimMeter[] } = {},
) {
  let sim: MeterSim | undefined;
  const wire = await meterWire(from, (timers, now) => {
    const meters = [{ address: ADDRESS, registers: REGISTERS, load: LOAD, ...meter }, ...others];
    const made = createMeterSim({ meters, timers, now, frameBytes });
    sim = made;
    return [made];
  });
  return { ...wire, sim: sim as MeterSim };
}

describe('registers of a DL/T 645-2007 meter', () => {
  test('demand, reactive energy and what flowed back come when they are asked for', async () => {
    const { bus, within } = await setUp();
    const plain = await within(bus.readMeter(METER, { withTou: false }));
    expect(plain).toMatchObject({ totalMilli: 1_234_560, reverseMilli: null, demandMilli: null, reactiveMilli: null });
    const all = await within(bus.readMeter(TWO_WAY, { withTou: true, withDemand: true, withReactive: true }));
    expect(all).toMatchObject({
      totalMilli: 1_234_560,
      peakMilli: 300_000,
      reverseMilli: 77_770,
      reactiveMilli: 250_120,
    });
    expect(all.demandMilli).toBeGreaterThan(1000);
  });

  test('a register of FF is missing, and a missing total is refused', async () => {
    const { bus, within } = await setUp({ fault: 'ff-values' });
    await expect(within(bus.readMeter(METER, { withTou: true }))).rejects.toEqual(refusal('device.meter-no-data'));
    await expect(within(bus.readPower(METER, ASKING))).rejects.toEqual(refusal('device.meter-no-data'));
    await expect(within(bus.readDemand(METER, ASKING))).rejects.toEqual(refusal('device.meter-no-data'));
  });

  test.each([
    ['silent', 'device.no-answer'],
    ['garbage', 'device.garbage'],
    ['bad-checksum', 'device.garbage'],
    ['late', 'device.no-answer'],
    ['wrong-address', 'device.no-answer'],
    ['non-bcd', 'device.bad-data'],
    ['refuses', 'device.meter-not-authorised'],
    ['no-data', 'device.meter-no-data'],
  ] as const)('a meter that is %s is refused with %s', async (fault, code) => {
    const { bus, within } = await setUp({ fault });
    await expect(within(bus.readMeter(METER, { withTou: false }))).rejects.toEqual(refusal(code));
  });

  test('the demand of the running month comes with its time', async () => {
    const { bus, within, now } = await setUp();
    const demand = await within(bus.readDemand(METER, ASKING));
    const highest = LOAD.demandBetween(Date.parse('2026-10-31T16:00:00Z'), now());
    expect(demand).toMatchObject({ demandMilli: highest?.watts, occurredAt: highest?.at });
  });
});

describe('answers of several frames', () => {
  test('are joined in order', async () => {
    const { bus, within, sim } = await setUp({}, { frameBytes: 10 });
    const values = await within(bus.readMeter(METER, { withTou: true }));
    expect(values).toMatchObject({ totalMilli: 1_234_560, sharpMilli: 100_000, valleyMilli: 334_560 });
    expect(sim.requests.map(({ control }) => control)).toEqual([0x11, 0x12, 0x12, 0x12]);
    expect(sim.requests.map(({ data }) => data[4])).toEqual([undefined, 1, 2, 3]);
  });

  test('with a part missing are refused', async () => {
    const { bus, within } = await setUp({ fault: 'lost-part' }, { frameBytes: 10 });
    await expect(within(bus.readMeter(METER, { withTou: true }))).rejects.toEqual(refusal('device.bad-data'));
  });
});

describe('what the meter kept', () => {
  const turning = { registers: (at: number) => LOAD.registersAt(at) };

  test('the freeze of a past day is what the register showed at that midnight', async () => {
    const { bus, within } = await setUp(turning);
    for (const [ago, midnight] of [
      [1, '2026-11-25T16:00:00Z'],
      [30, '2026-10-27T16:00:00Z'],
    ] as const) {
      const frozen = await within(bus.readFrozen(METER, { kind: 'day', ago }, ASKING));
      const expected = LOAD.registersAt(Date.parse(midnight));
      expect(frozen.frozenAt).toBe(Date.parse(midnight));
      expect(frozen.totalMilli).toBe(Math.floor(expected.totalMilli / 10) * 10);
      expect(frozen.peakMilli).toBe(Math.floor((expected.peakMilli ?? 0) / 10) * 10);
    }
  });

  test('a day that was not kept is refused', async () => {
    const { bus, within } = await setUp(turning);
    for (const ago of [0, 63])
      await expect(within(bus.readFrozen(METER, { kind: 'day', ago }, ASKING))).rejects.toEqual(
        refusal('device.meter-no-data'),
      );
  });

  test('a past settlement carries the instant at which the meter closed it', async () => {
    const { bus, within } = await setUp(turning);
    const frozen = await within(bus.readFrozen(METER, { kind: 'settlement', ago: 2 }, ASKING));
    expect(frozen.frozenAt).toBe(Date.parse('2026-09-30T16:00:00Z'));
    const expected = LOAD.registersAt(frozen.frozenAt);
    expect(frozen.totalMilli).toBe(Math.floor(expected.totalMilli / 10) * 10);
    expect(frozen.demandMilli).toBeGreaterThan(0);
  });

  test('a slow meter has not closed the month when the station has: its record is dated by its own clock', async () => {
    const slow = { ...turning, driftMs: -20 * 60_000 };
    const { bus, within } = await setUp(slow, { from: '2026-10-31T16:10:00Z' });
    const frozen = await within(bus.readFrozen(METER, { kind: 'settlement', ago: 1 }, ASKING));
    expect(localDateTime(frozen.frozenAt, ZONE)).toBe('2026-10-01 00:00:00');
  });
});

describe('live values', () => {
  test('voltage, current, power, factor and frequency of three phases', async () => {
    const { bus, within, now } = await setUp();
    const power = await within(bus.readPower(METER, ASKING));
    const live = LOAD.liveAt(now());
    expect(power.voltageMilli).toEqual(live.voltageMilli);
    expect(power.currentMilli).toEqual(live.currentMilli);
    expect(power.powerMilli.total).toBeGreaterThan(0);
    expect(power).toMatchObject({ powerFactorMilli: 950, frequencyMilli: live.frequencyMilli });
  });

  test('phases that are not fitted are null, and power that flows back is negative', async () => {
    const { bus, within } = await setUp({ load: createSimLoad({ seed: 'one' }), isReversed: true });
    const power = await within(bus.readPower(METER, ASKING));
    expect(power.voltageMilli.slice(1)).toEqual([null, null]);
    expect(power.powerMilli).toMatchObject({ b: null, c: null });
    expect(power.powerMilli.total).toBeLessThan(0);
    expect(await within(bus.readState(METER, ASKING))).toMatchObject({ isReversed: true });
  });
});

describe('the state of a meter', () => {
  test('clock, batteries, cover and relay', async () => {
    const { bus, within, now } = await setUp({
      driftMs: 90_000,
      isBatteryLow: true,
      coverOpenings: 3,
      isCoverOpen: true,
      relay: createSimRelay({ isOpen: true }),
    });
    const state = await within(bus.readState(METER, ASKING));
    expect(state).toMatchObject({
      isBatteryLow: true,
      isReadingBatteryLow: false,
      coverOpenings: 3,
      isCoverOpen: true,
      isRelayOpen: true,
      isReversed: false,
      words: { 1: 0x0004, 3: 0x0010, 7: 0 },
    });
    expect(Math.abs((state.clock?.at ?? 0) - now() - 90_000)).toBeLessThan(5000);
  });

  test('a meter without a relay says nothing of one, and a closed cover is closed', async () => {
    const { bus, within } = await setUp({ coverOpenings: 1 });
    const state = await within(bus.readState(METER, ASKING));
    expect(state).toMatchObject({ isRelayOpen: null, isCoverOpen: false, isBatteryLow: false });
    expect(state.words).not.toHaveProperty('3');
  });
});
