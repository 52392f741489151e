import { describe, expect, test } from 'vitest';
import { decoderNamed } from '../../main/devices/decode.ts';
import { fromHex } from '../../main/devices/framing/frame.ts';
import { encodeFrame as encodeCjt188 } from '../../main/devices/meter-cjt188/frame.ts';
import { diBytes, encodeFrame as encodeDlt645 } from '../../main/devices/meter-dlt645/frame.ts';
import { ascii, encodeReadout } from '../../main/devices/meter-iec62056/messages.domain.ts';
import { withCrc } from '../../main/devices/meter-modbus/frame.ts';

function decode(protocol: string, bytes: Uint8Array): Record<string, unknown> {
  return JSON.parse(JSON.stringify(decoderNamed(protocol)?.(bytes)));
}

const joined = (...parts: readonly ArrayLike<number>[]) => Uint8Array.from(parts.flatMap((part) => Array.from(part)));

function answer(di: number, payload: readonly number[]): Uint8Array {
  const data = Uint8Array.from([...diBytes(di), ...payload]);
  return encodeDlt645({ address: '000012345678', control: 0x91, data }, 0);
}

const WATER = encodeCjt188(
  {
    type: 0x10,
    address: '00000000000777',
    control: 0x81,
    data: fromHex('1F9001 56341200 2C 00001200 2C 30150824092620 0000'),
  },
  0,
);
const ENERGY = answer(0x0001_0000, [0x56, 0x34, 0x12, 0x00]);

/** `by` more in the byte that tells the length. */
const longer = (bytes: Uint8Array, at: number, by: number) => {
  const changed = bytes.with(at, (bytes[at] as number) + by);
  return changed.with(-2, ((changed.at(-2) as number) + by) & 0xff);
};

describe('what is wrong with a frame', () => {
  test.each([
    ['dlt645-2007', ENERGY, 9],
    ['dlt645-1997', ENERGY, 9],
    ['cjt188', WATER, 10],
  ] as const)('of %s is told by where it ends', (protocol, good, lengthAt) => {
    for (const by of [-4, -1, 1, 12])
      expect(decode(protocol, longer(good, lengthAt, by))).toEqual({ error: 'length mismatch' });
    for (let cut = 1; cut < good.length; cut++)
      expect(decode(protocol, good.subarray(0, cut))).toEqual({ error: 'incomplete' });
    expect(decode(protocol, good.with(-1, 0x17))).toEqual({ error: 'end byte' });
    expect(decode(protocol, Uint8Array.of(0xfe, 0xfe, 0xfe, 0xfe))).toEqual({ error: 'incomplete' });
    expect(decode(protocol, Uint8Array.of(1, 2, 3))).toEqual({ error: 'header' });
  });

  test('is that of the frame, and not of a stray 68 before it', () => {
    const bad = ENERGY.with(-2, (ENERGY.at(-2) as number) ^ 1);
    for (const noise of [[0x68], [0x68, 0x68], [0x68, 0x01, 0x02, 0xfe]])
      expect(decode('dlt645-2007', joined(noise, bad))).toMatchObject({ error: 'checksum' });
  });
});

describe('DL/T 645-2007', () => {
  test('word 3 tells of accounts that were not opened: those bits are set until one is', () => {
    expect(decode('dlt645-2007', answer(0x0400_0503, [0x00, 0xc0]))).toMatchObject({
      word: 'C000',
      bits: ['no account opened locally', 'no account opened remotely'],
      relay_open: false,
    });
  });

  test('meter number and temperature are named as elsewhere', () => {
    const number = decode('dlt645-2007', answer(0x0400_0402, [0x12, 0x90, 0x78, 0x56, 0x34, 0x12]));
    expect(number).toMatchObject({ meter_number: '123456789012' });
    expect(decode('dlt645-2007', answer(0x0280_0007, [0x05, 0x81]))).toMatchObject({ value: -10.5, unit: 'C' });
  });
});

describe('Modbus', () => {
  const voltage = withCrc([1, 4, 4, 0x43, 0x66, 0x33, 0x33]);

  test('noughts behind a frame are not part of it, though its CRC fits with them', () => {
    for (const noughts of [[0], [0, 0], [0, 0, 0], [0, 0x57, 0x22, 0xe8]]) {
      expect(decode('modbus', joined(voltage, noughts))).toMatchObject({
        function: '04',
        float_be: 230.2,
        dropped: noughts.length,
      });
      const exception = joined(withCrc([1, 0x83, 2]), noughts);
      expect(decode('modbus', exception)).toMatchObject({ exception: 2, dropped: noughts.length });
      const written = joined(withCrc([1, 0x10, 0, 2, 0, 2]), noughts);
      expect(decode('modbus', written)).toMatchObject({ address: 2, count: 2, dropped: noughts.length });
    }
  });

  test('an answer of seven bytes with a nought behind it is no question', () => {
    expect(decode('modbus', fromHex('CE 03 02 7E D1 0D A8 00'))).toMatchObject({ registers: ['7ED1'], dropped: 1 });
    // A question whose CRC ends in a nought looks the same, and its count tells it.
    const ask = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((unit) =>
      Array.from({ length: 120 }, (_, count) => withCrc([unit + 1, 3, 2, 6, 0, count + 1])),
    );
    const [question] = ask.filter((bytes) => bytes.at(-1) === 0);
    expect(decode('modbus', question as Uint8Array)).toMatchObject({ address: 0x0206, count: question?.[5] });
  });

  test('a float that seven digits name is not rounded to its neighbour', () => {
    const view = new DataView(new ArrayBuffer(4));
    for (const value of [99_999.99, 230.2, 12_345.678, -1150.5, 0.976]) {
      view.setFloat32(0, value);
      const bytes = withCrc([1, 4, 4, ...new Uint8Array(view.buffer)]);
      expect(decode('modbus', bytes)).toMatchObject({ float_be: value });
    }
    expect(decode('modbus', withCrc([1, 4, 4, 0x43, 0x66, 0x33, 0x34]))).toMatchObject({ float_be: 230.2 });
  });
});

describe('IEC 62056-21', () => {
  const bracket = (text: string) => {
    const body = [...ascii(text), 3];
    return Uint8Array.from([2, ...body, body.reduce((sum, byte) => sum ^ byte, 0)]);
  };

  test('a readout that breaks off is incomplete, whatever has come of it', () => {
    const good = joined(ascii('/ISk5ME172-0000\r\n'), encodeReadout(['1.8.0(0012345.678*kWh)', '1.8.1(1.5*kWh)']));
    expect(decode('iec62056-21', good)).toMatchObject({ items: { '1.8.0': 12_345.678 } });
    for (const cut of [1, 5, 8, 20, 30]) expect(decode('iec62056-21', good.subarray(0, -cut)).error).toBe('incomplete');
  });

  test('answers to a command have a value without a name, or a word for the error', () => {
    expect(decode('iec62056-21', bracket('(0001234.5*kWh)'))).toEqual({ value: 1234.5, unit: 'kWh' });
    expect(decode('iec62056-21', bracket('(ER01)'))).toEqual({ value: 'ER01' });
    expect(decode('iec62056-21', Uint8Array.of(0x06))).toEqual({ result: 'ok' });
    expect(decode('iec62056-21', Uint8Array.of(0x15))).toEqual({ result: 'repeat' });
  });
});
