import { expect, type Page, test } from 'playwright/test';
import { createDeviceHost } from '../../main/devices/host.ts';
import { startDunning } from '../../main/jobs/dunning.ts';
import { createDevice } from '../../main/modules/devices/index.ts';
import { addDays, localDate } from '../../main/shared/dates.ts';
import type { AccountId, CustomerId } from '../../main/shared/ids.ts';
import { households } from '../integration/cashier/households.ts';
import { createSimRelay, makePtyPair, noSocat, startMeterSim, startModemSim } from '../support/devices.ts';
import { newRequest } from './cashier-world.ts';
import { type E2eStation, logIn, startStation, watchConsole } from './support.ts';

const SECRET = '918273';
const SHOTS = process.env.SHOTS;
const serial = (path: string, baud: number, parity: 'none' | 'even') =>
  ({ type: 'serial', path, baud, parity, dataBits: 8, stopBits: 1 }) as const;

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

/** The next Monday, eleven o'clock at the station; the clock then only jumps when the test says so. */
function clock() {
  const monday = new Date('2026-11-23T11:00:00+08:00').getTime();
  let ahead = monday - Date.now();
  const now = () => Date.now() + ahead;
  return {
    now,
    jumpTo(at: string): void {
      ahead = Date.parse(at) - Date.now();
    },
    advanceMinutes(minutes: number): void {
      ahead += minutes * 60_000;
    },
  };
}

/** Accounts in debt, each with its own meter on the bus. */
function indebt({ station }: E2eStation, busId: number, now: () => number) {
  const { id } = station.db.prepare("SELECT id FROM user WHERE login_name = 'cashier'").get() as { id: number };
  const by = { userId: id as never, name: '王芳', via: 'cli' as const };
  const town = households({ station, actor: () => by });
  const put = (sql: string, ...values: (string | number)[]) =>
    station.write(by, { action: 'e2e.put' }, (tx) => Number(tx.db.prepare(sql).run(...values).lastInsertRowid));
  const dueOn = addDays(localDate(now(), station.zone), -45);
  return (name: string, phone: string, address: string): { customerId: CustomerId; accountId: AccountId } => {
    const customerId = town.customer(name);
    put('UPDATE customer SET phone = ? WHERE id = ?', phone, customerId);
    const accountId = town.account(customerId, 'electricity');
    const meterId = put(
      `INSERT INTO meter (meter_no, service, protocol, address, bus_id, installed_on, created_at)
       VALUES (?, 'electricity', 'dlt645-2007', ?, ?, '2025-01-01', 0)`,
      address,
      address,
      busId,
    );
    put("INSERT INTO account_meter (account_id, meter_id, from_on) VALUES (?, ?, '2025-01-01')", accountId, meterId);
    town.bill(accountId, 12_345, { month: '2026-08', dueOn });
    town.bill(accountId, 6_055, { month: '2026-09', dueOn: addDays(dueOn, 30) });
    return { customerId, accountId };
  };
}

async function pick(page: Page, ...names: string[]): Promise<void> {
  for (const name of names) await page.getByRole('checkbox', { name: new RegExp(name) }).check();
}

