import { createHash } from 'node:crypto';
import { type Migration, migrate } from '../../main/db/migrate.ts';
import { MIGRATIONS } from '../../main/db/migrations/index.ts';
import { openWriting } from '../../main/db/open.ts';
import type { ReadDb, SqlValue } from '../../main/db/types.ts';

export type Row = Readonly<Record<string, SqlValue>>;

/** A database one step before a migration. */
export function stepTo(version: number): Disposable & { readonly db: ReadDb; upgrade(): void } {
  const db = openWriting(':memory:');
  migrate(
    db,
    MIGRATIONS.filter((migration) => migration.version < version),
  );
  return {
    db,
    upgrade: () =>
      migrate(
        db,
        MIGRATIONS.filter((migration) => migration.version <= version),
      ),
    [Symbol.dispose]: () => db.close(),
  };
}

export function add(db: ReadDb, table: string, row: Row): number {
  const columns = Object.keys(row);
  return Number(
    db
      .prepare(
        `INSERT INTO "${table}" (${columns.join(', ')}) VALUES (${columns.map((name) => `:${name}`).join(', ')})`,
      )
      .run(row).lastInsertRowid,
  );
}

/** Every row of every table, in a stable order. */
export function contents(db: ReadDb): Record<string, unknown[]> {
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as string[];
  const inOrder = (rows: unknown[]) => rows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return Object.fromEntries(tables.map((table) => [table, inOrder(db.prepare(`SELECT * FROM "${table}"`).all())]));
}

/** Identifies what a migration does. A released one must keep it for ever. */
export function hashOf({ version, name, up }: Migration): string {
  return createHash('sha256')
    .update(JSON.stringify([version, name, up.toString()]))
    .digest('hex');
}
