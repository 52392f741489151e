import os from 'node:os';
import type { z } from 'zod';
import { ledgerFile, openReading } from '../db/open.ts';
import type { ReadDb } from '../db/types.ts';
import type { Actor } from '../db/writer.ts';
import { errorText, terminalLang } from '../server/error-text.ts';
import { isStationError, StationError } from '../shared/error-codes.ts';

/** Exit codes of every command; `help` prints them. */
export const EXIT = { done: 0, refused: 1, usage: 2, unsound: 3, bug: 70 } as const;

/** Who the audit trail names for what the command line does: the person logged in to the computer. */
export function cliActor(): Actor {
  return { userId: null, name: os.userInfo().username, via: 'cli' };
}

/** Prints the result: the data as one JSON document with --json, the sentence otherwise. */
export function emit(options: { json?: boolean }, data: unknown, sentence: string): void {
  process.stdout.write(options.json ? `${JSON.stringify(data)}\n` : `${sentence}\n`);
}

/** Runs a command's work and turns a refusal into its sentence and exit code 1, a bug into 70. */
export function guarded<A extends unknown[]>(
  work: (...args: A) => Promise<number | undefined> | number | undefined,
): (...args: A) => Promise<void> {
  return async (...args) => {
    try {
      process.exitCode = (await work(...args)) ?? EXIT.done;
    } catch (error) {
      const isRefusal = isStationError(error);
      const wantsJson = process.argv.includes('--json');
      const text = errorText(error, terminalLang());
      if (wantsJson)
        process.stdout.write(
          `${JSON.stringify({ error: isRefusal ? { code: error.code, params: error.params, text } : { code: 'bug', text } })}\n`,
        );
      process.stderr.write(isRefusal ? `${text}\n` : `${(error as Error).stack ?? text}\n`);
      process.exitCode = isRefusal ? EXIT.refused : EXIT.bug;
    }
  };
}

/** Works on a ledger without opening its station: beside a running one, or on a copy. */
export function withLedger<T>(folder: string, work: (db: ReadDb) => T): T {
  const db = openReading(ledgerFile(folder));
  try {
    return work(db);
  } finally {
    db.close();
  }
}

export async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Checks what was given on the command line or on stdin; refuses 'input.invalid' naming the field. */
export function parsed<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new StationError('input.invalid', { field: issue?.path.join('.') ?? '', reason: issue?.message ?? '' });
}
