import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planBlocks } from '../../main/devices/meter-modbus/blocks.domain.ts';
import { crc16, createReplyParser, type ReadRequest, unitOf } from '../../main/devices/meter-modbus/frame.ts';
import { MODBUS_PRESETS, presetNamed } from '../../main/devices/meter-modbus/presets.schema.ts';
import {
  ModbusProfile,
  type ModbusRegister,
  REGISTER_TYPES,
  WIDTH,
  WORD_ORDERS,
} from '../../main/devices/meter-modbus/profile.schema.ts';
import { decodeNumber, encodeNumber, exactOf, measure } from '../../main/devices/meter-modbus/values.domain.ts';

const ONE = { units: 1n, decimals: 0 };
const register = (changes: Partial<ModbusRegister>): ModbusRegister => ({
  quantity: 'total',
  fn: 3,
  address: 0,
  type: 'uint32',
  order: 'ABCD',
  scale: '1',
  unit: 'kWh',
  ...changes,
});

describe('the CRC and the frame', () => {
  test('gives the check value of the catalogue', () => {
    expect(crc16(new TextEncoder().encode('123456789'))).toBe(0x4b37);
  });

  const request: ReadRequest = { unit: 17, fn: 3, address: 107, count: 3 };
  const answer = Uint8Array.from([0x11, 3, 6, 0xae, 0x41, 0x56, 0x52, 0x43, 0x40, 0x49, 0xad]);

  test('an answer is found between noise, byte by byte', () => {
    const parser = createReplyParser(request);
    const stream = [0x20, 0x54, 0x54, 0xff, ...answer, 0x20, 0x54];
    const frames = stream.flatMap((byte) => parser.push(Uint8Array.of(byte)));
    expect(frames.map(({ kind }) => kind)).toEqual(['answer']);
    expect(frames[0]?.bytes).toEqual(answer);
  });

  test('an exception is found, an answer of another length or unit is not', () => {
    expect(createReplyParser(request).push(Uint8Array.from([0x11, 0x83, 4, 0x41, 0x36]))).toMatchObject([
      { kind: 'exception' },
    ]);
    const parser = createReplyParser({ ...request, count: 2 });
    expect([...parser.push(answer), ...parser.end()]).toEqual([]);
    const other = createReplyParser({ ...request, unit: 18 });
    expect([...other.push(answer), ...other.end()]).toEqual([]);
  });

  test('no frame with one wrong bit is taken', () => {
    fc.assert(
      fc.property(fc.nat(answer.length * 8 - 1), (bit) => {
        const wrong = answer.with(bit >> 3, (answer[bit >> 3] as number) ^ (1 << (bit & 7)));
        const parser = createReplyParser(request);
        expect([...parser.push(wrong), ...parser.end()]).toEqual([]);
      }),
    );
  });

  test('after noise of any kind a good answer is found', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        const parser = createReplyParser(request);
        const frames = [...parser.push(noise), ...parser.push(answer), ...parser.end()];
        expect(frames.map(({ bytes }) => bytes)).toContainEqual(answer);
      }),
    );
  });

  test('addresses run from 1 to 247', () => {
    expect(['1', '001', '247', ' 12 '].map(unitOf)).toEqual([1, 1, 247, 12]);
    expect(['0', '248', '-1', '1.5', '', 'A'].map(unitOf)).toEqual(Array(6).fill(undefined));
  });
});

