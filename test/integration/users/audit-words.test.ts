import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');

interface AuditTexts {
  readonly actions: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly kinds: Readonly<Record<string, string>>;
}

/** Literal texts behind a pattern in the program's sources. */
function written(pattern: RegExp): string[] {
  const files = globSync('main/**/*.ts', { cwd: ROOT }).filter((file) => !file.endsWith('.test.ts'));
  const found = files.flatMap((file) =>
    [...readFileSync(path.join(ROOT, file), 'utf8').matchAll(pattern)].map((match) => match[1] ?? ''),
  );
  return [...new Set(found)].sort();
}

test('every action and subject of the audit trail has its words', () => {
  const texts = JSON.parse(readFileSync(path.join(ROOT, 'renderer/i18n/zh-CN/audit.json'), 'utf8')) as AuditTexts;
  const actions = written(/action: '([a-z]+\.[a-z-]+)'/g);
  const kinds = written(/audit\(\{\s*kind: '([a-z-]+)'/g);
  expect(actions.length).toBeGreaterThan(20);
  expect(kinds.length).toBeGreaterThan(5);
  const isWorded = (action: string) => {
    const [area = '', verb = ''] = action.split('.');
    return texts.actions[area]?.[verb] !== undefined;
  };
  expect(actions.filter((action) => !isWorded(action))).toEqual([]);
  expect(kinds.filter((kind) => texts.kinds[kind] === undefined)).toEqual([]);
});
