import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { tariffSchema } from '../../../main/modules/tariffs/document.schema.ts';
import { rateRequest } from '../../../main/modules/tariffs/rate-request.domain.ts';

const text = readFileSync(path.resolve(import.meta.dirname, '../../../docs/tariffs.md'), 'utf8');
const examples = [...text.matchAll(/^## (.+)$[\s\S]*?Total: ([\d.]+)\n\n```json\n([\s\S]*?)```/gm)].map(
  ([, title = '', total = '', json = '']) => ({ title, total, json }),
);

test('the page shows an example under every heading', () => {
  expect(examples).toHaveLength([...text.matchAll(/^## /gm)].length);
});

test.each(examples)('$title costs what the page says', ({ total, json }) => {
  expect(rateRequest(JSON.parse(json)).total).toBe(total);
});

test('the schema and the page name the same fields', () => {
  const { properties = {} } = tariffSchema();
  const named = Object.keys(properties).filter((field) => field !== 'format');
  expect(named.filter((field) => !text.includes(`\`${field}\``))).toEqual([]);
});
