import { type ScaleSetting, ToledoProfile, YaohuaProfile } from './config.schema.ts';
import { decimalNumber, rescale } from './framing/frame.ts';
import type { Guess, GuessDoubt, GuessedWeight } from './ports/scale.ts';
import type { Indication } from './scale/machine.ts';
import { BcdScaleProfile } from './scale-bcd/profile.schema.ts';
import { type TEXT_GRAMMARS, TEXT_PRESETS, TextScaleProfile } from './scale-text/profile.schema.ts';

import { createWeightDecoder } from './scales.ts';

/** Bytes of an unknown scale → what it may be. Every known way of reading them is tried; none is preferred by taste. */

/** The stricter stands before the looser: where both read the same weights the stricter one is right. */
const STRICT_FIRST = [
  'cas22',
  'and',
  'wt1000',
  'sma',
  'sics',
  'sbi',
  'st',
  'ohaus',
  'cas10',
  'number',
] as const satisfies readonly (typeof TEXT_GRAMMARS)[number][];

function hypotheses(ask: string): readonly ScaleSetting[] {
  const text = STRICT_FIRST.map((grammar): ScaleSetting => {
    const preset = TEXT_PRESETS.find(({ profile }) => profile.grammar === grammar && (profile.ask ?? '') === ask);
    const usual = preset?.profile ?? TEXT_PRESETS.find(({ profile }) => profile.grammar === grammar)?.profile;
    return { model: 'scale-text', profile: TextScaleProfile.parse({ ...usual, grammar, ask, askMs: undefined }) };
  });
  if (ask) return text;
  return [
    { model: 'toledo', profile: ToledoProfile.parse({}) },
    ...(['tF0', 'wn', 'tF2', 'tF1'] as const).map(
      (form): ScaleSetting => ({ model: 'yaohua', profile: YaohuaProfile.parse({ form }) }),
    ),
    { model: 'scale-bcd', profile: BcdScaleProfile.parse({}) },
    { model: 'scale-bcd', profile: BcdScaleProfile.parse({ point: 'places', hasUnitByte: true }) },
    ...text,
  ];
}

const FEW_FRAMES = 3;
/** Listening begins in the middle of a frame; its rest is no noise. */
const HALF_A_FRAME = 32;
const SHOWN_WEIGHTS = 5;
/** No scale for goods shows finer thousandths or ten thousand tonnes: such figures are another form read backwards. */
const MOST_DECIMALS = 3;
const HEAVIEST = 10_000_000;

/** What these bytes may be, the likeliest first. */
export function guessScale(bytes: Uint8Array, ask = ''): Guess[] {
  return hypotheses(ask)
    .map((setting) => tryOut(setting, bytes))
    .filter((guess) => guess !== undefined)
    .sort((a, b) => b.frames - a.frames);
}

function tryOut(setting: ScaleSetting, bytes: Uint8Array): Guess | undefined {
  const heard: Indication[] = [];
  const decoder = createWeightDecoder(setting, {
    onIndication: (indication) => heard.push(indication),
    onBlank: () => undefined,
  });
  decoder.push(bytes);
  const plausible = heard.filter(isPlausible);
  const last = plausible.at(-1);
  if (!last || plausible.length < heard.length * 0.9) return undefined;
  const noise = Math.max(0, decoder.counts().droppedBytes - HALF_A_FRAME);
  const sharePercent = Math.round((1 - Math.min(1, noise / bytes.length)) * 100);
  const unit = last.unit === 'g' ? 'g' : 'kg';
  return {
    setting: 'unit' in setting.profile ? withUnit(setting, unit) : setting,
    line: null,
    frames: plausible.length,
    sharePercent,
    weights: plausible.slice(-SHOWN_WEIGHTS).map(weightOf),
    doubts: doubtsOf(setting, plausible, sharePercent),
  };
}

function isPlausible({ units, decimals, isOverloaded }: Indication): boolean {
  return isOverloaded || (decimals <= MOST_DECIMALS && Math.abs(units) < HEAVIEST * 10 ** decimals);
}

function withUnit(setting: ScaleSetting, unit: 'kg' | 'g'): ScaleSetting {
  return { ...setting, profile: { ...setting.profile, unit } } as ScaleSetting;
}

function weightOf({ units, decimals, unit, isMoving, isNet, isOverloaded }: Indication): GuessedWeight {
  const grams = unit === 'kg' ? rescale({ units, decimals }, 3) : unit === 'g' ? rescale({ units, decimals }, 0) : null;
  return {
    weightGrams: isOverloaded ? null : grams,
    text: isOverloaded ? '' : `${decimalNumber({ units, decimals }).toFixed(Math.max(0, decimals))} ${unit}`,
    isMoving,
    isNet,
    isOverloaded,
  };
}

function doubtsOf(setting: ScaleSetting, heard: readonly Indication[], sharePercent: number): GuessDoubt[] {
  const doubts: GuessDoubt[] = [];
  if (heard.some(({ unit }) => unit !== 'kg' && unit !== 'g')) doubts.push('wrong-unit');
  else if (namesNoUnit(setting)) doubts.push('unit');
  if (setting.model === 'scale-bcd') doubts.push('point');
  if (heard.every(({ isMoving }) => isMoving === null)) doubts.push('motion');
  if (heard.some(({ isNet }) => isNet)) doubts.push('net');
  if (heard.length < FEW_FRAMES) doubts.push('few');
  if (sharePercent < 90) doubts.push('noise');
  return doubts;
}

function namesNoUnit({ model, profile }: ScaleSetting): boolean {
  if (model === 'yaohua') return profile.form !== 'wn';
  if (model === 'scale-bcd') return !profile.hasUnitByte;
  return model === 'scale-text' && (profile.grammar === 'cas10' || profile.grammar === 'wt1000');
}

/** Whether a guess needs no further search: several frames and hardly anything else on the wire. */
export function isConvincing(guess: Guess | undefined): boolean {
  return guess !== undefined && guess.frames >= FEW_FRAMES && guess.sharePercent >= 70;
}

/** The best guess, and after it those that explain the bytes as well and read other weights from them. */
export function rivals(guesses: readonly Guess[]): Guess[] {
  const [best] = guesses;
  if (!best) return [];
  const read = new Set([lastText(best)]);
  const others = guesses.slice(1).filter((guess) => {
    if (guess.frames < best.frames * 0.9 || read.has(lastText(guess))) return false;
    read.add(lastText(guess));
    return true;
  });
  return [best, ...others];
}

const lastText = (guess: Guess): string => guess.weights.at(-1)?.text ?? '';
