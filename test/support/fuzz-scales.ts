import {
  createFrameParser as createToledoParser,
  encodeFrame as encodeToledo,
  type ToledoWeight,
} from '../../main/devices/scale-toledo/frame.ts';
import {
  createTextParser,
  createTf0Parser,
  encodeText,
  encodeTf0,
  type TextOrder,
  type YaohuaWeight,
} from '../../main/devices/scale-yaohua/frame.ts';
import { type FuzzTarget, fuzzTarget } from './fuzz.ts';
import { pick, type Random } from './fuzz-bytes.ts';

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const units = (random: Random): number => Math.floor(random() * 1_099_999) - 100_000;

const tf0 = fuzzTarget<YaohuaWeight>({
  name: 'yaohua tF0',
  guard: 'checksum',
  isStream: true,
  createParser: createTf0Parser,
  goodFrames: (random) =>
    Array.from({ length: 6 }, () => encodeTf0({ units: units(random), decimals: Math.floor(random() * 5) })),
  holds(bytes, { units, decimals }) {
    const digits = Math.abs(units).toString().padStart(6, '0');
    for (const [found] of latin1(bytes).matchAll(new RegExp(`\\x02[+-]${digits}${decimals}[0-?A-F]{2}\\x03`, 'g'))) {
      let sum = 0;
      for (const character of found.slice(1, 9)) sum ^= character.charCodeAt(0);
      const nibbles = [...found.slice(9, 11)].map((c) => (c.charCodeAt(0) - (c >= 'A' ? 0x37 : 0x30)) & 0x0f);
      const isSigned = units === 0 || (found[1] === '-') === units < 0;
      if (isSigned && nibbles[0] === sum >> 4 && nibbles[1] === (sum & 15)) return true;
    }
    return false;
  },
});

const text = (name: string, order: TextOrder): FuzzTarget =>
  fuzzTarget<YaohuaWeight>({
    name,
    guard: 'grammar',
    isStream: true,
    createParser: () => createTextParser(order),
    goodFrames: (random) =>
      Array.from({ length: 6 }, () =>
        encodeText({ units: Math.trunc(units(random) / 2), decimals: Math.floor(random() * 4) }, order),
      ),
    holds(bytes, { units, decimals }) {
      const stream = latin1(bytes);
      // Between two marks stand exactly eight characters that spell the value, in this order.
      return [...stream.matchAll(/=(?=([0-9.\- ]{8})(?:[=\r\n]|$))/g)].some(([, characters = '']) => {
        const forward = order === 'forward' ? characters : [...characters].reverse().join('');
        const plain = forward.replace(/[- ]/g, '');
        const sign = forward.includes('-') ? -1 : 1;
        const fraction = /\.(\d*)$/.exec(plain)?.[1] ?? '';
        return fraction.length === decimals && sign * Number(plain.replace('.', '')) === units;
      });
    },
  });

const toledo = (mode: 'on' | 'auto'): FuzzTarget =>
  fuzzTarget<ToledoWeight>({
    name: `toledo, checksum ${mode}`,
    guard: mode === 'on' ? 'checksum' : 'grammar',
    isStream: true,
    createParser: () => createToledoParser(mode),
    goodFrames: (random) =>
      Array.from({ length: 6 }, () =>
        encodeToledo({
          value: { units: units(random), decimals: Math.floor(random() * 6) - 1 },
          tareUnits: Math.floor(random() * 100_000),
          unit: pick(random, ['kg', 'g', 'lb']),
          isNet: random() < 0.5,
          isInMotion: random() < 0.5,
          isOutOfRange: random() < 0.1,
          isShort: random() < 0.3,
          hasChecksum: mode === 'on' || random() < 0.6,
        }),
      ),
    holds: (bytes, frame) => [...bytes.keys()].some((at) => bytes[at] === 0x02 && isToledo(bytes, at, frame)),
  });

function isToledo(bytes: Uint8Array, at: number, frame: ToledoWeight): boolean {
  const cr = bytes.indexOf(0x0d, at);
  const tare = latin1(bytes.subarray(at + 10, cr));
  if (frame.tare === null ? tare.trim() !== '' && !frame.isOutOfRange : Number(tare) !== frame.tare.units) return false;
  const [, a = 0, b = 0, c = 0] = bytes.subarray(at);
  const unit = ['', 'g', 't', 'oz', 'ozt', 'dwt', 'ton', 'N'][c & 7] || ((b & 16) !== 0 ? 'kg' : 'lb');
  const figures = latin1(bytes.subarray(at + 4, at + 10));
  let sum = 0;
  for (let i = at; i <= cr + 1; i++) sum += bytes[i] ?? 0;
  if (frame.hasChecksum && (sum & 0x7f) !== 0) return false;
  if ((b & 4) !== 0) return frame.isOutOfRange;
  return (
    (a & 7) - 2 === frame.decimals &&
    unit === frame.unit &&
    Number(figures) === Math.abs(frame.units) &&
    (frame.units === 0 || ((b & 2) !== 0) === frame.units < 0) &&
    ((b & 1) !== 0) === frame.isNet &&
    ((b & 8) !== 0) === frame.isInMotion
  );
}

export const SCALE_TARGETS: readonly FuzzTarget[] = [
  tf0,
  text('yaohua tF1', 'reversed'),
  text('yaohua tF2', 'forward'),
  toledo('on'),
  toledo('auto'),
];
