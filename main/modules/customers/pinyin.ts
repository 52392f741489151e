import { pinyin, polyphonic } from 'pinyin-pro';

/** Rare readings multiply with the length of a name; more than this finds nobody sooner. */
const MOST_READINGS = 8;
const OPTIONS = { toneType: 'none', type: 'array', v: true } as const;

/** Passports and many keyboards write ü as yu or u: 吕 is found by lv, lyu and lu. */
const U_UMLAUT: Readonly<Record<string, readonly string[]>> = {
  lv: ['lyu', 'lu'],
  nv: ['nyu', 'nu'],
  lve: ['lue'],
  nve: ['nue'],
};

const HAN = /\p{Script=Han}/u;
const cache = new Map<string, readonly (readonly string[])[]>();
const CACHED = 20_000;

/**
 * The pinyin readings of a name or a place, each a list of syllables without tones; the first takes the beginning as
 * a surname (单 shan, 仇 qiu, 解 xie, 曾 zeng), the others exchange one character's reading for another it has.
 * Letters and digits between the characters stay as they are. A text without a Chinese character has none.
 */
export function readingsOf(text: string): readonly (readonly string[])[] {
  if (!HAN.test(text)) return [];
  const known = cache.get(text);
  if (known) return known;
  const readings = allReadings(text);
  if (cache.size >= CACHED) cache.clear();
  cache.set(text, readings);
  return readings;
}

function allReadings(text: string): readonly (readonly string[])[] {
  const characters = [...text];
  const likely = pinyin(text, { ...OPTIONS, mode: 'surname' });
  const found = new Map<string, readonly string[]>();
  const add = (syllables: readonly string[]): void => {
    const joined = joinLatin(syllables, characters);
    if (found.size < MOST_READINGS) found.set(joined.join(' '), joined);
  };
  add(likely);
  add(pinyin(text, OPTIONS));
  const others = polyphonic(text, OPTIONS);
  for (const [i, syllable] of likely.entries())
    for (const other of [...(U_UMLAUT[syllable] ?? []), ...(others[i] ?? [])])
      if (other !== syllable) add(likely.with(i, other));
  return [...found.values()];
}

/** pinyin-pro answers one element a character; Latin letters and digits in a row are one syllable here. */
function joinLatin(syllables: readonly string[], characters: readonly string[]): readonly string[] {
  if (characters.every((character) => HAN.test(character))) return syllables;
  const joined: string[] = [];
  for (const [i, syllable] of syllables.entries()) {
    const continues = i > 0 && !HAN.test(characters[i] ?? '') && !HAN.test(characters[i - 1] ?? '');
    if (continues) joined[joined.length - 1] += syllable;
    else joined.push(syllable);
  }
  return joined;
}
