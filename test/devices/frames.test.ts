import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBcd, encodeBcd } from '../../main/devices/framing/bcd.domain.ts';
import {
  createParser,
  type FrameParser,
  fault,
  fromHex,
  rescale,
  toHex,
  WAIT,
} from '../../main/devices/framing/frame.ts';
import {
  createFrameParser as createDlt645Parser,
  encodeFrame as encodeDlt645,
  errorReasons,
  type Frame,
  isAddressed,
  isAnswerTo,
} from '../../main/devices/meter-dlt645/frame.ts';
import {
  createFrameParser as createToledoParser,
  encodeFrame as encodeToledo,
} from '../../main/devices/scale-toledo/frame.ts';
import {
  createTextParser,
  createTf0Parser,
  encodeLine,
  encodeText,
  encodeTf0,
  readWn,
} from '../../main/devices/scale-yaohua/frame.ts';

const address = fc.stringMatching(/^\d{12}$/);
const dltFrame = fc.record({ address, control: fc.nat(255), data: fc.uint8Array({ maxLength: 200 }) });
/** Any bytes, or bytes that begin frames again and again without ever being one. */
const noise = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc
    .array(fc.constantFrom(0x68, 0xfe, 0x02, 0x3d, 0x2b, 0x30, 0x91, 0xc8, 0x00), { maxLength: 300 })
    .map((bytes) => Uint8Array.from(bytes)),
);

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Everything the parser finds when the bytes come in pieces of the given sizes. */
function parseInPieces<F>(parser: FrameParser<F>, bytes: Uint8Array, sizes: readonly number[]): F[] {
  const frames: F[] = [];
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    frames.push(...parser.push(bytes.subarray(at, at + size)));
    at += size;
  }
  return [...frames, ...parser.end()];
}

const pieces = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });

describe('DL/T 645-2007 frames', () => {
  test('what is encoded is decoded again, however the bytes are cut', () => {
    fc.assert(
      fc.property(dltFrame, fc.nat(7), pieces, (frame, preamble, sizes) => {
        expect(parseInPieces(createDlt645Parser(), encodeDlt645(frame, preamble), sizes)).toEqual([frame]);
      }),
    );
  });

  test('a frame with one altered byte is refused or is not that frame', () => {
    fc.assert(
      fc.property(dltFrame, fc.nat(), fc.integer({ min: 1, max: 255 }), (frame, where, change) => {
        const bytes = encodeDlt645(frame, 0);
        const at = where % bytes.length;
        bytes[at] = (bytes[at] as number) ^ change;
        expect(parseInPieces(createDlt645Parser(), bytes, [300])).not.toContainEqual(frame);
      }),
    );
  });

  test('the next good frame is found after any noise', () => {
    fc.assert(
      fc.property(noise, dltFrame, pieces, (before, frame, sizes) => {
        expect(parseInPieces(createDlt645Parser(), concat(before, encodeDlt645(frame)), sizes)).toContainEqual(frame);
      }),
    );
  });

  test('random bytes never crash the parser and never look like a frame', () => {
    const parser = createDlt645Parser();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        expect(parser.push(bytes)).toEqual([]);
        expect(parser.pending()).toBeLessThanOrEqual(512);
      }),
      { numRuns: 500 },
    );
  });

  test('a stream of false starts is dropped byte by byte and the good frame behind it is found', () => {
    const frame: Frame = { address: '000012345678', control: 0x91, data: Uint8Array.of(1, 2, 3) };
    const parser = createDlt645Parser();
    const found = [...parser.push(concat(new Uint8Array(5000).fill(0x68), encodeDlt645(frame))), ...parser.end()];
    expect(found).toEqual([frame]);
    expect(parser.counts().droppedBytes).toBe(5000);
  });

  test('the end byte inside the data does not end the frame', () => {
    const frame: Frame = { address: '161616161616', control: 0x91, data: Uint8Array.of(0xe3, 0x16, 0x35, 0xe3) };
    expect(createDlt645Parser().push(encodeDlt645(frame))).toEqual([frame]);
  });

  test('an answer belongs to a request only with its address, function and data identifier', () => {
    const request: Frame = { address: '000012345678', control: 0x11, data: Uint8Array.of(0, 0, 1, 0) };
    const answer: Frame = { address: '000012345678', control: 0x91, data: Uint8Array.of(0, 0, 1, 0, 0x12, 0, 0, 0) };
    expect(isAnswerTo(request, answer)).toBe(true);
    expect(isAnswerTo(request, request)).toBe(false);
    expect(isAnswerTo(request, { ...answer, address: '000012345679' })).toBe(false);
    expect(isAnswerTo(request, { ...answer, control: 0x93 })).toBe(false);
    expect(isAnswerTo(request, { ...answer, data: Uint8Array.of(0, 1, 1, 0, 0x12, 0, 0, 0) })).toBe(false);
    expect(isAnswerTo(request, { ...answer, control: 0xd1, data: Uint8Array.of(2) })).toBe(true);
  });

  test('wildcard pairs address every meter with the same low digits', () => {
    expect(isAddressed('AAAAAAAA5678', '000012345678')).toBe(true);
    expect(isAddressed('AAAAAAAA5679', '000012345678')).toBe(false);
    expect(errorReasons(0x06)).toEqual(['no-data', 'not-authorised']);
  });

  test('BCD keeps every digit and its sign, and refuses what is no digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (units) => {
        expect(decodeBcd(encodeBcd(units, 4), 2, false)).toEqual({ units, decimals: 2 });
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: -799_999, max: 799_999 }), (units) => {
        expect(decodeBcd(encodeBcd(units, 3, true), 3, true)).toEqual({ units: units + 0, decimals: 3 });
      }),
    );
    expect(decodeBcd(fromHex('FFFFFFFF'), 2, false)).toBe('absent');
    expect(decodeBcd(fromHex('00000E00'), 2, false)).toBe('invalid');
    expect(() => encodeBcd(100_000_000, 4)).toThrow(RangeError);
  });
});

