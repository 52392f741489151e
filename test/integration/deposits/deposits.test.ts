import { describe, expect, test } from 'vitest';
import type { DepositId } from '../../../main/shared/ids.ts';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';
import { households, ledgerTotal } from '../cashier/households.ts';

const refused = (code: string) => ({ cause: { code } });
type Method = 'cash' | 'wechat' | 'card';

function world(ann: TestStation) {
  const town = households(ann);
  const house = town.household([]);
  const taking = (amountFen: number, method: Method = 'cash') => ({
    customerId: house.customerId,
    accountId: house.accountId,
    purpose: 'cylinder' as const,
    ...{ method, amountFen, note: '', requestId: requestId() },
  });
  const returning = (depositId: DepositId, amountFen: number, method: Method = 'cash') => ({
    ...{ depositId, amountFen, method, note: '', requestId: requestId() },
  });
  const undo = () => ({ reason: '录错了', requestId: requestId() });
  return { town, house, taking, returning, undo, till: ann.as('cashier').deposits, boss: ann.as('manager').deposits };
}

async function expectSound(ann: TestStation): Promise<void> {
  expect(await ann.as('manager').ledger.verify()).toMatchObject({ isSound: true, findings: [] });
}

describe('a deposit', () => {
  test('is a liability under a number without a gap, apart from credit and from what is owed', async () => {
    await using ann = makeStation();
    const { house, taking, till } = world(ann);
    const first = await till.take(taking(6000));
    const { accountId: _, ...ofNoAccount } = taking(20_000, 'wechat');
    const second = await till.take({ ...ofNoAccount, purpose: 'decoration', note: '3-2-501 装修' });
    expect(first).toMatchObject({ receiptNo: 'Y2026-000001', accountNo: 'A00001', heldFen: 6000, returns: [] });
    expect(second).toMatchObject({ receiptNo: 'Y2026-000002', accountId: null, accountNo: '', purpose: 'decoration' });
    expect(['1001', '1012', '2241', '2203'].map((code) => ledgerTotal(ann, code))).toEqual([6000, 20_000, -26_000, 0]);
    const { creditFen, owedFen } = await ann.as('cashier').cashier.customer({ customerId: house.customerId });
    expect([creditFen, owedFen]).toEqual([0, 0]);
    await expectSound(ann);
  });

  test('asked for twice is taken once, and given back once', async () => {
    await using ann = makeStation();
    const { taking, returning, till } = world(ann);
    const cmd = taking(6000);
    const { depositId } = await till.take(cmd);
    expect((await till.take(cmd)).depositId).toBe(depositId);
    await expect(till.take({ ...cmd, amountFen: 6001 })).rejects.toMatchObject(refused('request.reused'));
    const back = returning(depositId, 1000);
    expect(await till.giveBack(back)).toEqual(await till.giveBack(back));
    expect(ledgerTotal(ann, '2241')).toBe(-5000);
  });

  test('goes back in parts, never more than is held, and the slip says what was held before and after', async () => {
    await using ann = makeStation();
    const { house, taking, returning, till } = world(ann);
    const { depositId } = await till.take(taking(6000));
    const part = await till.giveBack({ ...returning(depositId, 2000), payee: '李四' });
    expect(part).toMatchObject({
      ...{ returnNo: 'YT2026-000001', receiptNo: 'Y2026-000001', payee: '李四' },
      ...{ depositFen: 6000, heldBeforeFen: 6000, heldAfterFen: 4000 },
    });
    await expect(till.giveBack(returning(depositId, 4001))).rejects.toMatchObject(refused('deposit.over-held'));
    const rest = await till.giveBack(returning(depositId, 4000, 'wechat'));
    expect(rest).toMatchObject({ returnNo: 'YT2026-000002', payee: '张伟', heldAfterFen: 0 });
    expect(['1001', '1012', '2241'].map((code) => ledgerTotal(ann, code))).toEqual([4000, -4000, 0]);
    const [deposit] = await till.ofCustomer({ customerId: house.customerId });
    expect(deposit).toMatchObject({ heldFen: 0, returns: [{ amountFen: 2000 }, { amountFen: 4000 }] });
    await expectSound(ann);
  });

  test('is reversed only while nothing of it is given back; a reversed return is held again', async () => {
    await using ann = makeStation();
    const { taking, returning, undo, till, boss } = world(ann);
    const { depositId } = await till.take(taking(6000));
    const { returnId } = await till.giveBack(returning(depositId, 6000));
    await expect(boss.reverse({ depositId, ...undo() })).rejects.toMatchObject(refused('deposit.returned'));
    expect(await boss.reverseReturn({ returnId, ...undo() })).toMatchObject({ reversal: { on: '2026-11-22' } });
    await expect(boss.reverseReturn({ returnId, ...undo() })).rejects.toMatchObject(
      refused('deposit.already-reversed'),
    );
    expect(ledgerTotal(ann, '2241')).toBe(-6000);
    expect(await boss.reverse({ depositId, ...undo() })).toMatchObject({ heldFen: 0, reversal: { reason: '录错了' } });
    await expect(boss.reverse({ depositId, ...undo() })).rejects.toMatchObject(refused('deposit.already-reversed'));
    await expect(till.giveBack(returning(depositId, 1))).rejects.toMatchObject(refused('deposit.over-held'));
    expect(['1001', '2241'].map((code) => ledgerTotal(ann, code))).toEqual([0, 0]);
    await expectSound(ann);
  });

  test('is not taken for the account of somebody else, and a cashier reverses none', async () => {
    await using ann = makeStation();
    const { town, taking, undo, till } = world(ann);
    const other = town.household([], '李四');
    await expect(till.take({ ...taking(6000), accountId: other.accountId })).rejects.toMatchObject(
      refused('record.not-found'),
    );
    const { depositId } = await till.take(taking(6000));
    await expect(till.reverse({ depositId, ...undo() })).rejects.toMatchObject(refused('permission.denied'));
    await expect(
      ann.as('reader').deposits.giveBack({ depositId, amountFen: 1, method: 'cash', note: '', requestId: requestId() }),
    ).rejects.toMatchObject(refused('permission.denied'));
  });
});

