import { expect, test } from 'vitest';
import { isTest, type Source, sources } from './sources.ts';

const LIMIT = 300;

/** Files that are one long table of constants. */
const TABLES: readonly string[] = [];

function sizeFindings(files: readonly Source[], tables: readonly string[]): string[] {
  const lines = new Map(files.map(({ file, text }) => [file, text.trimEnd().split('\n').length]));
  const long = [...lines]
    .filter(([file, count]) => count > LIMIT && !tables.includes(file))
    .map(([file, count]) => `${file}: ${count} lines; what is its second job?`);
  const needless = tables
    .filter((file) => (lines.get(file) ?? 0) <= LIMIT)
    .map((file) => `${file}: needs no exception`);
  return [...long, ...needless];
}

test(`no source file is longer than ${LIMIT} lines`, () => {
  const files = sources('main/**/*.ts', 'renderer/**/*.{ts,tsx}', 'preload/**/*.ts').filter(
    (source) => !isTest(source),
  );
  expect(sizeFindings(files, TABLES)).toEqual([]);
});

test('the guard notices a long file and an exception that is not needed', () => {
  const long = { file: 'main/long.ts', text: 'x\n'.repeat(301) };
  const table = { file: 'main/table.ts', text: 'x\n'.repeat(900) };
  const short = { file: 'main/short.ts', text: 'x\n'.repeat(300) };
  expect(sizeFindings([long, table, short], ['main/table.ts', 'main/short.ts', 'main/gone.ts'])).toEqual([
    'main/long.ts: 301 lines; what is its second job?',
    'main/short.ts: needs no exception',
    'main/gone.ts: needs no exception',
  ]);
});