describe('Yaohua frames', () => {
  const weight = fc.record({ units: fc.integer({ min: -999_999, max: 999_999 }), decimals: fc.nat(4) });

  test('tF0: what is encoded is decoded again, also after noise and in pieces', () => {
    fc.assert(
      fc.property(noise, weight, pieces, (before, value, sizes) => {
        const found = parseInPieces(createTf0Parser(), concat(before, encodeTf0(value)), sizes);
        expect(found.at(-1)).toMatchObject({ units: value.units + 0, decimals: value.decimals });
      }),
    );
  });

  test('tF0: one altered byte is never taken for another weight', () => {
    fc.assert(
      fc.property(weight, fc.nat(11), fc.integer({ min: 1, max: 255 }), (value, at, change) => {
        const bytes = encodeTf0(value);
        bytes[at] = (bytes[at] as number) ^ change;
        // 3AH..3FH are a second spelling of the same checksum nibble.
        for (const frame of parseInPieces(createTf0Parser(), bytes, [12])) expect(frame.units).toBe(value.units + 0);
      }),
    );
  });

  test('both orders of the "=" text carry the number there and back, in a stream without line ends', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('forward' as const, 'reversed' as const),
        fc.array(fc.record({ units: fc.integer({ min: -99_999, max: 999_999 }), decimals: fc.nat(3) }), {
          minLength: 1,
          maxLength: 5,
        }),
        pieces,
        (order, values, sizes) => {
          const bytes = concat(...values.map((value) => encodeText(value, order)));
          const found = parseInPieces(createTextParser(order), bytes, sizes);
          expect(found.map(({ units, decimals }) => ({ units, decimals }))).toEqual(
            values.map((value) => ({ ...value, units: value.units + 0 })),
          );
        },
      ),
    );
  });

  test('a lost or doubled byte in the "=" text drops that weight instead of shifting its digits', () => {
    const good = encodeText({ units: 15_230, decimals: 3 }, 'forward');
    const bytes = concat(
      good,
      good.subarray(0, 4),
      good.subarray(5),
      good,
      good.subarray(0, 4),
      good.subarray(3),
      good,
    );
    expect(parseInPieces(createTextParser('forward'), bytes, [7]).map((frame) => frame.units)).toEqual([
      15_230, 15_230, 15_230,
    ]);
  });

  test('text lines name what they weigh and in which unit', () => {
    expect(readWn('wn-01.171kg')).toMatchObject({ value: { units: -1171, decimals: 3 }, isNet: true, unit: 'kg' });
    expect(readWn('wn0x1.171kg')).toBeUndefined();
    expect(new TextDecoder().decode(encodeLine({ units: 1171, decimals: 3 }, 'kg', 'net'))).toBe('wn001.171kg\r\n');
  });

  test('random bytes never crash any of the parsers', () => {
    const parsers = [createTf0Parser(), createTextParser('forward'), createTextParser('reversed')];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1000 }), (bytes) => {
        for (const parser of parsers) {
          parser.push(bytes);
          expect(parser.pending()).toBeLessThanOrEqual(512);
        }
      }),
    );
    expect(parsers[0]?.counts().droppedBytes).toBeGreaterThan(0);
  });
});