test('all that is held stands by customer and kind, and its sum is the balance of 2241', async () => {
  await using ann = makeStation();
  const { town, taking, returning, till, boss } = world(ann);
  const { depositId } = await till.take(taking(6000));
  const other = town.household([], '李四');
  await till.take({
    ...taking(50_000, 'card'),
    ...{ customerId: other.customerId, accountId: other.accountId },
    purpose: 'decoration',
  });
  const { depositId: gone } = await till.take(taking(3000));
  await till.giveBack(returning(depositId, 1000));
  await till.giveBack(returning(gone, 3000));
  const all = await boss.held({ offset: 0, limit: 50 });
  expect(all).toMatchObject({ total: 2, heldFen: 55_000, allHeldFen: 55_000, ledgerFen: 55_000 });
  expect(all.purposes).toEqual([
    { purpose: 'cylinder', deposits: 1, heldFen: 5000 },
    { purpose: 'decoration', deposits: 1, heldFen: 50_000 },
  ]);
  const found = await boss.held({ text: '李', purpose: 'decoration', offset: 0, limit: 50 });
  expect(found.rows).toMatchObject([{ customerName: '李四', receiptNo: 'Y2026-000002', heldFen: 50_000 }]);
  expect(found).toMatchObject({ heldFen: 50_000, allHeldFen: 55_000 });
});

test('a deposit changed behind the program is found by the check of the books', async () => {
  await using ann = makeStation();
  const { taking, till } = world(ann);
  await till.take(taking(6000));
  ann.station.db.exec('DROP TRIGGER deposit_frozen; UPDATE deposit SET amount_fen = 5000');
  const { findings } = await ann.as('manager').ledger.verify();
  expect(findings.map((finding) => finding.code)).toEqual(
    expect.arrayContaining(['document-altered', 'deposits-differ']),
  );
});

test('on the takings deposits stand apart from bill money, and the drawer counts their cash', async () => {
  await using ann = makeStation({ at: '2026-11-21T10:00:00+08:00' });
  const { town, house, taking, returning, undo, till, boss } = world(ann);
  const { depositId } = await till.take(taking(6000));
  ann.setClock('2026-11-22T10:00:00+08:00');
  town.bill(house.accountId, 5000);
  await ann.as('cashier').cashier.takePayment({
    ...{ customerId: house.customerId, paidFen: 5000, tenderedFen: 5000, method: 'cash' },
    requestId: requestId(),
  });
  await till.giveBack(returning(depositId, 2500));
  await till.take(taking(20_000, 'wechat'));
  const wrong = await till.take(taking(700));
  await boss.reverse({ depositId: wrong.depositId, ...undo() });
  const day = await ann.as('cashier').reports.takings({});
  expect(day.drawer).toEqual({
    ...{ openingFen: 6000, takenFen: 5000, refundedFen: 0, depositTakenFen: 0, depositReturnedFen: 2500 },
    ...{ otherFen: 0, closingFen: 8500 },
  });
  expect(day.drawer.closingFen).toBe(ledgerTotal(ann, '1001'));
  expect(day.rows.map((row) => [row.method, row.takenFen, row.refundedFen])).toEqual([['cash', 5000, 0]]);
  expect(day.depositTotals).toEqual([
    { method: 'cash', taken: 0, takenFen: 0, returned: 1, returnedFen: 2500 },
    { method: 'wechat', taken: 1, takenFen: 20_000, returned: 0, returnedFen: 0 },
  ]);
  expect(day.deposits.map((row) => [row.kind, row.no, row.reversedOn])).toEqual([
    ['deposit-return', 'YT2026-000001', null],
    ['deposit', 'Y2026-000003', '2026-11-22'],
    ['deposit', 'Y2026-000002', null],
  ]);
  const paper = await ann
    .as('cashier')
    .print.preview({ document: { kind: 'takings', date: '2026-11-22', lang: 'zh-CN' } });
  expect(paper.html).toContain('押金（代管，不计入收费）');
});

test('the papers: a receipt to bring back, a slip the holder signs, a second copy is a reprint', async () => {
  await using ann = makeStation();
  const { taking, returning, till } = world(ann);
  const { depositId } = await till.take(taking(6000));
  const { returnId } = await till.giveBack(returning(depositId, 6000));
  const print = ann.as('cashier').print;
  const receipt = { kind: 'deposit', id: depositId, lang: 'zh-CN' } as const;
  const first = await print.issue({ document: receipt, requestId: requestId() });
  expect(first.html).toContain('陆拾元整');
  expect(first.html).not.toContain('补打');
  expect((await print.issue({ document: receipt, requestId: requestId() })).html).toContain('补打 第1次');
  const slip = await print.issue({
    document: { kind: 'deposit-return', id: returnId, lang: 'zh-CN' },
    requestId: requestId(),
  });
  for (const text of ['退押金单', 'Y2026-000001', '持据人签字', '退后押金余额']) expect(slip.html).toContain(text);
});
