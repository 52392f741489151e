import { describe, expect, test } from 'vitest';
import { CreateTariff } from '../tariffs.schema.ts';
import { citesTemplate, templateSource } from './template.domain.ts';
import { TARIFF_TEMPLATES } from './templates.domain.ts';

describe('city templates', () => {
  test.each(TARIFF_TEMPLATES.map((t) => [t.id, t] as const))('%s is a version that can be kept as a draft', (_, t) => {
    const draft = {
      code: t.id,
      name: t.name,
      service: t.service,
      effectiveFrom: '2026-01-01',
      source: templateSource(t),
      document: t.document,
    };
    expect(CreateTariff.safeParse(draft).error).toBeUndefined();
    expect(citesTemplate(draft.source)).toBe(true);
    expect(t.note).not.toBe('');
  });

  test('cover twelve places for electricity and some for gas, each under a code of its own', () => {
    const places = (service: string) =>
      new Set(TARIFF_TEMPLATES.filter((t) => t.service === service).map((t) => t.region)).size;
    expect(places('electricity')).toBeGreaterThanOrEqual(12);
    expect(places('gas')).toBeGreaterThanOrEqual(4);
    expect(new Set(TARIFF_TEMPLATES.map((t) => t.id)).size).toBe(TARIFF_TEMPLATES.length);
  });
});
