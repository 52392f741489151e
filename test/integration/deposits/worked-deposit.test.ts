import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseYuan } from '../../../main/shared/money.ts';
import { makeStation, requestId } from '../../support/station.ts';
import { households, ledgerTotal } from '../cashier/households.ts';
import type { Example } from '../tariffs/worked-example.ts';

const file = path.join(import.meta.dirname, '../tariffs/worked-bills.json');

test('LPG-07: the deposit of a cylinder is a liability beside the sale, and goes back whole', async () => {
  const { examples } = JSON.parse(readFileSync(file, 'utf8')) as { examples: Example[] };
  const { input, expected_amount_yuan: wanted } = examples.find((e) => e.id === 'LPG-07') as Example;
  await using ann = makeStation();
  const saleFen = parseYuan(input.sale as string);
  const house = households(ann).household([saleFen]);
  const till = ann.as('cashier');
  await till.cashier.takePayment({
    ...{ customerId: house.customerId, paidFen: saleFen, tenderedFen: saleFen, method: 'cash', requestId: requestId() },
  });
  const amountFen = parseYuan(input.deposit as string);
  const cash = { method: 'cash' as const, amountFen, note: '', requestId: requestId() };
  const { depositId } = await till.deposits.take({ customerId: house.customerId, purpose: 'cylinder', ...cash });
  const books = () => ['1001', '2241', '6001'].map((code) => ledgerTotal(ann, code));
  expect(books()).toEqual([saleFen + amountFen, 0 - amountFen, 0 - saleFen]);
  const given = await till.deposits.giveBack({ depositId, ...cash, requestId: requestId() });
  expect(0 - given.amountFen).toBe(parseYuan(wanted as string));
  expect(books()).toEqual([saleFen, 0, 0 - saleFen]);
});
