import { describe, expect, test } from 'vitest';
import type { Say } from '../../main/devices/transport/simulator.ts';
import { setUpWire, wireMeter } from '../support/simulated-wire.ts';

/**
 * Meters that answer frames put together here by the standards' tables, not by the program's own encoders: what the
 * drivers make of them is what stands in the bytes.
 */

const refusal = (code: string) => expect.objectContaining({ code });
const ASKING = { priority: 'interactive' } as const;

const bytesOf = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const sum = (bytes: readonly number[]) => bytes.reduce((total, byte) => total + byte, 0) & 0xff;
const closed = (body: readonly number[]) => Uint8Array.from([0xfe, 0xfe, ...body, sum(body), 0x16]);

type Answer = (question: Buffer) => Uint8Array | undefined;

/** What is said when a whole question has come; it is known by the 68 that follows the wake-up bytes. */
function handMeter(answer: Answer) {
  return {
    create: (say: Say) => ({
      onOpen: () => undefined,
      onClose: () => undefined,
      onData(bytes: Uint8Array) {
        const from = bytes.indexOf(0x68);
        const reply = from < 0 ? undefined : answer(Buffer.from(bytes.subarray(from)));
        if (reply) say(reply);
      },
    }),
  };
}

const minus33 = (byte: number) => (byte - 0x33) & 0xff;
const plus33 = (byte: number) => (byte + 0x33) & 0xff;

/** Answers by data identifier, high byte first as it is written; "D102" answers that there is no such data. */
function electric(read: number, table: Readonly<Record<string, string>>, diBytes: number) {
  return handMeter((question) => {
    if (question[8] !== read) return undefined;
    const wire = [...question.subarray(10, 10 + diBytes)];
    const di = Buffer.from(wire.map(minus33).reverse()).toString('hex').toUpperCase();
    const head = [...question.subarray(0, 8)];
    const payload = table[di];
    if (payload === undefined) return closed([...head, read | 0xc0, 1, plus33(2)]);
    const data = [...wire, ...[...bytesOf(payload)].map(plus33)];
    return closed([...head, read | 0x80, data.length, ...data]);
  });
}

describe('DL/T 645-2007 by hand', () => {
  const METER = wireMeter('dlt645-2007', '000012345678', { readsReverse: true });
  const setUp = (table: Readonly<Record<string, string>>) => setUpWire(() => electric(0x11, table, 4));

  test('signs, missing phases and four decimals', async () => {
    const { meters, within } = await setUp({
      '0201FF00': '06 23 FF FF FF FF',
      '0202FF00': '45 23 81 FF FF FF 99 99 79',
      '0203FF00': '71 83 82 FF FF FF 05 00 80 04 00 80',
      '02060000': '87 89',
      '02800002': '98 49',
    });
    await expect(within(meters.readPower(METER, ASKING))).resolves.toMatchObject({
      voltageMilli: [230_600, null, null],
      currentMilli: [-12_345, null, 799_999],
      // −2.8371, missing, −0.0005 and −0.0004 kW in thousandths, half away from zero.
      powerMilli: { total: -2837, a: null, b: -1, c: 0 },
      powerFactorMilli: -987,
      frequencyMilli: 49_980,
    });
  });

  test('the top bit of forward energy is a digit, that of combined reactive energy a sign', async () => {
    const { meters, within } = await setUp({
      '0001FF00': '99 99 99 99 00 00 00 80 FF FF FF FF 01 00 00 00',
      '00020000': '00 00 00 90',
      '01010000': '50 34 12 30 15 24 09 26',
      '00030000': '78 56 34 81',
    });
    const options = { withTou: true, withDemand: true, withReactive: true };
    await expect(within(meters.readMeter(METER, options))).resolves.toMatchObject({
      totalMilli: 999_999_990,
      sharpMilli: 800_000_000,
      peakMilli: null,
      flatMilli: 10,
      valleyMilli: null,
      reverseMilli: 900_000_000,
      demandMilli: 12_345,
      reactiveMilli: null,
    });
    await expect(within(meters.readDemand(METER, ASKING))).resolves.toMatchObject({
      demandMilli: 12_345,
      occurredAt: Date.parse('2026-09-24T15:30:00+08:00'),
    });
  });

  test.each([
    ['FF', 'FF FF FF FF', 'device.meter-no-data'],
    ['EE', 'EE EE EE EE', 'device.bad-data'],
    ['a digit that is none', '00 00 0E 00', 'device.bad-data'],
    ['three bytes', '00 00 00', 'device.bad-data'],
  ])('a total of %s is no reading', async (_, payload, code) => {
    const { meters, within } = await setUp({ '00010000': payload });
    await expect(within(meters.readMeter(METER, { withTou: false }))).rejects.toEqual(refusal(code));
  });

  test('status words and clock', async () => {
    const { meters, within } = await setUp({
      '04000101': '04 24 09 26',
      '04000102': '45 30 15',
      '040005FF': '0C 00 00 00 50 00 00 00 00 00 00 00 FF FF',
      '03300D00': '27 00 00',
    });
    await expect(within(meters.readState(METER, ASKING))).resolves.toMatchObject({
      clock: { at: Date.parse('2026-09-24T15:30:45+08:00') },
      isBatteryLow: true,
      isReadingBatteryLow: true,
      coverOpenings: 27,
      isCoverOpen: null,
      isRelayOpen: true,
      isReversed: false,
      words: { 1: 0x000c, 3: 0x0050 },
    });
  });
});

