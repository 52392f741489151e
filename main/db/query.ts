import type Database from 'better-sqlite3';
import type { z } from 'zod';
import type { ReadDb, SqlParams, SqlValue, WriteDb } from './types.ts';

/**
 * Statements are declared once, at module level, with the row they return. They are prepared on first use per
 * connection. `declaredStatements` lets a test prepare all of them on the migrated schema and compare their columns
 * with their row schema, so rows need no parsing at run time.
 */
interface Declared {
  readonly text: string;
  readonly columns: readonly string[] | null;
}

export const declaredStatements: Declared[] = [];
const prepared = new WeakMap<object, Map<string, Database.Statement>>();

function declare(text: string, row: z.ZodObject | null): void {
  declaredStatements.push({ text, columns: row ? Object.keys(row.shape) : null });
}

function statement(db: ReadDb, text: string): Database.Statement {
  let byText = prepared.get(db);
  if (!byText) {
    byText = new Map();
    prepared.set(db, byText);
  }
  let found = byText.get(text);
  if (!found) {
    found = db.prepare(text);
    byText.set(text, found);
  }
  return found;
}

/** All rows. */
export function many<R extends z.ZodObject>(row: R, text: string): (db: ReadDb, params?: SqlParams) => z.infer<R>[] {
  declare(text, row);
  return (db, params = {}) => statement(db, text).all(params) as z.infer<R>[];
}

/** The first row, or undefined. */
export function maybe<R extends z.ZodObject>(
  row: R,
  text: string,
): (db: ReadDb, params?: SqlParams) => z.infer<R> | undefined {
  declare(text, row);
  return (db, params = {}) => statement(db, text).get(params) as z.infer<R> | undefined;
}

/** Exactly one row: its absence is a bug (use `maybe` where absence is possible). */
export function one<R extends z.ZodObject>(row: R, text: string): (db: ReadDb, params?: SqlParams) => z.infer<R> {
  const find = maybe(row, text);
  return (db, params = {}) => {
    const found = find(db, params);
    if (found === undefined) throw new Error(`expected a row: ${text}`);
    return found;
  };
}

/** Rows one by one, for exports and verification over large tables. */
export function iterate<R extends z.ZodObject>(
  row: R,
  text: string,
): (db: ReadDb, params?: SqlParams) => IterableIterator<z.infer<R>> {
  declare(text, row);
  return (db, params = {}) => statement(db, text).iterate(params) as IterableIterator<z.infer<R>>;
}

/** A write without RETURNING; answers the number of rows changed. */
export function run(text: string): (db: WriteDb, params?: SqlParams) => number {
  declare(text, null);
  return (db, params = {}) => statement(db, text).run(params).changes;
}

/** An INSERT into a table with an integer key; answers the new key. */
export function insert(text: string): (db: WriteDb, params?: SqlParams) => number {
  declare(text, null);
  return (db, params = {}) => Number(statement(db, text).run(params).lastInsertRowid);
}

/** Rows of one statement where many go into a table: each statement costs more than a row. */
const ROWS = 50;

/** What rows of one statement have alike, and what to do with a row that is there already. */
interface RowOptions<S extends string> {
  readonly same?: Readonly<Record<S, string>>;
  readonly conflict?: string;
}

/**
 * Many rows into a table, in their order. `columns` says for each key of a row which column it fills; those of `same` are
 * handed over once a statement, because handing over a value costs as much as storing it.
 */
export function insertRows<K extends string, S extends string = never>(
  table: string,
  columns: Readonly<Record<K, string>>,
  { same, conflict = '' }: RowOptions<S> = {},
): (
  db: WriteDb,
  rows: readonly Readonly<Record<K, SqlValue>>[],
  ...of: [S] extends [never] ? [] : [Readonly<Record<S, SqlValue>>]
) => void {
  const keys = Object.keys(columns) as K[];
  const named = Object.keys(same ?? {}) as S[];
  const marks = `(${[...keys.map(() => '?'), ...named.map((key) => `:${key}`)].join(', ')})`;
  const head = `INSERT INTO ${table} (${[...Object.values(columns), ...Object.values(same ?? {})].join(', ')}) VALUES`;
  const single = `${head} ${marks} ${conflict}`;
  const full = `${head} ${Array.from({ length: ROWS }, () => marks).join(', ')} ${conflict}`;
  declare(single, null);
  return (db, rows, ...[of = {}]) => {
    const cut = rows.length - (rows.length % ROWS);
    for (let i = 0; i < cut; i += ROWS) statement(db, full).run(valuesOf(rows, i, i + ROWS, keys), of);
    for (let i = cut; i < rows.length; i++) statement(db, single).run(valuesOf(rows, i, i + 1, keys), of);
  };
}

function valuesOf<K extends string>(
  rows: readonly Readonly<Record<K, SqlValue>>[],
  from: number,
  to: number,
  keys: readonly K[],
): SqlValue[] {
  const values: SqlValue[] = [];
  for (let i = from; i < to; i++) {
    const row = rows[i];
    if (row) for (const key of keys) values.push(row[key]);
  }
  return values;
}
