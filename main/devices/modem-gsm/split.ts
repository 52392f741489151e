import { septetsOf } from './alphabet.ts';

/** How a text becomes messages: which alphabet, and where a long one is cut. Pure. */

export type Alphabet = 'gsm7' | 'ucs2';

export interface SplitText {
  readonly alphabet: Alphabet;
  readonly parts: readonly string[];
}

/** Units of one message, and of each part of a longer one: its header takes seven septets or six bytes. */
const ROOM = { gsm7: { single: 160, part: 153 }, ucs2: { single: 70, part: 67 } } as const;

/** Cut between characters: an escape stays with its character and a surrogate pair together. */
export function splitText(text: string): SplitText {
  const characters = [...text];
  const alphabet: Alphabet = characters.every((character) => septetsOf(character)) ? 'gsm7' : 'ucs2';
  const unitsOf = (character: string) => (alphabet === 'gsm7' ? (septetsOf(character)?.length ?? 0) : character.length);
  const { single, part: room } = ROOM[alphabet];
  const total = characters.reduce((sum, character) => sum + unitsOf(character), 0);
  if (total <= single) return { alphabet, parts: [text] };
  const parts: string[] = [];
  let part = '';
  let used = 0;
  for (const character of characters) {
    const units = unitsOf(character);
    if (used + units > room) {
      parts.push(part);
      part = '';
      used = 0;
    }
    part += character;
    used += units;
  }
  return { alphabet, parts: [...parts, part] };
}
