import { randomUUID } from 'node:crypto';
import { expect, test } from 'playwright/test';
import { issueRun } from '../../main/modules/billing/index.ts';
import { takePayment } from '../../main/modules/cashier/index.ts';
import { addHousehold } from '../../main/modules/customers/index.ts';
import { addMeter, attachMeter, NewMeter } from '../../main/modules/meters/index.ts';
import { insertBaseline, recordReading } from '../../main/modules/readings/index.ts';
import { activateTariff, createTariff } from '../../main/modules/tariffs/index.ts';
import { addDays, addMonths, localDate, monthOf, startOfLocalDate } from '../../main/shared/dates.ts';
import type { RequestId, UserId } from '../../main/shared/ids.ts';
import { type E2eStation, logIn, startStation, watchConsole } from './support.ts';

const BY = { userId: null, name: 'e2e', via: 'cli' } as const;
const SHOTS = process.env.SHOTS;
const request = () => randomUUID() as RequestId;

/** One household at one yuan a kWh, read 300 and billed last month; the bill paid twenty days late, with its fee. */
async function furnish({ station }: E2eStation): Promise<void> {
  const month = addMonths(monthOf(localDate(Date.now(), station.zone)), -1);
  const opened = `${addMonths(month, -1)}-10`;
  const head = { code: 'DJ', name: '单一价', effectiveFrom: '2025-01-01', source: 'e2e' };
  const scheme = { kind: 'flat', price: '1.00' } as const;
  const lateFee = { perDay: '0.001' } as const;
  const document = { format: 1, unit: 'kWh', rounding: 'per-bill', cycle: 'month', scheme, lateFee } as const;
  const tariffId = createTariff(station, BY, { ...head, service: 'electricity', document });
  activateTariff(station, BY, { tariffId, verifiedOn: opened, verifiedBy: '刘站长', source: 'e2e' });
  const house = station.write(BY, { action: 'e2e.house' }, (tx) => {
    const made = addHousehold(tx, {
      customer: { name: '王建国', kind: 'person', phone: '', note: '' },
      premises: { building: '3', unit: '1', room: '101', address: '', areaDm2: null },
      account: { service: 'electricity', accountNo: null, tariffCode: null, householdSize: 3, openedOn: opened },
    });
    const meter = NewMeter.parse({ meterNo: '2026000001', service: 'electricity', installedOn: opened });
    const meterId = addMeter(tx, meter);
    attachMeter(tx, { meterId, accountId: made.accountId, fromOn: opened });
    insertBaseline(tx, { meterId, readAt: startOfLocalDate(opened, station.zone), totalMilli: 1_000_000 });
    return { ...made, meterId };
  });
  const values = { totalMilli: 1_300_000, isConfirmed: true, note: 'e2e' };
  recordReading(station, BY, { meterId: house.meterId, readOn: `${month}-10`, ...values, requestId: request() });
  await issueRun(station, BY, { month, service: 'electricity' });
  const dueOn = addDays(localDate(Date.now(), station.zone), -20);
  station.db.prepare('UPDATE bill SET due_on = ?').run(dueOn);
  const userId = station.db.prepare("SELECT id FROM user WHERE login_name = 'manager'").pluck().get() as UserId;
  takePayment(
    station,
    { ...BY, userId },
    { customerId: house.customerId, paidFen: 30_600, tenderedFen: 30_600, method: 'cash', requestId: request() },
  );
}

test('a misread bill is corrected after every difference was shown, and what was paid too much of it and its late fee becomes credit', async ({
  page,
}) => {
  await using ann = await startStation({ users: ['manager'] });
  await furnish(ann);
  const complaints = watchConsole(page);
  await logIn(page, ann.url, 'manager');
  await page.goto(`${ann.url}/bills/1`);
  const heading = page.getByRole('heading', { name: /^账单 B/ });
  const billNo = ((await heading.textContent()) ?? '').replace('账单 ', '');

  await page.getByRole('button', { name: '更正读数' }).click();
  const dialog = page.getByRole('dialog', { name: `更正读数（账单 ${billNo}）` });
  await dialog.getByLabel(/^总（原读数/).fill('1200');
  await dialog.getByRole('button', { name: '预览更正' }).click();
  const fee = dialog.getByRole('row').filter({ hasText: `违约金（账单 ${billNo}）` });
  await expect(fee).toContainText('-2.00');
  await expect(dialog.getByTestId('correction-difference')).toHaveText('-102.00');
  await expect(dialog).toContainText('违约金减少 ¥2.00');
  await expect(dialog).toContainText('退入余额 ¥102.00');
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/correction.png` });

  const submit = dialog.getByRole('button', { name: '红冲并重开' });
  await dialog.getByLabel('更正原因').fill('把 2 看成 3');
  await expect(submit).toBeDisabled();
  await dialog.getByLabel(/^输入账单号/).fill(billNo);
  await submit.click();
  await expect(page.getByText('已更正，重开账单 2 张')).toBeVisible();
  await expect(page.getByText(`更正自 ${billNo}`)).toBeVisible();
  await expect(page.getByText('更正原因：把 2 看成 3')).toBeVisible();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/corrected-bill.png` });
  await page.getByRole('link', { name: billNo }).click();
  await expect(page.getByText('已红冲')).toBeVisible();
  await expect(page.getByText(/^已更正为/)).toBeVisible();
  await expect(page.getByRole('button', { name: '更正读数' })).toHaveCount(0);
  expect(complaints).toEqual([]);
  expect(ann.bugs).toEqual([]);
});