describe('numbers in registers', () => {
  test('what is written in any type and word order is read as it was', () => {
    const limits = { 1: 15, 2: 31, 4: 63 } as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...REGISTER_TYPES.filter((type) => !type.startsWith('float'))),
        fc.constantFrom(...WORD_ORDERS),
        fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
        (type, order, wide) => {
          const limit = 2n ** BigInt(limits[WIDTH[type] as 1 | 2 | 4]);
          const units = type.startsWith('u') ? wide % limit : (wide % limit) - limit / 2n;
          expect(decodeNumber(encodeNumber({ units, decimals: 0 }, type, order), type, order)).toEqual({
            units,
            decimals: 0,
          });
        },
      ),
    );
  });

  test('the four word orders of one number', () => {
    const words = {
      ABCD: [0x0001, 0xe240],
      CDAB: [0xe240, 0x0001],
      BADC: [0x0100, 0x40e2],
      DCBA: [0x40e2, 0x0100],
    } as const;
    for (const order of WORD_ORDERS) expect(decodeNumber(words[order], 'uint32', order)?.units).toBe(123_456n);
  });

  test('a scaled whole number is exact: 123456 at 0.01 kWh is 1234.56 kWh', () => {
    const measured = measure(register({ scale: '0.01' }), [0x0001, 0xe240], ONE);
    expect(measured).toEqual({ milli: 1_234_560, isImprecise: false });
  });

  test('a float energy keeps two decimals: 12345.6777 is 12345.68 kWh', () => {
    const float = register({ type: 'float32' });
    expect(measure(float, [0x4640, 0xe6b6], ONE)).toEqual({ milli: 12_345_680, isImprecise: false });
  });

  test('a float energy of more than seven digits is told to be imprecise', () => {
    const float = register({ type: 'float32' });
    const of = (text: string) => measure(float, encodeNumber(exactOf(text), 'float32', 'ABCD'), ONE);
    expect(of('99999.99')).toMatchObject({ isImprecise: false });
    expect(of('100000.01')).toMatchObject({ isImprecise: true });
  });

  test('what is no number is none', () => {
    for (const words of [
      [0x7fc0, 0],
      [0x7f80, 0],
    ])
      expect(measure(register({ type: 'float32' }), words, ONE)).toBeUndefined();
    expect(measure(register({ type: 'uint64' }), [0xffff, 0xffff, 0xffff, 0xffff], ONE)).toBeUndefined();
  });

  test('signed power, units and ratios: -1150.5 W times 40 is -46.02 kW', () => {
    const power = register({ quantity: 'power', type: 'float32', unit: 'W' });
    expect(measure(power, [0xc48f, 0xd000], exactOf('40'))).toEqual({ milli: -46_020, isImprecise: false });
  });
});

describe('maps', () => {
  test('every preset is a valid profile', () => {
    for (const { id, registers, maxRegisters, quietMs } of MODBUS_PRESETS)
      expect(
        ModbusProfile.parse({ protocol: 'modbus', preset: id, registers, maxRegisters, quietMs }).registers,
      ).toEqual(registers);
  });

  test('a map names each quantity once, its total, fitting units and registers that exist', () => {
    const faults = (registers: readonly ModbusRegister[], more: object = {}) =>
      ModbusProfile.safeParse({ protocol: 'modbus', registers, ...more }).error?.issues.map((issue) => issue.message);
    expect(faults([register({}), register({ address: 2 })])).toEqual(['twice']);
    expect(faults([register({ quantity: 'reverse' })])).toEqual(['total']);
    expect(faults([register({ unit: 'kW' })])).toEqual(['unit']);
    expect(faults([register({ address: 65_535 })])).toEqual(['address']);
    expect(faults([register({})], { appliesRatios: true })).toEqual(['ratio']);
    expect(faults([register({ scale: '0.00' })])).toHaveLength(1);
  });

  test('the live values of an SDM630 take few requests, none longer than the meter allows', () => {
    const registers = presetNamed('sdm630')?.registers ?? [];
    const blocks = planBlocks(registers, { maxRegisters: 80, maxGap: 60 });
    expect(blocks.map(({ address, count }) => [address, count])).toEqual([
      [0, 78],
      [0x56, 2],
    ]);
  });

  test('no plan tears a value apart, leaves one out or asks for too much', () => {
    const anyRegister = fc.record({
      fn: fc.constantFrom(3, 4),
      address: fc.nat(400),
      type: fc.constantFrom(...REGISTER_TYPES),
    });
    fc.assert(
      fc.property(
        fc.array(anyRegister, { maxLength: 30 }),
        fc.integer({ min: 4, max: 125 }),
        fc.nat(60),
        (list, maxRegisters, maxGap) => {
          const registers = list.map((changes) => register(changes as Partial<ModbusRegister>));
          const blocks = planBlocks(registers, { maxRegisters, maxGap });
          expect(blocks.flatMap((block) => block.registers)).toHaveLength(registers.length);
          for (const block of blocks) {
            expect(block.count).toBeLessThanOrEqual(maxRegisters);
            for (const { fn, address, type } of block.registers) {
              expect(fn).toBe(block.fn);
              expect(address).toBeGreaterThanOrEqual(block.address);
              expect(address + WIDTH[type]).toBeLessThanOrEqual(block.address + block.count);
            }
          }
        },
      ),
    );
  });
});
