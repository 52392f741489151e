/**
 * What is said to a printer, cut into texts and commands. It serves the simulator and the explanation of recorded bytes;
 * a printer never speaks these.
 */
export type Said =
  | { readonly kind: 'text'; readonly bytes: readonly number[] }
  | { readonly kind: 'line' }
  /** "ESC a": the command by its name, its fixed bytes, and what follows where it carries data. */
  | {
      readonly kind: 'command';
      readonly name: string;
      readonly args: readonly number[];
      readonly data: readonly number[];
    }
  | { readonly kind: 'unknown'; readonly bytes: readonly number[] };

export interface CommandParser {
  push(bytes: Uint8Array): Said[];
  /** Bytes of a command that has begun and not ended. */
  pending(): number;
}

const PREFIXES: Readonly<Record<number, string>> = { 16: 'DLE', 27: 'ESC', 28: 'FS', 29: 'GS' };

/** Fixed bytes after the name. Commands that carry data stand in `DATA`. */
const ARGS: Readonly<Record<string, number>> = {
  ...sized('ESC', { '@': 0, 2: 0, L: 0, S: 0, i: 0, m: 0, '<': 0, v: 0, p: 3, B: 2, $: 2, '\\': 2, c: 2 }),
  ...sized('ESC', one('aEGMdJtR=3-{Ve!r ')),
  ...sized('FS', { '&': 0, '.': 0, S: 2, p: 2, ...one('!-W') }),
  ...sized('GS', { L: 2, W: 2, P: 2, '/': 1, ...one('!BHhwfraI') }),
  'DLE \u0004': 1,
  'DLE \u0005': 1,
  'DLE \u0014': 3,
};

function sized(prefix: string, sizes: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(sizes).map(([letter, size]) => [`${prefix} ${letter}`, size]));
}

function one(letters: string): Record<string, number> {
  return Object.fromEntries([...letters].map((letter) => [letter, 1]));
}

type Cut = { readonly args: number[]; readonly data: number[]; readonly end: number };

/** Where the data of a command ends; undefined while it has not all come. `at` is the first byte after the name. */
const DATA: Readonly<Record<string, (bytes: readonly number[], at: number) => Cut | undefined>> = {
  'GS V': (bytes, at) => {
    const mode = bytes[at];
    return mode === undefined ? undefined : part(bytes, at, mode >= 65 ? 2 : 1, 0);
  },
  'GS k': (bytes, at) => {
    const system = bytes[at];
    if (system === undefined) return undefined;
    if (system >= 65) return bytes[at + 1] === undefined ? undefined : part(bytes, at, 2, bytes[at + 1] ?? 0);
    const end = bytes.indexOf(0, at + 1);
    return end < 0 ? undefined : { args: [system], data: bytes.slice(at + 1, end), end: end + 1 };
  },
  'GS (': (bytes, at) => {
    const [, low, high] = bytes.slice(at, at + 3);
    return low === undefined || high === undefined ? undefined : part(bytes, at, 3, low + high * 256);
  },
  'GS v': (bytes, at) => {
    const [, , xl, xh, yl, yh] = bytes.slice(at, at + 6);
    if (xl === undefined || xh === undefined || yl === undefined || yh === undefined) return undefined;
    return part(bytes, at, 6, (xl + xh * 256) * (yl + yh * 256));
  },
  'ESC *': (bytes, at) => {
    const [mode, low, high] = bytes.slice(at, at + 3);
    if (mode === undefined || low === undefined || high === undefined) return undefined;
    return part(bytes, at, 3, (low + high * 256) * (mode >= 32 ? 3 : 1));
  },
  'ESC D': (bytes, at) => {
    const end = bytes.indexOf(0, at);
    return end < 0 ? undefined : { args: [], data: bytes.slice(at, end), end: end + 1 };
  },
};

function part(bytes: readonly number[], at: number, args: number, data: number): Cut | undefined {
  const end = at + args + data;
  if (bytes.length < end) return undefined;
  return { args: bytes.slice(at, at + args), data: bytes.slice(at + args, end), end };
}

export function createCommandParser(): CommandParser {
  let kept: number[] = [];
  return {
    push(bytes) {
      kept = [...kept, ...bytes];
      const said: Said[] = [];
      let at = 0;
      for (;;) {
        const found = nextOf(kept, at);
        if (!found) break;
        if (found.said) said.push(found.said);
        at = found.end;
      }
      kept = kept.slice(at);
      return said;
    },
    pending: () => kept.length,
  };
}

function nextOf(bytes: readonly number[], at: number): { said?: Said; end: number } | undefined {
  const byte = bytes[at];
  if (byte === undefined) return undefined;
  const prefix = PREFIXES[byte];
  if (prefix) return commandAt(bytes, at, prefix);
  if (byte === 0x0a) return { said: { kind: 'line' }, end: at + 1 };
  // CR, HT, FF, CAN, NUL: nothing that these receipts need.
  if (byte < 0x20) return { end: at + 1 };
  let end = at;
  while (end < bytes.length && (bytes[end] ?? 0) >= 0x20) end++;
  return { said: { kind: 'text', bytes: bytes.slice(at, end) }, end };
}

function commandAt(bytes: readonly number[], at: number, prefix: string): { said: Said; end: number } | undefined {
  const letter = bytes[at + 1];
  if (letter === undefined) return undefined;
  const name = `${prefix} ${String.fromCharCode(letter)}`;
  const size = ARGS[name];
  const cut = size === undefined ? DATA[name]?.(bytes, at + 2) : part(bytes, at + 2, size, 0);
  if (cut) return { said: { kind: 'command', name, args: cut.args, data: cut.data }, end: cut.end };
  if (size !== undefined || DATA[name]) return undefined;
  return { said: { kind: 'unknown', bytes: [...bytes.slice(at, at + 2)] }, end: at + 2 };
}