describe('Toledo frames', () => {
  const setting = fc.record({
    value: fc.record({ units: fc.integer({ min: -999_999, max: 999_999 }), decimals: fc.integer({ min: -2, max: 5 }) }),
    tareUnits: fc.nat(999_999),
    unit: fc.constantFrom('kg' as const, 'g' as const, 'lb' as const),
    isNet: fc.boolean(),
    isInMotion: fc.boolean(),
    isShort: fc.boolean(),
    hasChecksum: fc.boolean(),
  });

  test('a stream of frames of any form is decoded again, in pieces', () => {
    fc.assert(
      fc.property(setting, fc.integer({ min: 1, max: 4 }), pieces, (one, count, sizes) => {
        const bytes = concat(...Array.from({ length: count }, () => encodeToledo(one)));
        const found = parseInPieces(createToledoParser('auto'), bytes, sizes);
        expect(found).toHaveLength(count);
        for (const frame of found) {
          expect(frame).toMatchObject({
            units: one.value.units + 0,
            decimals: one.value.decimals,
            unit: one.unit,
            isNet: one.isNet,
            isInMotion: one.isInMotion,
          });
          expect(frame.tare).toEqual(one.isShort ? null : { units: one.tareUnits, decimals: one.value.decimals });
        }
      }),
    );
  });

  test('with the checksum demanded, one altered byte is never taken for another weight', () => {
    fc.assert(
      fc.property(setting, fc.nat(), fc.integer({ min: 1, max: 127 }), (one, where, change) => {
        const bytes = encodeToledo({ ...one, hasChecksum: true });
        const at = where % bytes.length;
        bytes[at] = (bytes[at] as number) ^ change;
        expect(parseInPieces(createToledoParser('on'), bytes, [18])).toEqual([]);
      }),
    );
  });

  test('the frame after noise is found', () => {
    fc.assert(
      fc.property(noise, setting, (before, one) => {
        const found = parseInPieces(createToledoParser('auto'), concat(before, encodeToledo(one)), [64]);
        expect(found.at(-1)).toMatchObject({ units: one.value.units + 0, decimals: one.value.decimals });
      }),
    );
  });
});

describe('shared framing', () => {
  test('a start that never completes is given up at the end of the exchange, and what it hid is found', () => {
    const parser = createParser<string>({
      start: 1,
      fillers: [],
      look: (buffer, from, to) =>
        to - from < 2
          ? WAIT
          : buffer[from + 1] === 2
            ? { kind: 'frame', frame: 'good', length: 2 }
            : buffer[from + 1] === 9
              ? WAIT
              : fault('header'),
    });
    expect(parser.push(Uint8Array.of(1, 9, 1, 2))).toEqual([]);
    expect(parser.end()).toEqual(['good']);
  });

  test('decimals are moved exactly or not at all', () => {
    expect(rescale({ units: 15_235, decimals: 3 }, 3)).toBe(15_235);
    expect(rescale({ units: 15, decimals: -2 }, 0)).toBe(1500);
    expect(rescale({ units: 1500, decimals: 2 }, 0)).toBe(15);
    expect(rescale({ units: 1501, decimals: 2 }, 0)).toBeNull();
    expect(toHex(fromHex('68 aa 16'), ' ')).toBe('68 AA 16');
    expect(() => fromHex('68 A')).toThrow(RangeError);
  });
});
