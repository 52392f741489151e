import { expect, test } from 'vitest';
import { z } from 'zod';
import words from '../../../i18n/zh-CN/profiles.json' with { type: 'json' };
import { EDITORS } from './editors.ts';
import { fieldsOf, type ProfileField } from './profile-fields.ts';

test('a schema tells what its form has to ask', () => {
  const byte = z.string().regex(/^[0-9A-F]{2}$/);
  const schema = z.strictObject({
    protocol: z.literal('x'),
    preamble: z.number().int().min(0).max(8).default(4),
    order: z.enum(['auto', 'newer']).default('auto'),
    places: z.union([z.literal(0), z.literal(1)]).default(0),
    checks: z.boolean().default(true),
    valve: z.strictObject({ open: byte.default('55'), permit: byte.or(z.literal('')).default('') }).default({
      open: '55',
      permit: '',
    }),
  });
  expect(fieldsOf(schema)).toEqual([
    { kind: 'number', name: 'preamble', min: 0, max: 8 },
    { kind: 'choice', name: 'order', options: ['auto', 'newer'] },
    { kind: 'choice', name: 'places', options: [0, 1] },
    { kind: 'flag', name: 'checks' },
    {
      kind: 'group',
      name: 'valve',
      fields: [
        { kind: 'text', name: 'open' },
        { kind: 'text', name: 'permit' },
      ],
    },
  ]);
});

/** The paths of texts a form of these fields asks for. */
function pathsOf(fields: readonly ProfileField[], path: readonly string[]): string[][] {
  return fields.flatMap((field) => {
    const own = [...path, field.name];
    if (field.kind === 'group') return pathsOf(field.fields, own);
    const options = field.kind === 'choice' ? field.options.map((option) => ['options', ...own, String(option)]) : [];
    return [['fields', ...own], ...options];
  });
}

test('every field, choice and starting point of every protocol has its words', () => {
  const missing = Object.entries(EDITORS).flatMap(([protocol, { fields, presets }]) =>
    [...pathsOf(fields, [protocol]), ...Object.keys(presets).map((name) => ['presets', protocol, name])].filter(
      (path) => typeof path.reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], words) !== 'string',
    ),
  );
  expect(missing).toEqual([]);
});
