import ts from 'typescript';
import { expect, test } from 'vitest';
import { isTest, literalText, nodesOf, placeOf, type Source, sources } from './sources.ts';

/** Where SQL may stand: stores, the queries of reports, and the database layer with its migrations. */
const SQL_PLACES = /^main\/(db\/|.*\.store\.ts$|reports\/.*rows\.ts$)/;
const SQL =
  /\b(SELECT\b[\s\S]*\bFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|(CREATE|DROP|ALTER)\s+(TABLE|INDEX|TRIGGER|VIEW)|PRAGMA\s+\w|VACUUM\b|BEGIN\s+(IMMEDIATE|EXCLUSIVE))/;
/** Ways around the declared statements. */
const DIRECT_CALLS = new Set(['prepare', 'pragma']);

function sqlFindings(files: readonly Source[]): string[] {
  return files.filter(({ file }) => !SQL_PLACES.test(file)).flatMap((source) => [...sqlIn(source)]);
}

function* sqlIn(source: Source): Generator<string> {
  for (const node of nodesOf(source)) {
    const text = literalText(node);
    if (text !== undefined && SQL.test(text))
      yield `${placeOf(source, node)} SQL: ${text.replace(/\s+/g, ' ').slice(0, 60)}`;
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      DIRECT_CALLS.has(node.expression.name.text)
    )
      yield `${placeOf(source, node)} .${node.expression.name.text}()`;
  }
}

test('SQL stands in stores, report rows and the database layer, nowhere else', () => {
  const files = sources('main/**/*.ts').filter((source) => !isTest(source));
  expect(files.length).toBeGreaterThan(50);
  expect(sqlFindings(files)).toEqual([]);
});

test('the guard notices SQL in a service, in a template, and a statement prepared past the store', () => {
  const text = [
    "const a = 'SELECT 1 FROM entry';",
    'const b = `UPDATE entry SET memo = $' + '{a}`;',
    'db.prepare(a).run();',
    "// SELECT x FROM y in a comment is no SQL, nor is a sentence: 'Select a customer from the list'",
    "const c = 'Select a customer from the list';",
  ].join('\n');
  expect(sqlFindings([{ file: 'main/modules/a/a.service.ts', text }])).toEqual([
    'main/modules/a/a.service.ts:1 SQL: SELECT 1 FROM entry',
    'main/modules/a/a.service.ts:2 SQL: UPDATE entry SET memo = ',
    'main/modules/a/a.service.ts:3 .prepare()',
  ]);
  expect(
    sqlFindings([
      { file: 'main/modules/a/a.store.ts', text },
      { file: 'main/reports/month/rows.ts', text },
      { file: 'main/db/open.ts', text },
    ]),
  ).toEqual([]);
});