describe('DL/T 645-1997 by hand', () => {
  const METER = wireMeter('dlt645-1997', '000012345678');

  test('whole volts, hundredths of an ampere, a block that ends with AA', async () => {
    const table = {
      '901F': '30 93 07 01 28 35 20 00 FF FF FF FF 81 58 28 00 37 03 28 00 00 00 00 00 AA',
      B611: '30 02',
      B612: 'FF FF',
      B621: '34 12',
      B630: '71 83 02',
      B650: '76 09',
    };
    const { meters, within } = await setUpWire(() => electric(0x01, table, 2));
    await expect(within(meters.readMeter(METER, { withTou: true }))).resolves.toMatchObject({
      totalMilli: 10_793_300,
      sharpMilli: 2_035_280,
      peakMilli: null,
      flatMilli: 2_858_810,
      valleyMilli: 2_803_370,
    });
    await expect(within(meters.readPower(METER, ASKING))).resolves.toMatchObject({
      voltageMilli: [230_000, null, null],
      currentMilli: [12_340, null, null],
      powerMilli: { total: 2837, a: null, b: null, c: null },
      powerFactorMilli: 976,
      frequencyMilli: null,
    });
  });
});

describe('CJ/T 188 by hand', () => {
  const ADDRESS = '00002026000123';

  /** A meter that knows its identifiers in one order only. */
  const counter = (type: number, wireDi: string, payload: string) =>
    handMeter((question) => {
      if (question[1] !== type || question[9] !== 0x01) return undefined;
      if (question.subarray(11, 13).toString('hex').toUpperCase() !== wireDi) return undefined;
      const data = [...question.subarray(11, 14), ...bytesOf(payload)];
      return closed([...question.subarray(0, 9), 0x81, data.length, ...data]);
    });

  test.each([
    ['1F90', '56 34 12 00 2C', 1_234_560],
    ['901F', '56 34 12 00 2C', 1_234_560],
    ['1F90', '43 65 87 09 29', 98_765],
  ])('gas in order %s: %s is %i thousandths of m³', async (wireDi, current, milli) => {
    const payload = `${current} FF FF FF FF ${current.slice(-2)} 30 15 08 24 09 26 20 05 00`;
    const { meters, within } = await setUpWire(() => counter(0x30, wireDi, payload));
    const gas = wireMeter('cjt188', ADDRESS, { type: '30' });
    await expect(within(meters.readMeter(gas, { withTou: false }))).resolves.toMatchObject({ totalMilli: milli });
    await expect(within(meters.readState(gas, ASKING))).resolves.toMatchObject({
      valve: 'closed',
      isBatteryLow: true,
      clock: { at: Date.parse('2026-09-24T08:15:30+08:00') },
    });
  });

  test.each([
    ['02', 12_340],
    ['05', 12_340_000],
    ['08', 12_340_000_000],
    ['0A', 1_234_000_000_000],
    ['01', 3],
    ['0B', 3427],
    ['0E', 3_427_777],
    ['11', 3_427_777_777],
    ['13', 342_777_777_777],
  ])('12340.00 of heat unit %s is %i thousandths of kWh', async (unit, milli) => {
    const [value, other] = [`00 40 23 01 ${unit}`, `99 99 99 00 ${unit}`];
    const payload = `${other} ${value} 00 00 00 80 17 00 00 00 00 35 00 00 00 00 2C 02 23 00 11 23 00 34 58 00 30 15 08 24 09 26 20 00 00`;
    const { meters, within } = await setUpWire(() => counter(0x20, '1F90', payload));
    const heat = wireMeter('cjt188', ADDRESS, { type: '20' });
    await expect(within(meters.readMeter(heat, { withTou: false }))).resolves.toMatchObject({ totalMilli: milli });
  });

  test.each([
    ['FF', 'FF FF FF FF 2C'],
    ['a digit that is none', '0A 00 00 00 2C'],
    ['kWh', '56 34 12 00 05'],
    ['a flow', '56 34 12 00 35'],
    ['an unknown unit', '56 34 12 00 99'],
  ])('gas that counts %s is no reading', async (_, current) => {
    const payload = `${current} 00 00 00 00 2C 30 15 08 24 09 26 20 00 00`;
    const { meters, within } = await setUpWire(() => counter(0x30, '1F90', payload));
    const gas = wireMeter('cjt188', ADDRESS, { type: '30' });
    await expect(within(meters.readMeter(gas, { withTou: false }))).rejects.toEqual(refusal('device.bad-data'));
  });
});
