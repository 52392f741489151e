import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import {
  checkResale,
  lossAmount,
  lossOf,
  shareByLargestRemainder,
} from '../../../main/modules/sharing/sharing.domain.ts';
import { formatScaled, parseScaled, parseYuan, priceE8 } from '../../../main/shared/money.ts';
import { parseMilli } from '../../../main/shared/quantity.ts';

interface Example {
  readonly id: string;
  readonly kind: string;
  readonly tariff: { readonly flat?: string };
  readonly input: {
    readonly total?: string;
    readonly weights?: readonly string[];
    readonly master_kwh?: string;
    readonly sub_kwh?: readonly string[];
    readonly grid_bill_yuan?: string;
    readonly tenant_kwh?: string;
    readonly charged_price?: string;
  };
  readonly expected_amount_yuan: string;
  readonly expected: { readonly shares?: readonly string[]; readonly loss_kwh?: string; readonly ceiling?: string };
}
const file = path.resolve(import.meta.dirname, 'worked-shares.json');
const { examples } = JSON.parse(readFileSync(file, 'utf8')) as { examples: readonly Example[] };
const plain = (fen: number) => formatScaled(fen, 2, 2);

test.each(examples.filter((e) => e.input.weights).map((e) => [e.id, e.kind, e] as const))('%s %s', (_id, _kind, e) => {
  const weights = (e.input.weights ?? []).map((weight) => parseScaled(weight, 3));
  const shared = shareByLargestRemainder(parseYuan(e.input.total ?? ''), weights);
  expect(shared?.shares.map(plain)).toEqual(e.expected.shares);
});

test('S-07 the loss of a master meter at its price, shared by usage', () => {
  const e = examples.find(({ id }) => id === 'S-07');
  if (!e) throw new Error('no S-07');
  const used = (e.input.sub_kwh ?? []).map(parseMilli);
  const loss = lossOf(parseMilli(e.input.master_kwh ?? ''), used);
  expect(loss).toBe(parseMilli(e.expected.loss_kwh ?? ''));
  const amount = lossAmount(loss, priceE8(e.tariff.flat ?? ''));
  expect(plain(amount)).toBe(e.expected_amount_yuan);
  expect(shareByLargestRemainder(amount, used)?.shares.map(plain)).toEqual(e.expected.shares);
});

test('S-08 electricity passed on above the average price of the grid’s bill', () => {
  const e = examples.find(({ id }) => id === 'S-08');
  if (!e) throw new Error('no S-08');
  const check = checkResale({
    gridBillFen: parseYuan(e.input.grid_bill_yuan ?? ''),
    masterMilli: parseMilli(e.input.master_kwh ?? ''),
    tenantMilli: parseMilli(e.input.tenant_kwh ?? ''),
    chargedPrice: priceE8(e.input.charged_price ?? ''),
  });
  expect(plain(check.ceilingFen)).toBe(e.expected.ceiling);
  expect(plain(check.chargedFen)).toBe('862.40');
  expect(plain(check.overchargedFen)).toBe(e.expected_amount_yuan);
  expect(formatScaled(check.averagePriceE8, 8).slice(0, 8)).toBe('0.693140');
});
