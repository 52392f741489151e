import type { DeviceLink } from './config.schema.ts';
import { toHex } from './framing/frame.ts';
import { type LineSettings, lineText } from './link/line.schema.ts';
import type { Timers } from './link/timers.ts';
import type { Detection, DetectProgress, Guess } from './ports/scale.ts';
import { guessScale, isConvincing, rivals } from './scale-guess.ts';
import { questionBytes } from './scale-text/driver.ts';
import { TEXT_PRESETS } from './scale-text/profile.schema.ts';
import { type Connection, LinkFailure, type Transport } from './transport/transport.ts';

export interface DetectOptions {
  /** Null where the wire has no settings. */
  readonly lines: readonly (LineSettings | null)[];
  transport(line: LineSettings | null): Transport;
  readonly timers: Timers;
  readonly now: () => number;
  onProgress(progress: DetectProgress): void;
  readonly signal: AbortSignal;
}

const line = (baud: number, frame: '8N1' | '7E1'): LineSettings =>
  frame === '8N1'
    ? { baud, parity: 'none', dataBits: 8, stopBits: 1 }
    : { baud, parity: 'even', dataBits: 7, stopBits: 1 };

/** The commonest first; what 7E1 sends is recognised on 8N1 as well, by the eighth bit. */
const SCALE_LINES: readonly LineSettings[] = [
  line(9600, '8N1'),
  line(2400, '7E1'),
  line(4800, '8N1'),
  line(2400, '8N1'),
  line(1200, '8N1'),
  line(19_200, '8N1'),
  line(9600, '7E1'),
  line(4800, '7E1'),
  line(600, '8N1'),
];

/** The settings of the link itself first: somebody may have read them off the scale. */
export function linesToTry(link: DeviceLink): readonly (LineSettings | null)[] {
  if (link.type !== 'serial') return [null];
  const { baud, parity, dataBits, stopBits } = link;
  const own = { baud, parity, dataBits, stopBits };
  return [own, ...SCALE_LINES.filter((line) => lineText(line) !== lineText(own))];
}

const LISTEN_MS = 2000;
/** From a question to its answer; asked this often in a row once a weight comes. */
const ANSWER_MS = 300;
const ASK_TIMES = 3;
const SAMPLE_BYTES = 48;
/** SIR would leave the scale sending. What has no line end comes last: it would spoil the question after it. */
const QUESTIONS = [
  ...new Set(TEXT_PRESETS.flatMap(({ profile: { ask = '' } }) => (ask && !/SIR/.test(ask) ? [ask] : []))),
].sort((a, b) => Number(isEnded(b)) - Number(isEnded(a)) || Number(/SI/.test(b)) - Number(/SI/.test(a)));

function isEnded(ask: string): boolean {
  return /\\[rn]$/.test(ask);
}

interface Heard {
  readonly bytes: Uint8Array;
  readonly ask: string;
}

/**
 * Listens two seconds at each speed, asks where nothing is heard, and keeps what explains the most. Ends early once
 * something is beyond doubt. Fails with the signal's reason when cancelled.
 */
export async function detectScale(options: DetectOptions): Promise<Detection> {
  const { lines, onProgress, signal } = options;
  let guesses: Guess[] = [];
  let heardBytes = 0;
  let sample = '';
  for (const [tried, settings] of lines.entries()) {
    onProgress({ tried, total: lines.length, line: settings });
    const heard = await hear(settings, options);
    signal.throwIfAborted();
    if ('code' in heard)
      return { outcome: 'unreachable', guesses: [], heardBytes, sample, problem: problemOf(heard, options.now()) };
    heardBytes += heard.bytes.length;
    sample ||= toHex(heard.bytes.subarray(0, SAMPLE_BYTES), ' ');
    guesses = [...guesses, ...guessesOf(heard, settings)].sort((a, b) => b.frames - a.frames);
    if (isConvincing(guesses[0])) break;
  }
  onProgress({ tried: lines.length, total: lines.length, line: null });
  const found = rivals(guesses);
  const outcome = found.length > 1 ? 'ambiguous' : found.length === 1 ? 'found' : heardBytes > 0 ? 'unknown' : 'silent';
  return { outcome, guesses: found, heardBytes, sample: outcome === 'unknown' ? sample : '', problem: null };
}

function problemOf({ code, message }: LinkFailure, at: number) {
  return { code, detail: message, at };
}

function guessesOf({ bytes, ask }: Heard, settings: LineSettings | null): Guess[] {
  const plain = guessScale(bytes, ask).map((guess) => ({ ...guess, line: settings }));
  const parity = settings?.dataBits === 8 && settings.parity === 'none' ? parityOf(bytes) : undefined;
  if (!settings || !parity) return plain;
  const seven = guessScale(
    bytes.map((byte) => byte & 0x7f),
    ask,
  );
  return [...plain, ...seven.map((guess) => ({ ...guess, line: { ...settings, parity, dataBits: 7 as const } }))];
}

/** Seven bits and a parity bit heard as eight: then every byte has the same parity, and some have the eighth bit. */
function parityOf(bytes: Uint8Array): 'even' | 'odd' | undefined {
  if (bytes.length < 16 || !bytes.some((byte) => byte > 0x7f)) return undefined;
  const odd = bytes.filter((byte) => byte.toString(2).replaceAll('0', '').length % 2 === 1).length;
  return odd === 0 ? 'even' : odd === bytes.length ? 'odd' : undefined;
}

/** What comes by itself within two seconds, or else what answers one of the questions. */
async function hear(settings: LineSettings | null, options: DetectOptions): Promise<Heard | LinkFailure> {
  const parts: Uint8Array[] = [];
  let lost: LinkFailure | undefined;
  let connection: Connection;
  try {
    connection = await options.transport(settings).open({
      onData: (bytes) => void parts.push(Uint8Array.from(bytes)),
      onLost: (failure) => {
        lost = failure;
      },
    });
  } catch (failure) {
    return failure instanceof LinkFailure ? failure : new LinkFailure('other', String(failure));
  }
  try {
    await wait(LISTEN_MS, options);
    for (const ask of parts.length > 0 ? [] : QUESTIONS) {
      const before = parts.length;
      const answer = () => Buffer.concat(parts.slice(before));
      for (let times = 0; times < ASK_TIMES && (times === 0 || guessScale(answer(), ask).length > 0); times++) {
        connection.write(questionBytes(ask));
        await wait(ANSWER_MS, options);
      }
      if (guessScale(answer(), ask).length > 0) return lost ?? { bytes: answer(), ask };
    }
    return lost ?? { bytes: Buffer.concat(parts), ask: '' };
  } finally {
    await connection.close();
  }
}

function wait(ms: number, { timers, signal }: DetectOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => {
      cancel();
      reject(signal.reason);
    };
    const cancel = timers.after(ms, () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    signal.addEventListener('abort', stop);
  });
}
