import { describe, expect, test } from 'vitest';
import { isNear, settlementBefore, settlementDayOf } from '../../main/devices/meter/clock.ts';
import type { RelayAccess } from '../../main/devices/meter/types.ts';
import { createMeterSim, type MeterSim, type SimMeter } from '../../main/devices/meter-dlt645/sim.ts';
import { wireMeter } from '../support/devices.ts';
import { meterWire } from '../support/meter-wire.ts';

const ZONE = 'Asia/Shanghai';
const ASKING = { priority: 'interactive' } as const;
const GROUPS = [{ protocol: 'dlt645-2007', line: null }] as const;
const refusal = (code: string) => expect.objectContaining({ code });
const DAY_MS = 86_400_000;

async function setUp(
  meters: readonly SimMeter[],
  { from = '2026-11-26T04:00:00Z', access = null as RelayAccess | null } = {},
) {
  let sim: MeterSim | undefined;
  const wire = await meterWire(
    from,
    (timers, now) => {
      const made = createMeterSim({ meters, timers, now });
      sim = made;
      return [made];
    },
    access,
  );
  const ahead = (address: string) => Math.round(((sim as MeterSim).meter(address).driftMs ?? 0) / 1000);
  const sync = (at = wire.now()) => wire.within(wire.bus.syncClocks(GROUPS, at, ASKING));
  return { ...wire, ahead, sync, sim: sim as MeterSim };
}

const meter = (address: string, driftMs: number): SimMeter => ({ address, registers: { totalMilli: 0 }, driftMs });

describe('setting the clocks of a wire', () => {
  test('moves those that are less than five minutes off, without an answer', async () => {
    const { sync, ahead, sim } = await setUp([meter('1', 120_000), meter('2', -200_000), meter('3', 600_000)]);
    await sync();
    expect([ahead('1'), ahead('2'), ahead('3')]).toEqual([0, 0, 600]);
    expect(sim.requests.map(({ address, control }) => [address, control])).toEqual([['999999999999', 0x08]]);
  });

  test('is done once a day', async () => {
    const { sync, timers } = await setUp([meter('1', 60_000)]);
    await sync();
    await expect(sync()).rejects.toEqual(refusal('device.clock-already-set'));
    await timers.advance(DAY_MS);
    await sync();
  });

  test.each(['2026-11-26T15:56:00Z', '2026-11-26T16:03:00Z'])('is refused next to midnight: %s', async (from) => {
    const { sync, sim } = await setUp([meter('1', 60_000)], { from });
    await expect(sync()).rejects.toEqual(refusal('device.clock-near-freeze'));
    expect(sim.requests).toEqual([]);
  });

  test("is refused for a time that is not the station's, and where every known clock is out of reach", async () => {
    const { sync, now, bus, within, sim } = await setUp([meter('1', 600_000)]);
    await expect(sync(now() + 6 * 60_000)).rejects.toEqual(refusal('device.clock-too-far'));
    await within(bus.readState(wireMeter('1'), ASKING));
    await expect(sync()).rejects.toEqual(refusal('device.clock-too-far'));
    expect(sim.requests.some(({ control }) => control === 0x08)).toBe(false);
  });
});

describe('setting the clock of one meter', () => {
  const ACCESS = { level: 2, password: '123456', operatorCode: '00000001' };
  const far = (password = '123456'): SimMeter => ({ ...meter('1', -3 * DAY_MS), password });

  test('writes date and time with the password and looks whether they were taken', async () => {
    const { bus, within, ahead, sim } = await setUp([far()], { access: ACCESS });
    await within(bus.setClock(wireMeter('1'), ASKING));
    expect(Math.abs(ahead('1'))).toBeLessThan(3);
    expect(sim.requests.filter(({ control }) => control === 0x14)).toHaveLength(2);
  });

  test('is refused without a password, and by a meter that wants another', async () => {
    const none = await setUp([far()]);
    await expect(none.within(none.bus.setClock(wireMeter('1'), ASKING))).rejects.toEqual(
      refusal('device.relay-no-password'),
    );
    const wrong = await setUp([far('999999')], { access: ACCESS });
    await expect(wrong.within(wrong.bus.setClock(wireMeter('1'), ASKING))).rejects.toEqual(
      refusal('device.meter-not-authorised'),
    );
    expect(wrong.ahead('1')).toBe((-3 * DAY_MS) / 1000);
  });

  test('is refused while the meter closes its day', async () => {
    const { bus, within } = await setUp([{ ...meter('1', -4 * 3_600_000), password: '123456' }], {
      access: ACCESS,
      from: '2026-11-26T20:01:00Z',
    });
    await expect(within(bus.setClock(wireMeter('1'), ASKING))).rejects.toEqual(refusal('device.clock-near-freeze'));
  });
});

