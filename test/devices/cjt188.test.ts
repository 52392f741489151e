import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeBcd } from '../../main/devices/framing/bcd.domain.ts';
import { decimalNumber } from '../../main/devices/framing/frame.ts';
import {
  ANY_ADDRESS,
  addressBytes,
  createFrameParser,
  encodeFrame,
  FN_READ,
  type Frame,
  isAddressed,
  normaliseAddress,
  partialAddress,
} from '../../main/devices/meter-cjt188/frame.ts';
import {
  DI_ORDERS,
  DI_READINGS,
  isAnswerTo,
  readDi,
  requestData,
} from '../../main/devices/meter-cjt188/identifiers.ts';
import { CJT188_PRESETS, Cjt188Profile } from '../../main/devices/meter-cjt188/profile.schema.ts';
import { decodeReadings } from '../../main/devices/meter-cjt188/readings.ts';
import { settlementDate } from '../../main/devices/meter-cjt188/settlement.ts';
import { decodeStatus, encodeStatus } from '../../main/devices/meter-cjt188/status.ts';
import { decodeBcd, decodeClock, encodeClock, toMilli, unitOf } from '../../main/devices/meter-cjt188/values.ts';

const digits = (count: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((all) => all.join(''));
const frames: fc.Arbitrary<Frame> = fc.record({
  type: fc.constantFrom(0x10, 0x20, 0x25, 0x30, 0xaa),
  address: digits(14),
  control: fc.constantFrom(0x01, 0x81, 0x84, 0xc1),
  data: fc.uint8Array({ maxLength: 100 }),
});

describe('frames', () => {
  test('come out of any stream as they went in, whole, split or after noise without a start', () => {
    fc.assert(
      fc.property(frames, fc.uint8Array({ maxLength: 20 }), fc.integer({ min: 1, max: 30 }), (frame, noise, step) => {
        const parser = createFrameParser();
        const bytes = Uint8Array.from([...noise.filter((byte) => byte !== 0x68), ...encodeFrame(frame)]);
        const found: Frame[] = [];
        for (let at = 0; at < bytes.length; at += step) found.push(...parser.push(bytes.subarray(at, at + step)));
        expect(found).toEqual([frame]);
      }),
    );
  });

  test('with one byte changed are never taken for another', () => {
    fc.assert(
      fc.property(frames, fc.nat(), fc.integer({ min: 1, max: 255 }), (frame, place, change) => {
        const bytes = encodeFrame(frame, 0);
        const at = place % bytes.length;
        const parser = createFrameParser();
        const found = [...parser.push(bytes.with(at, (bytes[at] as number) ^ change)), ...parser.end()];
        expect(
          found.filter((other) => other.address === frame.address && other.data.length === frame.data.length),
        ).toEqual([]);
      }),
    );
  });

  test('addresses are filled in front and match their wildcards', () => {
    expect(normaliseAddress('12345678')).toBe('00000012345678');
    expect(normaliseAddress('123456789012345')).toBeNull();
    expect(normaliseAddress('12AB')).toBeNull();
    expect(addressBytes('78330011223344')).toEqual(Uint8Array.of(0x44, 0x33, 0x22, 0x11, 0, 0x33, 0x78));
    expect(isAddressed(ANY_ADDRESS, '78330011223344')).toBe(true);
    expect(isAddressed(partialAddress('3344'), '78330011223344')).toBe(true);
    expect(isAddressed(partialAddress('3345'), '78330011223344')).toBe(false);
  });
});

describe('answers', () => {
  const asked = (order: (typeof DI_ORDERS)[number], serial = 7): Frame => ({
    type: 0x10,
    address: '00000012345678',
    control: FN_READ,
    data: requestData(DI_READINGS, order, serial),
  });

  test.each(DI_ORDERS)('in the order of %s are known by it', (order) => {
    expect(readDi(requestData(DI_READINGS, order, 1))).toEqual({ di: DI_READINGS, order });
  });

  test('to an earlier question, from another meter or of another kind are not taken', () => {
    const request = asked('2018');
    const answer = { ...request, control: 0x81 };
    expect(isAnswerTo(request, answer, true)).toBe(true);
    expect(isAnswerTo(request, { ...asked('2018', 6), control: 0x81 }, true)).toBe(false);
    expect(isAnswerTo(request, { ...asked('2018', 6), control: 0x81 }, false)).toBe(true);
    expect(isAnswerTo(request, { ...asked('2004'), control: 0x81 }, true)).toBe(false);
    expect(isAnswerTo(request, { ...answer, address: '00000012345679' }, true)).toBe(false);
    expect(isAnswerTo(request, { ...answer, type: 0x30 }, true)).toBe(false);
    expect(isAnswerTo(request, request, true)).toBe(false);
  });

  test('that refuse are taken by their serial number', () => {
    const refusal = { ...asked('2018'), control: 0xc1, data: Uint8Array.of(7, 0x01, 0x00) };
    expect(isAnswerTo(asked('2018'), refusal, true)).toBe(true);
    expect(isAnswerTo(asked('2018', 8), refusal, true)).toBe(false);
  });
});

describe('values', () => {
  test('are read back as they were written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_998 }), (units) => {
        expect(decodeBcd(encodeBcd(units, 4), 2)).toEqual({ units, decimals: 2 });
      }),
    );
  });

  test('FF is no value and rubbish no number', () => {
    expect(decodeBcd(Uint8Array.of(0xff, 0xff, 0xff, 0xff), 2)).toBe('absent');
    expect(decodeBcd(Uint8Array.of(0x00, 0xff, 0xff, 0xff), 2)).toBe('invalid');
    expect(decodeBcd(Uint8Array.of(0x1a, 0, 0, 0), 2)).toBe('invalid');
  });

  test.each([
    [0x2c, 123_456, 1_234_560],
    [0x29, 9_876_543, 98_765],
    [0x05, 300, 3000],
    [0x02, 300, 3],
    [0x08, 12, 120_000],
    [0x11, 360, 1_000_000],
    [0x0e, 360, 1000],
  ])('unit %i: %i hundredths are %i thousandths of what is billed', (code, units, expected) => {
    const unit = unitOf(code);
    expect(unit && toMilli({ units, decimals: 2 }, unit)).toBe(expected);
  });

  test('are never scaled above what the meter shows, nor a thousandth below', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0x01, 0x02, 0x05, 0x08, 0x0b, 0x0e, 0x11, 0x29, 0x2c),
        fc.integer({ min: 0, max: 99_999_998 }),
        (code, units) => {
          const unit = unitOf(code);
          const milli = unit ? toMilli({ units, decimals: 2 }, unit) : null;
          if (!unit || milli === null) throw new Error('no value');
          const exact = (decimalNumber({ units, decimals: 2 }) * unit.numerator * 1000) / unit.denominator;
          expect(milli).toBeLessThanOrEqual(exact + exact * 1e-12);
          expect(milli).toBeGreaterThan(exact - 1.000001);
        },
      ),
    );
  });

  test('a clock is a moment or nothing', () => {
    const clock = '2026-09-24 08:15:30';
    expect(decodeClock(encodeClock(clock))).toBe(clock);
    expect(decodeClock(new Uint8Array(7))).toBeUndefined();
    expect(decodeClock(new Uint8Array(7).fill(0xff))).toBeUndefined();
    expect(decodeClock(encodeClock('2026-02-30 08:15:30'))).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 7, maxLength: 7 }), (bytes) => {
        const text = decodeClock(bytes);
        if (text !== undefined) expect(Number.isNaN(Date.parse(text.replace(' ', 'T')))).toBe(false);
      }),
    );
  });
});

