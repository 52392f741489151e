import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseYuan } from '../../../main/shared/money.ts';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';
import { households } from '../cashier/households.ts';
import type { Example } from '../tariffs/worked-example.ts';

const file = path.join(import.meta.dirname, '../tariffs/worked-bills.json');
const { examples } = JSON.parse(readFileSync(file, 'utf8')) as { examples: Example[] };

function example(id: string): Example {
  const found = examples.find((e) => e.id === id);
  if (!found) throw new Error(`${id} is not among the worked bills`);
  return found;
}

type Payer = ReturnType<ReturnType<typeof households>['household']>;

const pay = (ann: TestStation, of: Payer, method: 'cash' | 'wechat' | 'alipay', paidFen: number) =>
  ann.as('cashier').cashier.takePayment({
    ...{ customerId: of.customerId, method, paidFen, tenderedFen: paidFen },
    ...{ keepOnAccountId: of.accountId, requestId: requestId() },
  });
const refund = (ann: TestStation, of: Payer, amountFen: number, more: { paymentId?: never } = {}) =>
  ann.as('manager').credit.refund({
    ...{ accountId: of.accountId, amountFen, way: more.paymentId ? ('original' as const) : ('cash' as const) },
    ...{ reason: '退多缴', requestId: requestId(), ...more },
  });
const creditOf = async (ann: TestStation, { customerId }: Payer) =>
  (await ann.as('cashier').cashier.customer({ customerId })).creditFen;

test('X-05: two refunds of a part are given, a third beyond the rest is refused', async () => {
  await using ann = makeStation();
  const { input, expected } = example('X-05');
  const house = households(ann).household([]);
  await pay(ann, house, 'cash', parseYuan(input.paid));
  const [first = 0, second = 0, third = 0] = (input.refunds as string[]).map(parseYuan);
  await refund(ann, house, first);
  await refund(ann, house, second);
  await expect(refund(ann, house, third)).rejects.toMatchObject({ cause: { code: 'refund.credit-short' } });
  expect(first + second).toBe(parseYuan(String(expected?.refunded)));
  expect(await creditOf(ann, house)).toBe(parseYuan(String(expected?.left)));
});

test('X-08: one bill paid on two channels is settled once, the other payment goes back the way it came', async () => {
  await using ann = makeStation();
  const { input, expected_amount_yuan: wanted } = example('X-08');
  const house = households(ann).household([parseYuan(input.bill)]);
  const [one = 0, two = 0] = (input.paid as string[]).map((text) => parseYuan(text.split(' ')[0] as string));
  await pay(ann, house, 'wechat', one);
  const again = await pay(ann, house, 'alipay', two);
  expect(await creditOf(ann, house)).toBe(two);
  const given = await refund(ann, house, two, { paymentId: again.paymentId as never });
  expect([given.channel, 0 - given.amountFen]).toEqual(['alipay', parseYuan(wanted as string)]);
  expect(await creditOf(ann, house)).toBe(0);
});
