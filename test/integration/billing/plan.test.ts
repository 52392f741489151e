import { expect, test } from 'vitest';
import { planBill, planBills, planContext } from '../../../main/modules/billing/plan.service.ts';
import { cityClock, cityMonth, seedCity } from '../../support/city.ts';
import { makeStation } from '../../support/station.ts';
import { addHouse, addTariff, BY_YEAR, read } from './fixture.ts';

test('bills planned together are the bills planned one by one, whatever order they are asked in', async () => {
  await using ann = makeStation(cityClock);
  seedCity(ann.station, { accounts: 30, months: 2 });
  const of = { zone: ann.station.zone, month: cityMonth(2), dueOn: '2027-02-01' };
  const targets = Array.from({ length: 30 }, (_, i) => ({ accountId: 30 - i, assignmentId: i === 3 ? null : 30 - i }));
  const together = planBills(planContext(ann.station.db, of), targets);
  const ctx = planContext(ann.station.db, of);
  const single = targets.map((target) => planBill(ctx, target));
  expect(together.map((plan) => plan.candidate.accountId)).toEqual(targets.map((target) => target.accountId));
  expect(together.map((plan) => ('reason' in plan ? plan.reason : ''))).toContain('no-meter');
  const content = (plans: typeof single) => plans.map(({ candidate: _, ...plan }) => plan);
  expect(content(together)).toEqual(content(single));
});

test('two meters of an account planned together count on from each other', async () => {
  await using ann = makeStation();
  await addTariff(ann, 'ZJ', BY_YEAR);
  const house = addHouse(ann, '1-101');
  const other = addHouse(ann, '1-102');
  ann.station.db
    .prepare('UPDATE account_meter SET account_id = ? WHERE meter_id = ?')
    .run(house.accountId, other.meterId);
  await read(ann, house, '2026-02-20T10:00:00', 3000);
  await read(ann, other, '2026-02-20T11:00:00', 2000);
  const ctx = planContext(ann.station.db, { zone: ann.station.zone, month: '2026-02', dueOn: '2026-03-31' });
  const targets = [1, 2].map((assignmentId) => ({ accountId: house.accountId, assignmentId }));
  const running = planBills(ctx, targets).map((plan) => 'rated' in plan && plan.rated.runningBeforeMilli);
  expect(running).toEqual([0, 2_000_000]);
});
