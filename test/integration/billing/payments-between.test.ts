import { expect, test } from 'vitest';
import { issueRun } from '../../../main/modules/billing/index.ts';
import { CustomerId } from '../../../main/shared/ids.ts';
import { cityClock, cityMonth, SYSTEM, seedCity } from '../../support/city.ts';
import { makeStation } from '../../support/station.ts';
import { newRequest } from './fixture.ts';

test('payments taken while a run is going are served between its chunks', async () => {
  await using ann = makeStation(cityClock);
  seedCity(ann.station, { accounts: 40, months: 1 });
  const { cashier } = ann.as('cashier');
  const payments: Promise<unknown>[] = [];
  // Two windows ask while a chunk is being written; the account of the first has been billed by then.
  const pay = (customer: number) =>
    cashier.takePayment({
      customerId: CustomerId.parse(customer),
      paidFen: 100,
      tenderedFen: 100,
      method: 'cash',
      requestId: newRequest(),
    });
  await issueRun(
    ann.station,
    SYSTEM,
    { month: cityMonth(1), service: 'electricity' },
    { chunkSize: 10, onProgress: ({ done }) => void (done < 40 && payments.push(pay(done), pay(done - 1))) },
  );
  await Promise.all(payments);
  const order = ann.station.db.prepare("SELECT action FROM audit WHERE action GLOB '[bc][ia]*' ORDER BY id").pluck();
  const chunk = 'billing.issue';
  const paid = 'cashier.take';
  expect(order.all()).toEqual([chunk, paid, paid, chunk, paid, paid, chunk, paid, paid, chunk, 'billing.finish']);
  const settled = ann.station.db.prepare('SELECT account_id FROM bill WHERE paid_fen > 0 ORDER BY id').pluck();
  expect(settled.all()).toEqual([9, 10, 19, 20, 29, 30]);
});
