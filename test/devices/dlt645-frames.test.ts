import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decoderNamed } from '../../main/devices/decode.ts';
import { decodeBcd, digitBytes, encodeBcd } from '../../main/devices/framing/bcd.domain.ts';
import { createFrameParser, diBytes, encodeFrame, type Frame } from '../../main/devices/meter-dlt645/frame.ts';
import { formatOf } from '../../main/devices/meter-dlt645/registers.ts';
import { statusBits } from '../../main/devices/meter-dlt645/status.ts';
import { isAnswerTo as isAnswerOf1997 } from '../../main/devices/meter-dlt645-1997/frame.ts';
import { formatOf as formatOf1997 } from '../../main/devices/meter-dlt645-1997/registers.ts';

function decodeFrame(protocol: string, bytes: Uint8Array): Record<string, unknown> {
  return decoderNamed(protocol)?.(bytes) ?? {};
}

const address = fc.stringMatching(/^\d{12}$/);
const energy = fc.nat(99_999_999);

function answer2007(meter: string, di: number, payload: Uint8Array): Uint8Array {
  return encodeFrame({ address: meter, control: 0x91, data: Uint8Array.from([...diBytes(di), ...payload]) });
}

function answer1997(meter: string, di: number, payload: Uint8Array): Uint8Array {
  return encodeFrame({ address: meter, control: 0x81, data: Uint8Array.from([di & 0xff, di >> 8, ...payload]) });
}

describe.each([
  ['dlt645-2007', (meter: string, units: number) => answer2007(meter, 0x0001_0000, encodeBcd(units, 4))],
  ['dlt645-1997', (meter: string, units: number) => answer1997(meter, 0x9010, encodeBcd(units, 4))],
] as const)('answers of %s', (decoder, encode) => {
  test('every register value comes back as it was', () => {
    fc.assert(
      fc.property(address, energy, (meter, units) => {
        expect(decodeFrame(decoder, encode(meter, units))).toMatchObject({ address: meter, value: units / 100 });
      }),
    );
  });

  test('a frame with altered bytes never gives another value', () => {
    const change = fc.record({ at: fc.nat(40), by: fc.integer({ min: 1, max: 255 }) });
    fc.assert(
      fc.property(address, energy, change, (meter, units, { at, by }) => {
        const bytes = encode(meter, units);
        bytes[at % bytes.length] = (bytes[at % bytes.length] as number) ^ by;
        const { value } = decodeFrame(decoder, bytes);
        // One altered byte among the wake-up bytes harms nothing; anywhere else it breaks the frame.
        expect([units / 100, undefined]).toContain(value);
      }),
      { numRuns: 2000 },
    );
  });

  test('a nibble above nine is never a number', () => {
    fc.assert(
      fc.property(address, energy, fc.nat(7), fc.integer({ min: 10, max: 15 }), (meter, units, nibble, digit) => {
        const payload = encodeBcd(units, 4);
        const byte = payload[nibble >> 1] as number;
        payload[nibble >> 1] = nibble % 2 === 0 ? (byte & 0xf0) | digit : (byte & 0x0f) | (digit << 4);
        if (payload.every((each) => each === 0xff)) return;
        const bytes =
          decoder === 'dlt645-2007' ? answer2007(meter, 0x0001_0000, payload) : answer1997(meter, 0x9010, payload);
        expect(decodeFrame(decoder, bytes)).toMatchObject({ value: 'NON_BCD' });
      }),
    );
  });

  test('after any noise it is in step again with the second good frame at the latest', () => {
    const noise = fc
      .array(fc.oneof(fc.constantFrom(0x68, 0x16, 0xfe, 0x04, 0x91), fc.nat(255)), { maxLength: 400 })
      .map((bytes) => Uint8Array.from(bytes));
    fc.assert(
      fc.property(noise, address, energy, (before, meter, units) => {
        const good = encode(meter, units);
        // A false start may wait for as long a frame as there can be: the quiet after an answer ends it.
        const parser = createFrameParser();
        const frames = [before, good, good].flatMap((bytes) => parser.push(bytes));
        frames.push(...parser.end());
        expect(frames.filter((frame) => frame.address === meter).length).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  test('no bytes make the decoder fail', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 250 }), address, fc.nat(255), (data, meter, control) => {
        expect(decodeFrame(decoder, data)).toBeTypeOf('object');
        const frame: Frame = { address: meter, control, data: data.subarray(0, 200) };
        expect(decodeFrame(decoder, encodeFrame(frame))).toMatchObject({ address: meter });
      }),
      { numRuns: 2000 },
    );
  });
});

describe('data identifiers', () => {
  test.each([
    [0x0000_0000, 'kWh', true],
    [0x0001_0000, 'kWh', false],
    [0x0003_0000, 'kvarh', true],
    [0x0008_0400, 'kvarh', false],
    [0x0009_0000, 'kVAh', false],
    [0x0015_0000, 'kWh', false],
    [0x003d_0001, 'kWh', false],
    [0x0101_0000, 'kW', false],
    [0x0103_0000, 'kvar', true],
    [0x010a_ff00, 'kVA', false],
    [0x0202_0100, 'A', true],
    [0x0280_0008, 'V', false],
    [0x0506_0101, 'kWh', false],
    [0x0400_0409, 'imp/kWh', false],
  ])('%i is a number in %s, signed: %s', (di, unit, isSigned) => {
    expect(formatOf(di)).toMatchObject({ kind: 'number', unit, isSigned });
  });

  test('what is not in the table is not guessed', () => {
    for (const di of [0x0011_0000, 0x0090_0300, 0x020c_0100, 0x0508_0001, 0xdead_beef]) {
      expect(formatOf(di)).toBeUndefined();
    }
    for (const di of [0xb660, 0xc0ff, 0x1234, 0x9c10]) expect(formatOf1997(di)).toBeUndefined();
  });

  test.each([
    [0x9010, 'kWh'],
    [0x9410, 'kWh'],
    [0x9920, 'kvarh'],
    [0xa010, 'kW'],
    [0xb611, 'V'],
    [0xb633, 'kW'],
    [0xc030, 'imp/kWh'],
  ])('of the 1997 edition %i is in %s', (di, unit) => {
    expect(formatOf1997(di)).toMatchObject({ kind: 'number', unit });
  });
});

