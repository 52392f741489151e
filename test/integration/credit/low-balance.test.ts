import { expect, test } from 'vitest';
import { lowBalances } from '../../../main/modules/credit/index.ts';
import { makeStation, requestId } from '../../support/station.ts';
import { households } from '../cashier/households.ts';

test('an account is low while its credit, less what it owes, is below its own threshold or else the station’s', async () => {
  await using ann = makeStation();
  const town = households(ann);
  const [wang, li] = [town.household([3000], '王五'), town.household([1000], '李六')];
  const { cashier, credit } = ann.as('cashier');
  await cashier.takePayment({
    customerId: wang.customerId,
    paidFen: 7000,
    tenderedFen: 7000,
    method: 'cash',
    requestId: requestId(),
  });
  const low = () =>
    lowBalances(ann.station.db, {}).rows.map((row) => [row.customerName, row.balanceFen, row.thresholdFen]);
  expect(low()).toEqual([]);
  const administrator = ann.as('administrator').credit;
  await administrator.savePolicy({ ...(await administrator.policy()), lowBalanceFen: 5000 });
  expect(low()).toEqual([
    ['李六', -1000, 5000],
    ['王五', 4000, 5000],
  ]);
  await credit.saveAccountRule({ accountId: wang.accountId, isAutoPay: null, lowBalanceFen: 4000 });
  await credit.saveAccountRule({ accountId: li.accountId, isAutoPay: null, lowBalanceFen: 0 });
  expect(low()).toEqual([]);
  await credit.saveAccountRule({ accountId: wang.accountId, isAutoPay: null, lowBalanceFen: 4001 });
  expect(low()).toEqual([['王五', 4000, 4001]]);
  expect(await credit.lowBalances({ text: '李' })).toEqual({ rows: [], total: 0 });
  await expect(ann.as('manager').credit.savePolicy({ ...(await administrator.policy()) })).rejects.toMatchObject({
    cause: { code: 'permission.denied' },
  });
});