describe('status', () => {
  test.each([
    ['standard', [0x00, 0x00], { valve: 'open', isBatteryLow: false }],
    ['standard', [0x01, 0x00], { valve: 'closed', isBatteryLow: false }],
    ['standard', [0x07, 0x00], { valve: 'fault', isBatteryLow: true }],
    ['standard', [0x02, 0x00], { valve: null, isBatteryLow: false }],
    ['mirrored', [0xc0, 0x00], { valve: 'fault', isBatteryLow: false }],
    ['mirrored', [0x20, 0x00], { valve: 'open', isBatteryLow: true }],
    ['mirrored', [0x80, 0x00], { valve: 'closed', isBatteryLow: false }],
    ['none', [0x81, 0x21], { valve: null, isBatteryLow: null, word: 0x2181 }],
  ] as const)('%s %j', (order, bytes, expected) => {
    expect(decodeStatus(Uint8Array.from(bytes), order)).toMatchObject(expected);
  });

  test('FF is no status', () => {
    expect(decodeStatus(Uint8Array.of(0xff, 0xff), 'standard')).toBeUndefined();
  });

  test.each(['standard', 'mirrored'] as const)('of a simulated meter is read back in the order %s', (order) => {
    for (const valve of ['open', 'closed', 'fault'] as const)
      expect(decodeStatus(encodeStatus(valve, true, order), order)).toMatchObject({ valve, isBatteryLow: true });
  });
});

test('a block of another length is no block', () => {
  const form = { unitPosition: 'after', decimals: 2, status: 'standard' } as const;
  for (const length of [0, 1, 18, 20, 42, 44]) expect(decodeReadings(new Uint8Array(length), form)).toBeUndefined();
});

test.each([
  ['2026-11-26', 1, 1, '2026-11-01'],
  ['2026-11-26', 1, 12, '2025-12-01'],
  ['2026-11-26', 27, 1, '2026-10-27'],
  ['2026-11-26', 26, 1, '2026-11-26'],
  ['2026-03-30', 31, 1, '2026-02-28'],
  ['2026-05-01', 31, 1, '2026-04-30'],
])('on %s with settlement day %i the value %i settlements ago is of %s', (today, day, ago, expected) => {
  expect(settlementDate(today, day, ago)).toBe(expected);
});

test('every preset is a whole profile', () => {
  for (const preset of Object.values(CJT188_PRESETS))
    expect(Cjt188Profile.parse({ protocol: 'cjt188', ...preset })).toMatchObject(preset);
});
