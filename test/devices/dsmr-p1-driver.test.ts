import { describe, expect, test } from 'vitest';
import { createDsmrSim, type DsmrSimOptions, usualLines } from '../../main/devices/meter-dsmr-p1/sim.ts';
import { setUpWire, wireMeter } from '../support/simulated-wire.ts';

const refusal = (code: string, params: object = {}) =>
  expect.objectContaining({ code, params: expect.objectContaining(params) });
const BACKGROUND = { priority: 'background', withTou: true } as const;
const TIME = '2026-11-26 10:00:00';

async function setUp(options: Partial<DsmrSimOptions> = {}) {
  const held: { sim?: ReturnType<typeof createDsmrSim> } = {};
  const wire = await setUpWire((timers) => {
    const lines = () => usualLines({ totalMilli: 3_017_105, gasMilli: 981_443, time: TIME });
    held.sim = createDsmrSim({ timers, everyMs: 10_000, lines, ...options });
    return held.sim;
  });
  if (!held.sim) throw new Error('no simulator');
  return { ...wire, sim: held.sim };
}

const power = wireMeter('dsmr-p1', 'K8EG004046395507');
const gas = wireMeter('dsmr-p1', '1');

describe('a telegram', () => {
  test('that comes next gives the electricity meter its total and tariffs', async () => {
    const { meters, within } = await setUp();
    await expect(within(meters.readMeter(power, BACKGROUND))).resolves.toMatchObject({
      totalMilli: 3_017_105,
      valleyMilli: 1_005_701,
      peakMilli: 2_011_404,
      reverseMilli: 0,
    });
    const plain = { ...BACKGROUND, withTou: false };
    await expect(within(meters.readMeter(power, plain))).resolves.toMatchObject({ valleyMilli: null, peakMilli: null });
    await expect(within(meters.readPower(power, BACKGROUND))).resolves.toMatchObject({
      powerMilli: { total: 244, a: null },
      voltageMilli: [230_100, null, null],
    });
    await expect(within(meters.readState(power, BACKGROUND))).resolves.toMatchObject({ clock: { text: TIME } });
  });

  test('gives the gas meter behind the port its cubic metres, read when they were taken', async () => {
    const lines = () =>
      usualLines({ totalMilli: 1000, gasMilli: 981_443, time: TIME }).map((line) =>
        line.startsWith('0-1:24.2.1') ? line.replace('261126100000', '261126090000') : line,
      );
    const { meters, within, now } = await setUp({ lines });
    const values = await within(meters.readMeter(gas, BACKGROUND));
    expect(values).toMatchObject({ totalMilli: 981_443, peakMilli: null });
    expect(now() - values.at).toBeGreaterThanOrEqual(3_600_000);
    expect(now() - values.at).toBeLessThan(3_660_000);
  });

  test('with a value of days ago gives no reading of now', async () => {
    const lines = () =>
      usualLines({ totalMilli: 1000, gasMilli: 5000, time: TIME }).map((line) =>
        line.startsWith('0-1:24.2.1') ? line.replace('261126', '261123') : line,
      );
    const { meters, within } = await setUp({ lines });
    await expect(within(meters.readMeter(gas, BACKGROUND))).rejects.toEqual(refusal('device.bad-data'));
  });

  test('of another meter than the one in the books is refused', async () => {
    const { meters, within } = await setUp();
    const other = wireMeter('dsmr-p1', 'K8EG004046395508');
    await expect(within(meters.readMeter(other, BACKGROUND))).rejects.toEqual(refusal('device.bad-data'));
    const absent = wireMeter('dsmr-p1', '3');
    await expect(within(meters.readMeter(absent, BACKGROUND))).rejects.toEqual(refusal('device.bad-data'));
  });

  test('gives no kilowatt-hours to a gas meter, and no cubic metres to one for electricity', async () => {
    const { meters, within } = await setUp();
    const refused = refusal('device.bad-data');
    for (const address of ['', '0', 'K8EG004046395507'])
      await expect(within(meters.readMeter(wireMeter('dsmr-p1', address, { unit: 'm3' }), BACKGROUND))).rejects.toEqual(
        refused,
      );
    const energy = wireMeter('dsmr-p1', '1', { unit: 'kWh' });
    await expect(within(meters.readMeter(energy, BACKGROUND))).rejects.toEqual(refused);
    const own = wireMeter('dsmr-p1', '1', { unit: 'm3' });
    await expect(within(meters.readMeter(own, BACKGROUND))).resolves.toMatchObject({ totalMilli: 981_443 });
  });

  test.each([
    ['silent', 'device.no-answer'],
    ['garbage', 'device.garbage'],
    ['bad-checksum', 'device.garbage'],
    ['half-telegram', 'device.garbage'],
    ['flipped-digit', 'device.garbage'],
  ] as const)('with the fault %s is no value but %s', async (fault, code) => {
    const { meters, within, sim } = await setUp();
    sim.fault = fault;
    await expect(within(meters.readMeter(power, BACKGROUND))).rejects.toEqual(refusal(code));
    sim.fault = undefined;
    await expect(within(meters.readMeter(power, BACKGROUND))).resolves.toMatchObject({ totalMilli: 3_017_105 });
  });

  test('without a CRC counts only twice, and only where the profile says so', async () => {
    let total = 5000;
    let step = 10;
    const { meters, within } = await setUp({
      hasChecksum: false,
      lines() {
        total += step;
        return usualLines({ totalMilli: total, time: TIME });
      },
    });
    await expect(within(meters.readMeter(power, BACKGROUND))).rejects.toEqual(refusal('device.garbage'));
    const old = wireMeter('dsmr-p1', '0', { checksum: 'none' });
    const values = await within(meters.readMeter(old, BACKGROUND));
    expect(values.totalMilli).toBe(total);
    step = 100_000;
    await expect(within(meters.readMeter(old, BACKGROUND))).rejects.toEqual(refusal('device.bad-data'));
  });

  test('names the meters on the port when it is searched', async () => {
    const { meters, within } = await setUp();
    const search = meters.discover({ protocols: ['dsmr-p1'], lines: [] }, () => undefined);
    await expect(within(search)).resolves.toEqual(
      ['', '1'].map((address) => ({ protocol: 'dsmr-p1', address, line: null, note: 'ISK5\\2M550T-1012' })),
    );
  });
});
