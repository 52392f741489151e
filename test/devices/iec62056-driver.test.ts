import { describe, expect, test } from 'vitest';
import type { LineSettings } from '../../main/devices/link/line.schema.ts';
import { createIec62056Sim, type SimIec62056Meter, usualLines } from '../../main/devices/meter-iec62056/sim.ts';
import { setUpWire, wireMeter } from '../support/simulated-wire.ts';

const refusal = (code: string, params: object = {}) =>
  expect.objectContaining({ code, params: expect.objectContaining(params) });
const BACKGROUND = { priority: 'background', withTou: true } as const;

const METER: SimIec62056Meter = { address: '12345678', lines: () => usualLines('12345678', 1_234_567) };

async function setUp(meters: readonly SimIec62056Meter[] = [METER], line: LineSettings | null = null) {
  const held: { sim?: ReturnType<typeof createIec62056Sim> } = {};
  const make: Parameters<typeof setUpWire>[0] = (timers) => {
    held.sim = createIec62056Sim({ meters, timers });
    return held.sim;
  };
  const wire = await setUpWire(make, { line });
  if (!held.sim) throw new Error('no simulator');
  return { ...wire, sim: held.sim };
}

const meter = wireMeter('iec62056-21', '12345678');

describe('a readout in mode C', () => {
  test('gives total and tariffs after sign-on and acknowledgement', async () => {
    const { meters, within, sim } = await setUp();
    await expect(within(meters.readMeter(meter, BACKGROUND))).resolves.toMatchObject({
      totalMilli: 1_234_567,
      peakMilli: 823_045,
      valleyMilli: 411_522,
      demandMilli: null,
      reverseMilli: 0,
    });
    expect(sim.heard).toEqual([
      { kind: 'sign-on', address: '12345678' },
      { kind: 'acknowledgement', baudChar: '5', mode: '0' },
    ]);
  });

  test('is spoken at 300 baud until it is acknowledged, and heard at the speed that the meter offered', async () => {
    const bus = { baud: 2400, parity: 'even', dataBits: 8, stopBits: 1 } as const;
    const slow = { baud: 300, parity: 'even', dataBits: 7, stopBits: 1 } as const;
    const { meters, within, lines, sim } = await setUp([METER], bus);
    const known = { ...meter, line: slow };
    await expect(within(meters.readMeter(known, BACKGROUND))).resolves.toMatchObject({ totalMilli: 1_234_567 });
    expect(lines).toEqual([slow, { ...slow, baud: 9600 }]);
    sim.meters[0] = { ...METER, fault: 'mute-after-sign-on' };
    await expect(within(meters.readMeter(known, BACKGROUND))).rejects.toEqual(refusal('device.no-answer'));
    // Every try begins at the speed of the sign-on again.
    expect(lines.slice(2).map(({ baud }) => baud)).toEqual([300, 9600, 300, 9600]);
  });

  test('changes nothing of the speed where the profile says so', async () => {
    const { meters, within, sim } = await setUp();
    await within(meters.readMeter(wireMeter('iec62056-21', '12345678', { switchesSpeed: false }), BACKGROUND));
    expect(sim.heard[1]).toMatchObject({ baudChar: '0' });
  });

  test('gives what was asked for, and no register that was not', async () => {
    const { meters, within } = await setUp();
    const asking = { priority: 'background', withTou: false, withDemand: true } as const;
    await expect(within(meters.readMeter(meter, asking))).resolves.toMatchObject({
      peakMilli: null,
      demandMilli: 3210,
    });
    await expect(within(meters.readDemand(meter, asking))).resolves.toMatchObject({
      demandMilli: 3210,
      occurredAt: Date.parse('2026-09-10T18:15:00+08:00'),
    });
    await expect(within(meters.readPower(meter, asking))).resolves.toMatchObject({
      voltageMilli: [230_100, null, null],
      powerMilli: { total: 234 },
    });
    await expect(within(meters.readState(meter, asking))).resolves.toMatchObject({
      clock: { text: '2026-09-24 15:30:45' },
      words: { 'F.F': 0 },
    });
  });

  test('comes through an optical head that echoes, and through a port that shows the parity', async () => {
    const { meters, within, sim } = await setUp();
    sim.hasEcho = true;
    sim.showsParity = true;
    await expect(within(meters.readMeter(meter, BACKGROUND))).resolves.toMatchObject({ totalMilli: 1_234_567 });
  });

  test('of whoever is there is read without an address', async () => {
    const { meters, within, sim } = await setUp();
    const anybody = wireMeter('iec62056-21', '');
    await expect(within(meters.readMeter(anybody, BACKGROUND))).resolves.toMatchObject({ totalMilli: 1_234_567 });
    expect(sim.heard[0]).toEqual({ kind: 'sign-on', address: '' });
  });

  test('longer than any frame of another protocol is read whole', async () => {
    const lines = () => [
      ...usualLines('12345678', 1_234_567),
      ...Array.from({ length: 600 }, (_, index) => `1.8.0*${String(index % 99).padStart(2, '0')}(0001000.000*kWh)`),
    ];
    const { meters, within } = await setUp([{ ...METER, lines }]);
    await expect(within(meters.readMeter(meter, BACKGROUND))).resolves.toMatchObject({ totalMilli: 1_234_567 });
  });

  test('of another meter under the head is refused', async () => {
    const { meters, within } = await setUp([{ ...METER, lines: () => usualLines('87654321', 5000) }]);
    await expect(within(meters.readMeter(meter, BACKGROUND))).rejects.toEqual(
      refusal('device.bad-data', { di: 'C.1.0' }),
    );
  });

  test.each([
    ['silent', 'device.no-answer'],
    ['mute-after-sign-on', 'device.no-answer'],
    ['garbage', 'device.garbage'],
    ['bad-checksum', 'device.garbage'],
    ['half-readout', 'device.garbage'],
  ] as const)('of a meter with the fault %s is no value but %s', async (fault, code) => {
    const { meters, within } = await setUp([{ ...METER, fault }]);
    await expect(within(meters.readMeter(meter, BACKGROUND))).rejects.toEqual(refusal(code));
  });

  test('without a checksum counts only twice, and only where the profile says so', async () => {
    let total = 5000;
    const bare = { ...METER, isBare: true, lines: () => usualLines('12345678', total) };
    const { meters, within, sim } = await setUp([bare]);
    await expect(within(meters.readMeter(meter, BACKGROUND))).rejects.toEqual(refusal('device.garbage'));
    const known = wireMeter('iec62056-21', '12345678', { checksum: 'none' });
    const before = sim.heard.length;
    await expect(within(meters.readMeter(known, BACKGROUND))).resolves.toMatchObject({ totalMilli: 5000 });
    expect(sim.heard.length - before).toBe(4);
    const jumping = () => {
      total += 5000;
      return usualLines('12345678', total);
    };
    sim.meters[0] = { ...bare, lines: jumping };
    await expect(within(meters.readMeter(known, BACKGROUND))).rejects.toEqual(refusal('device.bad-data'));
  });

  test('is not interrupted by somebody in a hurry between sign-on and acknowledgement', async () => {
    const other = { ...METER, address: '87654321', lines: () => usualLines('87654321', 7000) };
    const { meters, within, sim, timers } = await setUp([METER, other]);
    const night = meters.readMeter(meter, BACKGROUND);
    await timers.advance(50);
    const hurry = meters.readMeter(wireMeter('iec62056-21', '87654321'), { priority: 'interactive', withTou: true });
    await expect(within(Promise.all([night, hurry]))).resolves.toMatchObject([
      { totalMilli: 1_234_567 },
      { totalMilli: 7000 },
    ]);
    expect(sim.heard.map(({ kind }) => kind)).toEqual(['sign-on', 'acknowledgement', 'sign-on', 'acknowledgement']);
  });

  test('a meter alone on its wire is found with its number', async () => {
    const { meters, within } = await setUp();
    const search = meters.discover({ protocols: ['iec62056-21'], lines: [] }, () => undefined);
    await expect(within(search)).resolves.toEqual([
      { protocol: 'iec62056-21', address: '12345678', line: null, note: 'ISk ME172-0000' },
    ]);
  });
});
