import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { migrate } from '../db/migrate.ts';
import { MIGRATIONS } from '../db/migrations/index.ts';
import { openWriting } from '../db/open.ts';
import { schemaText } from '../db/schema.ts';

/** Rewrites the snapshot after a migration was added: `npx node main/tools/schema-snapshot.ts`. */
const FILE = path.resolve(import.meta.dirname, '../db/schema.snapshot.sql');

const db = openWriting(':memory:');
migrate(db, MIGRATIONS);
writeFileSync(FILE, schemaText(db));
db.close();
