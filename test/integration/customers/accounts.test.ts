import { describe, expect, test } from 'vitest';
import { credit, debit, LEDGER_CODES, post } from '../../../main/modules/ledger/index.ts';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';

const refusal = (code: string, params: object = {}) => ({ cause: { code, params: expect.objectContaining(params) } });

const household = (name = '王秀英', room = '501') => ({
  customer: { name, phone: '13800138000' },
  premises: { building: '3', unit: '2', room, areaDm2: 8950 },
  account: { service: 'gas' as const, openedOn: '2026-01-01', householdSize: 3 },
  requestId: requestId(),
});

const meter = { meterNo: 'G20260001', protocol: 'manual' as const, digits: 5, decimals: 3 };

describe('opening an account', () => {
  test('customer, premises, account, meter and first reading are made in one step', async () => {
    await using ann = makeStation();
    const manager = ann.as('manager');
    const made = await manager.accounts.connect({
      ...household(),
      meter,
      firstReading: { totalMilli: 1_234_500, readOn: '2026-01-01' },
    });
    expect(made.accountNo).toBe('00000001');
    expect(await manager.accounts.get({ accountId: made.accountId })).toMatchObject({
      customerName: '王秀英',
      doorNo: '3-2-501',
      service: 'gas',
      meterNos: 'G20260001',
      openAmountFen: 0,
    });
    expect(ann.station.db.prepare('SELECT role, total_milli AS total FROM reading').all()).toEqual([
      { role: 'baseline', total: 1_234_500 },
    ]);
    const [account] = await manager.traits.ofCustomer({ customerId: made.customerId });
    expect(account?.current).toMatchObject([{ kind: 'household', fromOn: '2026-01-01', value: 3 }]);
  });

  test('a fault in the last step leaves nothing of the first', async () => {
    await using ann = makeStation();
    const manager = ann.as('manager');
    await manager.accounts.connect({ ...household('甲', '101'), meter });
    await expect(manager.accounts.connect({ ...household('乙', '102'), meter })).rejects.toMatchObject(
      refusal('meter.number-taken', { meterNo: 'G20260001' }),
    );
    await expect(
      manager.accounts.connect({
        ...household('丙', '103'),
        meter: { ...meter, meterNo: 'G2' },
        firstReading: { totalMilli: 100_000_000, readOn: '2026-01-01' },
      }),
    ).rejects.toMatchObject(refusal('reading.exceeds-register'));
    expect((await manager.customers.list({})).total).toBe(1);
    const count = (table: string) => ann.station.db.prepare(`SELECT count(*) AS n FROM ${table}`).get();
    expect([count('customer'), count('premises'), count('meter'), count('search_key WHERE account_id > 1')]).toEqual([
      { n: 1 },
      { n: 1 },
      { n: 1 },
      { n: 0 },
    ]);
  });

  test('a repeated click opens one account', async () => {
    await using ann = makeStation();
    const cmd = household();
    const first = await ann.as('cashier').accounts.open(cmd);
    expect(await ann.as('cashier').accounts.open(cmd)).toEqual(first);
    expect((await ann.as('cashier').customers.list({})).total).toBe(1);
  });

  test('one customer has several accounts, one premises one of a service', async () => {
    await using ann = makeStation();
    const cashier = ann.as('cashier');
    const { customerId, premisesId } = await cashier.accounts.open(household());
    const again = { customer: { customerId }, premises: { premisesId }, requestId: requestId() };
    await cashier.accounts.open({ ...again, account: { service: 'electricity', openedOn: '2026-01-01' } });
    expect((await cashier.customers.accounts({ customerId })).map((row) => row.service)).toEqual([
      'gas',
      'electricity',
    ]);
    await expect(
      cashier.accounts.open({ ...again, account: { service: 'gas', openedOn: '2026-01-01' }, requestId: requestId() }),
    ).rejects.toMatchObject(refusal('account.already-open', { accountNo: '00000001', doorNo: '3-2-501' }));
  });

  test('numbers are typed or given, never given twice', async () => {
    await using ann = makeStation();
    const cashier = ann.as('cashier');
    const open = async (room: string, accountNo: string | null) =>
      (
        await cashier.accounts.open({
          ...household('甲', room),
          account: { service: 'gas', openedOn: '2026-01-01', accountNo },
        })
      ).accountNo;
    expect(await open('1', '00000002')).toBe('00000002');
    expect(await open('2', null)).toBe('00000001');
    expect(await open('3', null)).toBe('00000003');
    await expect(open('4', '00000003')).rejects.toMatchObject(refusal('account.number-taken'));
    await expect(open('5', "1' OR 1")).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('the same door is known however it is written', async () => {
    await using ann = makeStation();
    await ann.as('cashier').premises.create({ building: '3栋', unit: '2单元', room: '501室' });
    await expect(ann.as('cashier').premises.create({ building: '３', unit: '2', room: '501' })).rejects.toMatchObject(
      refusal('premises.door-taken', { doorNo: '3-2-501' }),
    );
    expect(await ann.as('cashier').premises.find({ door: '3栋2' })).toMatchObject([{ doorNo: '3-2-501' }]);
  });

  test('a cashier opens accounts but puts no meter on the wall', async () => {
    await using ann = makeStation();
    await expect(ann.as('cashier').accounts.connect({ ...household(), meter })).rejects.toMatchObject(
      refusal('permission.denied'),
    );
  });
});

describe('changing', () => {
  test('what somebody else changed meanwhile is not overwritten', async () => {
    await using ann = makeStation();
    const cashier = ann.as('cashier');
    const { customerId, premisesId, accountId } = await cashier.accounts.open(household());
    const customer = { customerId, version: 1, name: '王秀英', kind: 'person' as const, phone: '1', note: '' };
    await cashier.customers.update(customer);
    await expect(cashier.customers.update({ ...customer, phone: '2' })).rejects.toMatchObject(
      refusal('record.changed'),
    );
    const premises = { premisesId, version: 1, building: '3', unit: '2', room: '502', address: '', areaDm2: null };
    await cashier.premises.update(premises);
    await expect(cashier.premises.update(premises)).rejects.toMatchObject(refusal('record.changed'));
    const account = { accountId, version: 1, tariffCode: 'GAS-A' };
    await cashier.accounts.update(account);
    await expect(cashier.accounts.update(account)).rejects.toMatchObject(refusal('record.changed'));
    expect(await cashier.accounts.get({ accountId })).toMatchObject({
      doorNo: '3-2-502',
      tariffCode: 'GAS-A',
      phone: '1',
      version: 2,
    });
  });

  test('every change stands in the audit trail with its before and after', async () => {
    await using ann = makeStation();
    const { customerId } = await ann.as('cashier').accounts.open(household());
    await ann
      .as('cashier')
      .customers.update({ customerId, version: 1, name: '王英', kind: 'person', phone: '', note: '' });
    const { body } = ann.station.db
      .prepare("SELECT body_json AS body FROM audit WHERE action = 'customers.update'")
      .get() as { body: string };
    expect(JSON.parse(body).subjects).toMatchObject([
      { kind: 'customer', before: { name: '王秀英' }, after: { name: '王英' } },
    ]);
  });
});

describe('closing', () => {
  function owe(ann: TestStation, accountId: number, fen: number) {
    const { receivable, revenue } = LEDGER_CODES;
    const lines = [debit(receivable, fen, accountId), credit(revenue, fen)];
    ann.station.write(ann.actor('manager'), { action: 'test.bill' }, (tx) =>
      post(tx, {
        kind: 'bill',
        memo: '',
        documentKind: 'test',
        documentId: 1,
        document: {},
        lines,
        zone: ann.station.zone,
      }),
    );
  }

  test('an open amount must have been seen: the account closes only with the figure that is owed now', async () => {
    await using ann = makeStation();
    const cashier = ann.as('cashier');
    const { accountId } = await cashier.accounts.open(household());
    owe(ann, accountId, 12_345);
    const close = (acceptedDebtFen: number) =>
      cashier.accounts.close({
        accountId,
        version: 1,
        closedOn: '2026-11-22',
        acceptedDebtFen,
        requestId: requestId(),
      });
    await expect(close(0)).rejects.toMatchObject(refusal('account.has-debt', { debtFen: 12_345, debt: '123.45' }));
    await expect(close(12_344)).rejects.toMatchObject(refusal('account.has-debt'));
    await close(12_345);
    expect(await cashier.accounts.get({ accountId })).toMatchObject({ closedOn: '2026-11-22', openAmountFen: 12_345 });
  });

  test('the meters come off on the closing date, the history stays, and the door is free for the next', async () => {
    await using ann = makeStation();
    const manager = ann.as('manager');
    const { accountId, customerId, meterId } = await manager.accounts.connect({ ...household(), meter });
    await manager.accounts.close({ accountId, version: 1, closedOn: '2026-06-30', requestId: requestId() });
    expect(await manager.meters.history({ meterId })).toMatchObject([
      { accountId, fromOn: '2026-01-01', toOn: '2026-06-30' },
    ]);
    expect(await manager.customers.get({ customerId: customerId })).toMatchObject({ closedOn: '2026-06-30' });
    await expect(manager.accounts.update({ accountId, version: 2, tariffCode: null })).rejects.toMatchObject(
      refusal('account.closed'),
    );
    await expect(
      manager.accounts.close({ accountId, version: 2, closedOn: '2026-06-30', requestId: requestId() }),
    ).rejects.toMatchObject(refusal('account.closed'));

    const [premises] = await manager.premises.find({ door: '3-2-501' });
    const next = await manager.accounts.connect({
      customer: { name: '新住户' },
      premises: { premisesId: premises?.premisesId as never },
      account: { service: 'gas', openedOn: '2026-07-01' },
      meter: { meterId },
      requestId: requestId(),
    });
    expect(
      (await manager.premises.accounts({ premisesId: premises?.premisesId as never })).map((row) => [
        row.customerName,
        row.meterNos,
      ]),
    ).toEqual([
      ['新住户', 'G20260001'],
      ['王秀英', ''],
    ]);
    expect(next.meterId).toBe(meterId);
    expect((await manager.customers.list({ state: 'closed' })).rows).toMatchObject([{ accountId }]);
  });

  test('an account is not closed before it was opened', async () => {
    await using ann = makeStation();
    const { accountId } = await ann.as('cashier').accounts.open(household());
    await expect(
      ann.as('cashier').accounts.close({ accountId, version: 1, closedOn: '2025-12-31', requestId: requestId() }),
    ).rejects.toMatchObject(refusal('account.close-before-open'));
  });
});

test('the list filters by building, service and state, pages, and sorts doors as people count', async () => {
  await using ann = makeStation();
  const cashier = ann.as('cashier');
  for (const [building, room] of [
    ['10', '1'],
    ['9', '2'],
    ['9', '10'],
    ['9', '1'],
  ] as const)
    await cashier.accounts.open({
      ...household(`住户${building}${room}`),
      premises: { building, unit: '', room },
      requestId: requestId(),
    });
  const doors = async (filter: Parameters<typeof cashier.customers.list>[0]) =>
    (await cashier.customers.list(filter)).rows.map((row) => row.doorNo);
  expect(await doors({})).toEqual(['9-1', '9-2', '9-10', '10-1']);
  expect(await doors({ building: '9' })).toEqual(['9-1', '9-2', '9-10']);
  expect(await doors({ page: 2, pageSize: 3 })).toEqual(['10-1']);
  expect(await doors({ service: 'electricity' })).toEqual([]);
  expect(await doors({ text: '住户9', building: '9' })).toHaveLength(3);
  expect(await doors({ text: '住户', building: '10' })).toEqual(['10-1']);
  expect(await cashier.premises.buildings()).toEqual([
    { building: '9', premises: 3 },
    { building: '10', premises: 1 },
  ]);
});