describe('parts of the family', () => {
  test('figures with a sign keep it and FF bytes are no figure', () => {
    fc.assert(
      fc.property(fc.integer({ min: -799_999, max: 799_999 }), (units) => {
        expect(decodeBcd(encodeBcd(units, 3, true), 4, true)).toEqual({ units, decimals: 4 });
      }),
    );
    expect(decodeBcd(Uint8Array.of(0xff, 0xff), 1, true)).toBe('absent');
    expect(decodeBcd(new Uint8Array(0), 1, true)).toBe('invalid');
    expect([...digitBytes('12345', 3)]).toEqual([0x45, 0x23, 0x01]);
  });

  test('the bits of the status words have names', () => {
    expect(statusBits(1, 0b1100)).toEqual(['clock battery low', 'reading battery low']);
    expect(statusBits(3, 0x0050)).toEqual(['relay open', 'relay ordered open']);
    expect(statusBits(4, 0x0200)).toEqual(['bit 9']);
  });

  test('a time that no clock shows is left out', () => {
    const decoded = decodeFrame('dlt645-2007', answer2007('000012345678', 0x0506_0001, Uint8Array.of(0, 0, 30, 2, 38)));
    expect(decoded).not.toHaveProperty('freeze_time');
    expect(decoded).toMatchObject({ raw: '00 00 1E 02 26' });
  });

  test('demand comes with its time, alone and in a block', () => {
    const peak = Uint8Array.of(0x56, 0x34, 0x12, 0x15, 0x09, 0x24, 0x09, 0x26);
    expect(decodeFrame('dlt645-2007', answer2007('000012345678', 0x0101_0000, peak))).toMatchObject({
      unit: 'kW',
      value: 12.3456,
      time: '2026-09-24 09:15',
    });
    const block = Uint8Array.from([...peak, ...new Uint8Array(8)]);
    expect(decodeFrame('dlt645-2007', answer2007('000012345678', 0x0101_ff00, block))).toMatchObject({
      value: [12.3456, 0],
      times: ['2026-09-24 09:15', null],
    });
  });

  test('the security extension has error bits of its own', () => {
    const refused = encodeFrame({ address: '000012345678', control: 0xc3, data: Uint8Array.of(0x22, 0x00) });
    expect(decodeFrame('dlt645-2007', refused)).toMatchObject({
      serr: '0022',
      meaning: ['repeated top-up', 'top-up count wrong'],
    });
  });

  test('a change of speed, a freeze and a follow-up are told in words', () => {
    const say = (control: number, ...data: number[]) =>
      decodeFrame('dlt645-2007', encodeFrame({ address: '000012345678', control, data: Uint8Array.from(data) }));
    expect(say(0x17, 0x20)).toMatchObject({ baud: 9600 });
    expect(say(0x17, 0x30)).toMatchObject({ baud: null });
    expect(say(0x16, 0x99, 0x99, 0x99, 0x99)).toMatchObject({ freeze: 'now' });
    expect(say(0x16, 0x00, 0x00, 0x01, 0x99)).toMatchObject({ freeze: '**-01 00:00' });
    expect(say(0x12, 1, 0, 0x30, 3, 1)).toMatchObject({ di: '03300001', seq: 1 });
    expect(say(0x92, 1, 0, 0x30, 3, 7, 8, 1)).toMatchObject({ di: '03300001', payload_len: 2, seq: 1, more: false });
  });

  test('frames that come glued together are all told', () => {
    const first = answer2007('000012345678', 0x0001_0000, encodeBcd(100, 4));
    const glued = Uint8Array.from([...first, ...answer2007('000012345679', 0x0001_0000, encodeBcd(200, 4))]);
    expect(decodeFrame('dlt645-2007', glued)).toMatchObject({
      value: 1,
      frames: [{ address: '000012345678' }, { address: '000012345679', data: '00 00 01 00 00 02 00 00' }],
      next: [{ value: 2 }],
    });
  });

  test('a meter of the 1997 edition may answer everybody with the wildcard or its own number', () => {
    const request: Frame = { address: '999999999999', control: 0x01, data: Uint8Array.of(0x10, 0x90) };
    const answer: Frame = { address: '000000063295', control: 0x81, data: Uint8Array.of(0x10, 0x90, 1, 0, 0, 0) };
    expect(isAnswerOf1997(request, answer)).toBe(true);
    expect(isAnswerOf1997({ ...request, address: 'AAAAAAAAAAAA' }, { ...answer, address: 'AAAAAAAAAAAA' })).toBe(true);
    expect(isAnswerOf1997({ ...request, address: '000000063296' }, answer)).toBe(false);
    expect(isAnswerOf1997(request, { ...answer, data: Uint8Array.of(0x20, 0x90, 1, 0, 0, 0) })).toBe(false);
  });
});
