import { schemaVersion } from './migrate.ts';
import type { ReadDb } from './types.ts';

const RANK = "CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 WHEN 'view' THEN 2 ELSE 3 END";

/**
 * The schema as text, each object after its table, so that a change shows as a small difference. The copy in
 * schema.snapshot.sql is for reading and for review; nothing executes it.
 */
export function schemaText(db: ReadDb): string {
  const statements = db
    .prepare(`SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, ${RANK}, name`)
    .pluck()
    .all() as string[];
  const head = `-- Schema at version ${schemaVersion(db)}, written by "node main/tools/schema-snapshot.ts".`;
  return `${[head, ...statements.map((statement) => `${statement};`)].join('\n\n')}\n`;
}
