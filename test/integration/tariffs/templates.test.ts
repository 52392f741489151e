import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rateRequest, tariffInForce } from '../../../main/modules/tariffs/index.ts';
import { templateSource } from '../../../main/modules/tariffs/templates/template.domain.ts';
import { TARIFF_TEMPLATES } from '../../../main/modules/tariffs/templates/templates.domain.ts';
import { makeStation } from '../../support/station.ts';
import type { Example } from './worked-example.ts';

const { examples } = JSON.parse(readFileSync(new URL('worked-bills.json', import.meta.url), 'utf8')) as {
  examples: Example[];
};

function template(id: string) {
  const found = TARIFF_TEMPLATES.find((t) => t.id === id);
  if (!found) throw new Error(`no template ${id}`);
  return found;
}

/** The worked example's own figures of use, asked of the template's document. */
function costOf(templateId: string, exampleId: string) {
  const example = examples.find((e) => e.id === exampleId);
  if (!example) throw new Error(`no example ${exampleId}`);
  const { input } = example;
  const at = {
    runningTotal: input.cumulative_before_kwh ?? input.cumulative_before_m3 ?? '0',
    month: Number(input.month ?? 1),
  };
  const usage = input.peak
    ? { periods: { peak: input.peak, valley: input.valley }, ...at }
    : { quantity: input.kwh ?? input.m3, ...at };
  const { total } = rateRequest({ tariff: template(templateId).document, usage });
  return [total, example.expected_amount_yuan];
}

test.each([
  ['SH-TOU', 'E-SH-C02'],
  ['SH', 'E-SH-F03'],
  ['ZJ', 'E-ZJ-Y10'],
  ['ZJ-TOU', 'E-ZJ-T02'],
  ['ZJ-HB', 'E-ZJ-B01'],
  ['JS-TOU', 'E-JS-T01'],
  ['GZ', 'E-GZ-01'],
  ['GZ', 'E-GZ-11'],
  ['SZ', 'E-SZ-01'],
  ['BJ', 'E-BJ-M10'],
  ['SH-GAS', 'G-SH-05'],
  ['BJ-GAS', 'G-BJ-02'],
  ['KM-GAS', 'G-KM-01'],
])('template %s bills the worked example %s to the fen', (templateId, exampleId) => {
  const [total, expected] = costOf(templateId, exampleId);
  expect(total).toBe(expected);
});

test('a draft made from a template bills nothing until somebody puts their name and the document to it', async () => {
  await using ann = makeStation();
  const manager = ann.as('manager');
  const from = template('ZJ');
  const tariffId = await manager.tariffs.create({
    code: from.id,
    name: from.name,
    service: from.service,
    effectiveFrom: '2026-01-01',
    source: templateSource(from),
    document: from.document,
  });
  const inForce = () => tariffInForce(ann.station.db, { code: 'ZJ', service: 'electricity', on: '2026-02-01' });
  expect(inForce()).toBeUndefined();
  expect(await manager.tariffs.find({ tariffId })).toMatchObject({ isActive: false, verifiedBy: null });
  await manager.tariffs.activate({
    tariffId,
    verifiedOn: '2026-11-01',
    verifiedBy: '刘站长',
    source: '物价文件 1 号',
  });
  expect(inForce()?.source).toBe('物价文件 1 号');
});
