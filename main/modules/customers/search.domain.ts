import type { SearchKind } from './customers.schema.ts';

/** A key of one account and what it is the key of. */
export interface SearchKey {
  readonly key: string;
  readonly kind: SearchKind;
}

/** What a typed word looks for: keys that begin with `key`, or are equal to it. */
export interface Probe {
  readonly key: string;
  readonly isWhole: boolean;
}

/** One typed word; any of its probes will do. */
export type QueryWord = readonly Probe[];

const LONGEST_TEXT = 100;
const LONGEST_KEY = 60;
const MOST_WORDS = 6;
/** Fewer last digits than this match too many telephones; meter plates are long and need one more. */
const PHONE_TAIL = 4;
const METER_TAIL = 5;
/** Stand before reversed keys. No normalised word contains them, so an end is never mistaken for a beginning. */
const PHONE_REVERSED = '<';
const METER_REVERSED = '>';
/** Behind every key that begins with the text before it: the last code point in SQLite's byte order. */
const LAST = '\u{10FFFF}';

const U_UMLAUT = /[üǖǘǚǜ]/g;
const DASHES = /[‐-―−~/\\.。、,#_:·]/g;
/** 3栋2单元501室, 3号楼, A座: the words between the figures of a door, only behind a figure or a Latin letter. */
const DOOR_WORDS = /(?<=[0-9a-z])(?:号楼|号院|单元|栋|幢|座|楼|层|号|室|房|户)/g;

/**
 * One form for everything typed or stored: width, case, accents and tones gone, door words and separators are one
 * dash, the rest letters and digits only. The beginning of a text becomes the beginning of its key, so that a search
 * narrows with every letter typed.
 */
export function normalise(text: string): string {
  return text
    .slice(0, LONGEST_TEXT)
    .normalize('NFKC')
    .toLowerCase()
    .replace(U_UMLAUT, 'v')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .replace(DASHES, '-')
    .replace(DOOR_WORDS, '-')
    .replace(/[^\p{L}\p{N}-]/gu, '')
    .replace(/-{2,}/g, '-')
    .replace(/^-/, '')
    .slice(0, LONGEST_KEY);
}

const trimmed = (key: string): string => key.replace(/-$/, '');
const compact = (key: string): string => key.replaceAll('-', '');
const reversed = (mark: string, digits: string): string => mark + [...digits].reverse().join('');

/** 13800138000 for +86 138-0013-8000. */
function bareDigits(text: string): string {
  const digits = text.normalize('NFKC').replace(/\D/g, '');
  return /^(?:00)?86(1\d{10})$/.exec(digits)?.[1] ?? digits;
}

/** The numbers in a telephone field: several may stand in it, each written with spaces, dashes or brackets. */
export function phoneNumbers(field: string): string[] {
  const found = new Set<string>();
  for (const part of field.normalize('NFKC').split(/[/,;、|，；]/)) {
    const pieces = part.trim().split(/\s+/);
    const areAllNumbers = pieces.length > 1 && pieces.every((piece) => bareDigits(piece).length >= 7);
    for (const number of areAllNumbers ? pieces : [part]) {
      const digits = bareDigits(number);
      if (digits.length < 3) continue;
      found.add(digits);
      const local = /^\s*\(?0\d{2,3}[-)\s]\s*(\d{7,8})\s*$/.exec(number)?.[1];
      if (local) found.add(local);
    }
  }
  return [...found];
}

/** The parts of a name that are looked for on their own: 阿不都·热合曼 is also found by 热合曼. */
export function nameParts(name: string): string[] {
  const parts = name
    .normalize('NFKC')
    .split(/[\s·•・.()-]+/u)
    .map((part) => compact(normalise(part)))
    .filter(Boolean);
  return [...new Set([parts.join(''), ...parts])].filter(Boolean);
}

/** Every spelling of a door: 3-2-501, 32501, and for a named estate its initials or no name at all. */
function doorKeys(doorNo: string, readingsOf: (text: string) => readonly (readonly string[])[]): string[] {
  const door = trimmed(normalise(doorNo));
  const keys = [door];
  const [, estate = '', rest = ''] = /^([^0-9a-z-]+)-?(.*)$/.exec(door) ?? [];
  if (estate && rest) keys.push(rest);
  if (estate)
    for (const syllables of readingsOf(estate))
      keys.push(syllables.map((s) => s[0] ?? '').join('') + rest, syllables.join('') + rest);
  return keys.flatMap((key) => [key, compact(key)]);
}

export interface SearchSubject {
  readonly customerName: string;
  readonly phone: string;
  readonly doorNo: string;
  readonly accountNo: string;
}

/**
 * The keys of an account without its meters.
 * @param readingsOf the readings of a text, each a list of syllables, the most likely first
 */
export function accountKeys(
  subject: SearchSubject,
  readingsOf: (text: string) => readonly (readonly string[])[],
): SearchKey[] {
  const keys: SearchKey[] = [];
  const add = (kind: SearchKind, key: string): void => {
    if (key) keys.push({ kind, key: key.slice(0, LONGEST_KEY) });
  };
  const parts = nameParts(subject.customerName);
  for (const part of parts) {
    add('name', part);
    for (const syllables of readingsOf(part)) {
      const full = syllables.join('');
      if (full === part) continue;
      add('pinyin', full);
      add('initials', syllables.map((s) => s[0] ?? '').join(''));
    }
  }
  for (const digits of phoneNumbers(subject.phone)) {
    add('phone', digits);
    if (digits.length >= PHONE_TAIL) add('phone-tail', reversed(PHONE_REVERSED, digits));
  }
  for (const key of doorKeys(subject.doorNo, readingsOf)) add('door', key);
  for (const key of new Set([trimmed(normalise(subject.accountNo)), compact(normalise(subject.accountNo))]))
    add('account', key);
  return distinct(keys);
}

export function meterKeys(meterNo: string): SearchKey[] {
  const key = compact(normalise(meterNo));
  const digits = /\d+$/.exec(key)?.[0] ?? '';
  const keys: SearchKey[] = key ? [{ kind: 'meter', key }] : [];
  if (digits.length >= METER_TAIL) keys.push({ kind: 'meter-tail', key: reversed(METER_REVERSED, digits) });
  return keys;
}

function distinct(keys: readonly SearchKey[]): SearchKey[] {
  return [...new Map(keys.map((key) => [`${key.kind} ${key.key}`, key])).values()];
}

/**
 * What is typed into the search box, word by word; all words must match. Letters, characters or digits parted by blanks
 * are first taken as one word ("wang wei", "王 伟", "138 0013 8000"), then each for itself. Nothing searchable, or more
 * words than a person means, gives no way to read it: the box then shows nothing rather than everything.
 */
export function parseQuery(text: string): QueryWord[][] {
  const typed = text
    .slice(0, LONGEST_TEXT)
    .normalize('NFKC')
    .split(/[\s\p{Cc}]+/u);
  const words = typed.map(normalise).filter(Boolean);
  const readings = [joinNeighbours(words), words].map((list) => [...new Set(list)]);
  const unique = new Map(readings.map((list) => [list.join(' '), list]));
  return [...unique.values()]
    .filter((list) => list.length > 0 && list.length <= MOST_WORDS)
    .map((list) => list.map(probesOf));
}

function joinNeighbours(words: readonly string[]): string[] {
  const joined: string[] = [];
  let previous = '';
  for (const word of words) {
    const script = scriptOf(word);
    if (script && script === previous) joined[joined.length - 1] += word;
    else joined.push(word);
    previous = script;
  }
  return joined;
}

function scriptOf(word: string): 'latin' | 'digits' | 'han' | '' {
  if (/^[a-z]+$/.test(word)) return 'latin';
  if (/^\d+$/.test(word)) return 'digits';
  return /^\p{Script=Han}+$/u.test(word) ? 'han' : '';
}

function probesOf(word: string): QueryWord {
  const probes: Probe[] = [];
  const add = (key: string, isWhole: boolean): void => {
    if (key && !probes.some((probe) => probe.key === key)) probes.push({ key, isWhole });
  };
  const bare = compact(word);
  const isNumber = /^\d+$/.test(bare);
  // "3栋" is building 3 and not 30; it is also a door that ends there.
  add(word, false);
  if (word.endsWith('-')) add(trimmed(word), true);
  // A dash in a telephone or a name says nothing; in a short figure it parts building and room.
  if (word.includes('-') && (isNumber ? bare.length >= 7 : true)) add(bare, false);
  if (isNumber) {
    const digits = bareDigits(bare);
    add(digits === bare ? '' : digits, false);
    const isEnd = bare === word || bare.length >= 7;
    if (isEnd && digits.length >= PHONE_TAIL) add(reversed(PHONE_REVERSED, digits), false);
    if (isEnd && digits.length >= METER_TAIL) add(reversed(METER_REVERSED, digits), false);
  }
  return probes;
}

export function isTail(probe: Probe): boolean {
  return probe.key.startsWith(PHONE_REVERSED) || probe.key.startsWith(METER_REVERSED);
}

/** Half-open range of keys a probe reads. */
export function keyRange(probe: Probe): { from: string; to: string } {
  return { from: probe.key, to: probe.isWhole ? `${probe.key}\u0000` : probe.key + LAST };
}