describe('the times of meters', () => {
  test('settlement days are read from the back', () => {
    const days = [
      { day: 1, hour: 0 },
      { day: 25, hour: 12 },
    ];
    const at = Date.parse('2026-11-25T03:00:00Z');
    expect(settlementBefore(at, 1, days, ZONE)).toBe(Date.parse('2026-10-31T16:00:00Z'));
    expect(settlementBefore(at, 2, days, ZONE)).toBe(Date.parse('2026-10-25T04:00:00Z'));
    expect(settlementBefore(at, 12, [{ day: 1, hour: 0 }], ZONE)).toBe(Date.parse('2025-11-30T16:00:00Z'));
  });

  test('a place that holds no settlement day is none', () => {
    expect(settlementDayOf(Uint8Array.of(0x99, 0x99))).toBeNull();
    expect(settlementDayOf(Uint8Array.of(0x00, 0x31))).toBeNull();
    expect(settlementDayOf(Uint8Array.of(0x0a, 0x01))).toBeNull();
    expect(settlementDayOf(Uint8Array.of(0x12, 0x25))).toEqual({ day: 25, hour: 12 });
  });

  test('five minutes reach over midnight', () => {
    expect(isNear(Date.parse('2026-11-26T15:55:01Z'), ['00:00'], ZONE)).toBe(true);
    expect(isNear(Date.parse('2026-11-26T16:04:59Z'), ['00:00'], ZONE)).toBe(true);
    expect(isNear(Date.parse('2026-11-26T16:05:00Z'), ['00:00'], ZONE)).toBe(false);
  });
});

describe('freezing a wire', () => {
  const counting = (address: string, totalMilli: number, driftMs = 0): SimMeter => ({
    ...meter(address, driftMs),
    registers: { totalMilli },
  });

  test('is heard by all of its meters and answered by none; each keeps what it showed, by its own clock', async () => {
    const { bus, within, sim, now } = await setUp([counting('1', 111_110), counting('2', 222_220, 600_000)]);
    expect(bus.supports('dlt645-2007')).toMatchObject({ freeze: true, ownClock: true });
    const at = now();
    await within(bus.freezeNow(GROUPS, ASKING));
    expect(sim.requests.map(({ address, control, data }) => [address, control, [...data]])).toEqual([
      ['999999999999', 0x16, [0x99, 0x99, 0x99, 0x99]],
    ]);
    sim.meter('1').registers = { totalMilli: 999_990 };
    expect(await within(bus.readInstantFreeze(wireMeter('1'), ASKING))).toMatchObject({
      totalMilli: 111_110,
      frozenAt: at,
    });
    expect(await within(bus.readInstantFreeze(wireMeter('2'), ASKING))).toMatchObject({
      totalMilli: 222_220,
      frozenAt: at + 600_000,
    });
  });

  test('a meter that never froze says so, and another protocol has no such thing', async () => {
    const { bus, within } = await setUp([counting('1', 1000)]);
    await expect(within(bus.readInstantFreeze(wireMeter('1'), ASKING))).rejects.toEqual(
      refusal('device.meter-no-data'),
    );
    await expect(bus.freezeNow([{ protocol: 'cjt188', line: null }], ASKING)).rejects.toEqual(
      refusal('device.not-supported'),
    );
  });

  test('a record that moves down while it is read is not believed', async () => {
    const { bus, within, sim, timers } = await setUp([counting('1', 111_110)]);
    await within(bus.freezeNow(GROUPS, ASKING));
    await timers.advance(120_000);
    const reading = bus.readInstantFreeze(wireMeter('1'), ASKING);
    const outcome = expect(within(reading)).rejects.toEqual(refusal('device.bad-data'));
    // Another master freezes between the time and the values.
    const { instantFreezes = [] } = sim.meter('1');
    const kept = { at: (instantFreezes[0]?.at ?? 0) + 120_000, registers: { totalMilli: 222_220 } };
    timers.after(30, () => Object.assign(sim.meter('1'), { instantFreezes: [kept, ...instantFreezes] }));
    await outcome;
  });
});