test('a household in debt is reminded, warned, stopped by its relay, and has its power back after it paid', async ({
  browser,
}) => {
  test.setTimeout(150_000);
  await using line = noSocat ? undefined : await makePtyPair();
  await using wire = noSocat ? undefined : await makePtyPair();
  test.skip(!line || !wire, noSocat);
  if (!line || !wire) return;
  const time = clock();
  const relays = {
    zhang: createSimRelay({ password: SECRET, moveMs: 200 }),
    li: createSimRelay({ password: SECRET, fault: 'jammed' }),
    wang: createSimRelay({ password: SECRET, fault: 'refuses' }),
  };
  const at = (address: string, relay: (typeof relays)['zhang']) => ({ address, registers: { totalMilli: 0 }, relay });
  await using _meters = startMeterSim({
    link: serial(wire.far, 9600, 'even'),
    meters: [at('202600000001', relays.zhang), at('202600000002', relays.li), at('202600000003', relays.wang)],
    now: time.now,
  });
  await using modem = startModemSim({ link: serial(line.far, 115_200, 'none') });
  await using ann = await startStation({
    users: ['manager', 'cashier'],
    makeDevices: createDeviceHost,
    now: time.now,
  });
  const { station } = ann;
  const by = { userId: null, name: 'e2e', via: 'cli' } as const;
  const add = (name: string, config: Parameters<typeof createDevice>[2]['config']) =>
    createDevice(station, by, { name, isEnabled: true, config, requestId: newRequest() });
  const profile = { answerMs: 900, retries: 1 };
  const busId = add('1 号楼总线', { model: 'meter-bus', link: serial(wire.near, 9600, 'even'), profile });
  add('短信猫', {
    model: 'gsm-modem',
    link: serial(line.near, 115_200, 'none'),
    profile: { smsc: '', answerMs: 3000, sendMs: 10_000, validHours: 72, mostParts: 5, wantsReports: false },
  });
  station.devices.reload();
  const household = indebt(ann, busId, time.now);
  const zhang = household('张伟', '13900000001', '202600000001');
  household('李娜', '13900000002', '202600000002');
  household('王强', '13900000003', '202600000003');
  const errors: unknown[] = [];
  await using _job = startDunning(station, (error) => errors.push(error));

  const open = async (who: string) => {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    const page = await context.newPage();
    const complaints = watchConsole(page);
    await logIn(page, ann.url, who);
    return { page, complaints };
  };
  const admin = await open('administrator');
  await admin.page.goto(`${ann.url}/devices`);
  await station.write(by, { action: 'e2e.access' }, (tx) =>
    tx.db.prepare('INSERT INTO relay_access VALUES (?, 2, ?, ?)').run(busId, SECRET, '00000001'),
  );
  await admin.page.goto(`${ann.url}/dunning/texts`);
  await admin.page.getByRole('combobox', { name: '短信猫' }).click();
  await admin.page.locator('.ant-select-item-option', { hasText: '短信猫' }).click();
  await shot(admin.page, 'dunning-texts');
  await admin.page.getByRole('button', { name: '保存发送设置' }).click();
  await expect.poll(() => station.db.prepare('SELECT modem_id AS id FROM message_setting').get()).toEqual({ id: 2 });

  await admin.page.context().close();

  // The cashier reminds all three by SMS.
  const { page, complaints } = await open('cashier');
  await page.getByRole('link', { name: '催缴' }).click();
  await expect(page.getByRole('row', { name: /张伟/ })).toContainText('184.00');
  await pick(page, '张伟', '李娜', '王强');
  await shot(page, 'dunning-worklist');
  await page.getByRole('button', { name: '发送提醒（3）' }).click();
  await expect(page.getByRole('dialog')).toContainText('分 1 条短信发送');
  await shot(page, 'dunning-remind');
  await page.getByRole('dialog').getByRole('button', { name: '发送提醒（3）' }).click();
  await expect(page.getByText('完成 3 户，跳过 0 户')).toBeVisible();
  await expect.poll(() => modem.messages.length, { timeout: 30_000 }).toBe(3);
  const reminder = modem.messages.find((message) => message.to === '13900000001')?.text;
  expect(reminder).toContain('【城北液化气站】张伟您好');
  expect(reminder).toContain('电费已逾期45天，共欠184.00元（2张账单）');

  // Demand and notice are printed for all three, and the notices served.
  for (const [stage, title] of [
    ['打印催缴单', '欠费催缴单'],
    ['打印停供通知', '欠费停供通知书'],
  ] as const) {
    await expect(page.getByRole('row', { name: /张伟/ })).toContainText(
      stage === '打印催缴单' ? '送催缴单' : '送停供通知',
    );
    await pick(page, '张伟', '李娜', '王强');
    await page.getByRole('button', { name: `${stage}（3）` }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: `${stage}（3）` })
      .click();
    const sheet = page.frameLocator('iframe');
    await expect(sheet.getByRole('heading', { name: title })).toHaveCount(3);
    await expect(sheet.getByText('壹佰捌拾肆元整')).toHaveCount(3);
    await shot(page, stage === '打印催缴单' ? 'dunning-demand' : 'dunning-notice');
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click();
  }
  await page.goto(`${ann.url}/dunning?due=any`);
  for (const name of ['张伟', '李娜', '王强']) {
    await page.getByRole('cell', { name, exact: true }).click();
    const drawer = page.getByRole('dialog');
    await drawer
      .getByRole('row', { name: /停供通知/ })
      .getByRole('button', { name: '登记送达' })
      .click();
    await drawer.getByLabel('送达日期').fill('2026-11-23');
    await drawer.getByLabel('送达人').fill('李师傅');
    await drawer.getByLabel('签收人').fill('本人');
    if (name === '张伟') await shot(page, 'dunning-account');
    await drawer.getByRole('button', { name: '保存送达记录' }).click();
    await expect(drawer.getByText('送达人 李师傅，签收 本人')).toBeVisible();
    await drawer.getByRole('button', { name: '关闭' }).click();
    await expect(drawer).toBeHidden();
  }

  // Seven full days later the stop may be proposed; another person confirms it.
  // Sessions do not live through the jump.
  await page.context().close();
  time.jumpTo('2026-12-02T11:00:00+08:00');
  const later = await open('cashier');
  await later.page.goto(`${ann.url}/dunning?due=order`);
  await pick(later.page, '张伟', '李娜', '王强');
  await later.page.getByRole('button', { name: '提出停供（3）' }).click();
  await later.page.getByRole('dialog').getByRole('button', { name: '提出停供（3）' }).click();
  await expect(later.page.getByText('已提出 3 张停供令')).toBeVisible();
  await later.page.getByText('停复供', { exact: true }).first().click();
  for (const name of ['张伟', '李娜', '王强']) {
    await later.page.getByRole('cell', { name, exact: true }).click();
    const drawer = later.page.getByRole('dialog');
    await expect(drawer.getByRole('button', { name: '确认停供' })).toHaveCount(0);
    await drawer.getByLabel('通知方式，如：电话告知本人').fill('电话告知本人');
    await drawer.getByRole('button', { name: '登记停供前通知' }).click();
    await expect(drawer.getByText('电话告知本人')).toBeVisible();
    await drawer.getByRole('button', { name: '关闭' }).click();
    await expect(drawer).toBeHidden();
  }
  await later.page.context().close();
  time.advanceMinutes(61);

  const chief = await open('manager');
  await chief.page.goto(`${ann.url}/dunning/orders`);
  await shot(chief.page, 'dunning-orders');
  const confirm = async (name: string, end: string) => {
    await chief.page.getByRole('cell', { name, exact: true }).click();
    const drawer = chief.page.getByRole('dialog').first();
    const door = (await drawer.getByText(/3-2-\d+ /).textContent())?.split(' ')[0] ?? '';
    await drawer.getByRole('button', { name: '确认停供' }).click();
    const ask = chief.page.getByRole('dialog', { name: /确认停供令/ });
    await expect(ask.getByRole('button', { name: '确认停供' })).toBeDisabled();
    await ask.getByLabel(`请输入房号 ${door}`).fill(door);
    await ask.getByRole('button', { name: '确认停供' }).click();
    await expect(drawer.getByRole('row', { name: '状态' }).first()).toContainText(end, { timeout: 40_000 });
    await shot(chief.page, `dunning-order-${name}`);
    await drawer.getByRole('button', { name: '关闭' }).click();
    await expect(drawer).toBeHidden();
  };
  expect(relays.zhang.isOpen).toBe(false);
  await confirm('张伟', '已停供');
  expect(relays.zhang.isOpen).toBe(true);
  expect(relays.zhang.commands).toMatchObject([{ action: 'trip' }]);
  await expect.poll(() => modem.messages.at(-1)?.text, { timeout: 30_000 }).toContain('因欠费已停止供电');

  // A relay that says yes and does not move is not done; one that says no has failed.
  await confirm('李娜', '结果不明');
  expect(relays.li.isOpen).toBe(false);
  await confirm('王强', '未执行');
  expect(relays.wang.isOpen).toBe(false);

  // The household pays at the till; the restoration is proposed by itself and goes the same way.
  const till = await open('cashier');
  await till.page.goto(`${ann.url}/cashier?customer=${zhang.customerId}`);
  await till.page.getByRole('button', { name: /收款/ }).first().click();
  await expect
    .poll(() => station.db.prepare('SELECT count(*) AS n FROM payment').get(), { timeout: 15_000 })
    .toEqual({ n: 1 });
  await chief.page.goto(`${ann.url}/dunning/orders`);
  await chief.page.getByRole('row', { name: /复供.*张伟/ }).click();
  const drawer = chief.page.getByRole('dialog');
  await expect(drawer).toContainText('欠费已缴清');
  await expect(drawer).toContainText('2026-12-03 12:0');
  await shot(chief.page, 'dunning-restore');
  await drawer.getByRole('button', { name: '确认复供' }).click();
  await expect(drawer.getByText('已复供').first()).toBeVisible({ timeout: 40_000 });
  expect(relays.zhang.isOrderedOpen).toBe(false);
  relays.zhang.pressButton();
  expect(relays.zhang.isOpen).toBe(false);
  await expect.poll(() => modem.messages.at(-1)?.text, { timeout: 30_000 }).toContain('已恢复供电');
  expect(errors).toEqual([]);
  expect(ann.bugs).toEqual([]);
  expect([admin, { complaints }, later, chief, till].flatMap((seat) => seat.complaints)).toEqual([]);
});
