import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { PayerOptions } from './payer.ts';

const PAYER = path.join(import.meta.dirname, 'payer.ts');
/** A paying process that hangs is ended, so that its test fails instead of waiting. */
const LIFETIME_MS = 120_000;

export interface Payer {
  readonly process: ChildProcess;
  /** Numbers of the payments acknowledged so far. */
  readonly acknowledged: number[];
  /** The next line that is no acknowledgement; undefined when the process has ended. */
  nextLine(): Promise<string | undefined>;
  say(order: 'go on' | 'inspect'): void;
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** Starts a paying process; `wrap` puts another program in front of it. */
export function startPayer(
  options: PayerOptions,
  {
    wrap = [],
    env = {},
    onAcknowledged,
  }: { wrap?: readonly string[]; env?: NodeJS.ProcessEnv; onAcknowledged?(n: number): void } = {},
): Payer {
  const [program = '', ...args] = [...wrap, process.execPath, PAYER, JSON.stringify(options)];
  const child = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: LIFETIME_MS,
    killSignal: 'SIGKILL',
    env: { ...process.env, ...env },
  });
  // A killed process leaves the order it never read behind.
  child.stdin.on('error', () => undefined);
  const acknowledged: number[] = [];
  const lines: string[] = [];
  let wake: () => void = () => undefined;
  let isOver = false;
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => {
    const n = /^ack (\d+)$/.exec(line)?.[1];
    if (n !== undefined) {
      acknowledged.push(Number(n));
      onAcknowledged?.(Number(n));
    } else {
      lines.push(line);
      wake();
    }
  });
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      isOver = true;
      wake();
      resolve(signal ?? code ?? 1);
    });
  });
  return {
    process: child,
    acknowledged,
    async nextLine() {
      while (lines.length === 0 && !isOver)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      return lines.shift();
    },
    say: (line) => child.stdin.write(`${line}\n`),
    ended,
  };
}
