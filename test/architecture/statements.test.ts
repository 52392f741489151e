import { globSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import '../../main/api/router.ts';
import { declaredStatements, many, run } from '../../main/db/query.ts';
import type { ReadDb } from '../../main/db/types.ts';
import { makeStation } from '../support/station.ts';
import { ROOT } from './sources.ts';

type Declared = (typeof declaredStatements)[number];

/** Every file that may hold SQL, loaded, so that its statements are declared. */
beforeAll(async () => {
  for (const file of globSync('main/**/{*.store,rows}.ts', { cwd: ROOT })) await import(path.join(ROOT, file));
});

function statementFindings(db: ReadDb, declared: readonly Declared[]): string[] {
  return declared.flatMap(({ text, columns }) => {
    const short = text.replace(/\s+/g, ' ').slice(0, 100);
    try {
      const statement = db.prepare(text);
      if (!columns) return statement.reader ? [`returns rows nobody declared: ${short}`] : [];
      if (!statement.reader) return [`returns no rows: ${short}`];
      const actual = statement.columns().map((column) => column.name);
      const differs = [...actual].sort().join() !== [...columns].sort().join();
      return differs ? [`returns (${actual.join(', ')}), its row says (${columns.join(', ')}): ${short}`] : [];
    } catch (error) {
      return [`${(error as Error).message}: ${short}`];
    }
  });
}

test('every declared statement prepares on the migrated schema and returns the columns of its row', async () => {
  await using ann = makeStation();
  expect(declaredStatements.length).toBeGreaterThan(30);
  expect(statementFindings(ann.station.db, declaredStatements)).toEqual([]);
});

test('the guard notices a missing column, a different row, rows nobody reads and a row that never comes', async () => {
  await using ann = makeStation();
  const before = declaredStatements.length;
  const Id = z.object({ id: z.number() });
  many(Id, 'SELECT id, absent FROM entry');
  many(Id, 'SELECT id, memo FROM entry');
  many(Id, 'SELECT id AS id, id AS id FROM entry');
  many(Id, 'DELETE FROM setting');
  run('DELETE FROM setting RETURNING key');
  expect(statementFindings(ann.station.db, declaredStatements.splice(before))).toEqual([
    'no such column: absent: SELECT id, absent FROM entry',
    'returns (id, memo), its row says (id): SELECT id, memo FROM entry',
    'returns (id, id), its row says (id): SELECT id AS id, id AS id FROM entry',
    'returns no rows: DELETE FROM setting',
    'returns rows nobody declared: DELETE FROM setting RETURNING key',
  ]);
});
