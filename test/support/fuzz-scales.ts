import { type BcdForm, type BcdWeight, createBcdParser, encodeBcd } from '../../main/devices/scale-bcd/frame.ts';
import { createLineParser, type Line } from '../../main/devices/scale-text/frame.ts';
import { GRAMMARS, type Shown } from '../../main/devices/scale-text/grammars.ts';
import { TEXT_GRAMMARS, type TextGrammar } from '../../main/devices/scale-text/profile.schema.ts';
import {
  createFrameParser as createToledoParser,
  encodeFrame as encodeToledo,
  type ToledoWeight,
} from '../../main/devices/scale-toledo/frame.ts';
import {
  createTextParser,
  createTf0Parser,
  encodeLine,
  encodeText,
  encodeTf0,
  readWn,
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

const bcd = (form: BcdForm): FuzzTarget =>
  fuzzTarget<BcdWeight>({
    name: `scale-bcd, ${form.hasUnitByte ? 6 : 5} bytes`,
    guard: 'grammar',
    isStream: true,
    createParser: () => createBcdParser(form),
    goodFrames: (random) =>
      Array.from({ length: 6 }, () =>
        encodeBcd(
          {
            units: units(random),
            decimals: Math.floor(random() * 5),
            mode: 'weighing',
            isStable: random() < 0.5,
            isOverloaded: random() < 0.1,
            unit: form.hasUnitByte ? pick(random, ['kg', 'lb']) : null,
          },
          form,
        ),
      ),
    holds(bytes, frame) {
      const spelled = Buffer.from(encodeBcd(frame, form));
      // Nought may be sent with a minus.
      const minus = Buffer.from(spelled).fill((spelled[1] ?? 0) | 0x20, 1, 2);
      return [spelled, ...(frame.units === 0 ? [minus] : [])].some((frameBytes) =>
        Buffer.from(bytes).includes(frameBytes),
      );
    },
  });

/** By which a line says that the load rests or moves; null where it cannot. */
const MOTION: Readonly<Record<TextGrammar, readonly [RegExp, RegExp] | null>> = {
  st: [/ST/, /US/],
  and: [/ST/, /US/],
  cas22: [/^ST/, /^US/],
  cas10: null,
  sics: [/^S[A-Z]{0,3} S/, /^S[A-Z]{0,3} D/],
  ohaus: [/^[^?]*$/, /\?/],
  sbi: [/[a-z%]/i, /^.*\d\]? *$/],
  sma: [/^...[^M]/, /^...M/],
  wt1000: [/^0/, /^1/],
  number: null,
};
const OUT_OF_RANGE = /OL|high|low|over|under|\^\^|__|>>|<<|^S[A-Z]{0,3} [+-]|^[OU]/i;

const lines = (grammar: TextGrammar): FuzzTarget =>
  fuzzTarget<Line>({
    name: `text ${grammar}`,
    guard: 'grammar',
    isStream: true,
    createParser: () => createLineParser(GRAMMARS[grammar].read),
    goodFrames: (random) =>
      Array.from({ length: 6 }, () => {
        const value = { units: Math.floor(random() * 109_999) - 10_000, decimals: Math.floor(random() * 4) };
        const range = random() < 0.1 ? 'over' : 'in';
        const shown = {
          value,
          unit: pick(random, ['kg', 'g']),
          isNet: random() < 0.5,
          isMoving: random() < 0.5,
          range,
        };
        return Buffer.from(GRAMMARS[grammar].write(shown as Shown), 'latin1');
      }),
    holds: (bytes, frame) =>
      latin1(bytes)
        .split(/[\r\n]/)
        .some((line) => line !== '' && isLine(line, frame, MOTION[grammar])),
  });

function isLine(line: string, frame: Line, motion: readonly [RegExp, RegExp] | null): boolean {
  if (frame.kind !== 'weight') return true;
  if (!frame.value) return OUT_OF_RANGE.test(line);
  const told = frame.isMoving === null ? undefined : motion?.[frame.isMoving ? 1 : 0];
  if (frame.isMoving !== null && !told?.test(line)) return false;
  const { units, decimals } = frame.value;
  // Some number of the line, brackets and the blank behind its sign left out, is this one to the last digit.
  return [...line.replace(/[[\]]/g, '').matchAll(/([+-]?) *(\d*)(?:\.(\d*))?/g)].some(
    ([, sign, whole = '', fraction = '']) =>
      fraction.length === decimals && Number(`${sign}${whole}${fraction}`) === units && whole + fraction !== '',
  );
}

const wn = fuzzTarget<Line>({
  name: 'yaohua wn',
  guard: 'grammar',
  isStream: true,
  createParser: () => createLineParser(readWn),
  goodFrames: (random) =>
    Array.from({ length: 6 }, () =>
      encodeLine(
        { units: units(random), decimals: Math.floor(random() * 4) },
        pick(random, ['kg', 'lb']),
        pick(random, ['weight', 'net', 'tare']),
      ),
    ),
  holds: (bytes, frame) =>
    latin1(bytes)
      .split(/[\r\n]/)
      .some((line) => /^w[wnt]/.test(line) && isLine(line, frame, null)),
});

export const SCALE_TARGETS: readonly FuzzTarget[] = [
  tf0,
  text('yaohua tF1', 'reversed'),
  text('yaohua tF2', 'forward'),
  wn,
  toledo('on'),
  toledo('auto'),
  bcd({ point: 'places-plus-one', order: 'low-first', hasUnitByte: false }),
  bcd({ point: 'places', order: 'high-first', hasUnitByte: true }),
  ...TEXT_GRAMMARS.map(lines),
];
