import { randomUUID } from 'node:crypto';
import { expect, test } from 'playwright/test';
import { issueRun } from '../../main/modules/billing/index.ts';
import { addHousehold } from '../../main/modules/customers/index.ts';
import { addMeter, attachMeter, NewMeter } from '../../main/modules/meters/index.ts';
import { insertBaseline, recordReading } from '../../main/modules/readings/index.ts';
import { activateTariff, createTariff } from '../../main/modules/tariffs/index.ts';
import { addMonths, localDate, monthOf, startOfLocalDate } from '../../main/shared/dates.ts';
import type { RequestId } from '../../main/shared/ids.ts';
import { type E2eStation, logIn, startStation, watchConsole } from './support.ts';

const BY = { userId: null, name: 'e2e', via: 'cli' } as const;
const SHOTS = process.env.SHOTS;

/** A household in Shanghai that used 4000 kWh, not billed yet; limits of 3120 or, for seven people, 5520. */
function furnish({ station }: E2eStation) {
  const month = addMonths(monthOf(localDate(Date.now(), station.zone)), -1);
  const opened = `${month}-01`;
  const scheme = {
    kind: 'tiered' as const,
    tiers: [
      { upTo: '3120', price: '0.617' },
      { upTo: null, price: '0.667' },
    ],
    sizes: [{ people: 7, limits: ['5520'] }],
  };
  const document = { format: 1, unit: 'kWh', rounding: 'per-bill', cycle: 'year', scheme } as const;
  const head = { code: 'SH', name: '上海居民电价', effectiveFrom: '2025-01-01', source: 'e2e' };
  const tariffId = createTariff(station, BY, { ...head, service: 'electricity', document });
  activateTariff(station, BY, { tariffId, verifiedOn: opened, verifiedBy: '刘站长', source: 'e2e' });
  const { customerId, meterId } = station.write(BY, { action: 'e2e.house' }, (tx) => {
    const made = addHousehold(tx, {
      customer: { name: '周家兴', kind: 'person', phone: '', note: '' },
      premises: { building: '3', unit: '1', room: '101', address: '', areaDm2: null },
      account: { service: 'electricity', accountNo: null, tariffCode: null, householdSize: null, openedOn: opened },
    });
    const meter = NewMeter.parse({ meterNo: '2026000001', service: 'electricity', installedOn: opened });
    const id = addMeter(tx, meter);
    attachMeter(tx, { meterId: id, accountId: made.accountId, fromOn: opened });
    insertBaseline(tx, { meterId: id, readAt: startOfLocalDate(opened, station.zone), totalMilli: 0 });
    return { ...made, meterId: id };
  });
  const values = { totalMilli: 4_000_000, isConfirmed: true, note: 'e2e', requestId: randomUUID() as RequestId };
  recordReading(station, BY, { meterId, readOn: `${month}-20`, ...values });
  return { customerId, month, opened };
}

test('a household of seven entered on its page is billed with the limits of seven, and the bill says so', async ({
  page,
}) => {
  await using ann = await startStation({ users: ['cashier'] });
  const { customerId, month, opened } = furnish(ann);
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'cashier');
  await page.goto(`${ann.url}/customers/${customerId}?tab=traits`);
  const row = page.getByRole('row', { name: /^家庭人口/ });
  await expect(row).toContainText('未登记');

  await page.getByRole('button', { name: '变更 家庭人口' }).click();
  const drawer = page.getByRole('dialog', { name: /变更家庭人口/ });
  await drawer.getByLabel('家庭人口').fill('7');
  await drawer.getByLabel('生效日期').fill(opened);
  await drawer.getByLabel('依据').fill('户口本');
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/traits-drawer.png` });
  await drawer.getByRole('button', { name: '保存' }).click();
  await expect(row).toContainText('7 人');
  await expect(row).toContainText(opened);
  await page.getByRole('button', { name: /历史（1 条）/ }).click();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/traits-tab.png` });

  await issueRun(ann.station, BY, { month, service: 'electricity' });
  await page.goto(`${ann.url}/bills/1`);
  await expect(page.getByText('按家庭情况定阶梯：7 人')).toBeVisible();
  await expect(page.getByText('2,468.00').first()).toBeVisible();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/traits-bill.png` });

  await page.goto(`${ann.url}/customers/${customerId}?tab=traits`);
  await page.getByRole('button', { name: '变更 家庭人口' }).click();
  await drawer.getByLabel('家庭人口').fill('3');
  await drawer.getByLabel('生效日期').fill(`${month}-10`);
  await expect(drawer.getByText(/账单已开到/)).toBeVisible();
  await drawer.getByRole('button', { name: '保存' }).click();
  await expect(drawer.getByText('请确认从下一张账单起计，或改用以后的日期')).toBeVisible();
  await drawer.getByLabel('从下一张账单起计').check();
  await drawer.getByRole('button', { name: '保存' }).click();
  await expect(row).toContainText('3 人');
  await expect(row).toContainText(`${month}-10（${month}-20 起计费）`);
  expect(complaints).toEqual([]);
});
