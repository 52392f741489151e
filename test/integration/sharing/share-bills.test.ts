import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LEDGER_CODES } from '../../../main/modules/ledger/index.ts';
import { sharingProofMaker } from '../../../main/reports/sharing-proof/sharing-proof.document.ts';
import { requestId } from '../../support/station.ts';
import { refused, soundness } from '../billing/correction-fixture.ts';
import { addHouse, newRequest } from '../billing/fixture.ts';
import { ledgerTotal } from '../cashier/households.ts';
import { pay, reversePayment, till } from '../charges/debtors.ts';
import { MONTH, makeBuilding, makeGroup, member } from './building.ts';

type Building = Awaited<ReturnType<typeof makeBuilding>>;

async function shared({ manager, houses }: Building, expectedTotalFen = 36_369) {
  const members = houses.map((house) => member(house));
  const groupId = await makeGroup({ manager }, members);
  const cmd = { groupId, month: MONTH, costFen: null, expectedTotalFen, areDoubtsAccepted: false };
  return { groupId, runId: await manager.sharing.issue({ ...cmd, requestId: newRequest() }) };
}

const bill = (runId: number, expectedTotalFen = 36_369) => ({
  runId: runId as never,
  dueOn: '2026-12-20',
  expectedTotalFen,
  requestId: requestId(),
});

test('every share of a month becomes a bill, once; together they are what was shared', async () => {
  const building = await makeBuilding();
  const { ann, manager, houses } = building;
  await using _ = ann;
  const before = ledgerTotal(ann, LEDGER_CODES.revenue);
  const { groupId, runId } = await shared(building);
  expect(await manager.sharing.previewBills({ runId })).toEqual({
    bills: 4,
    amountFen: 36_369,
    without: 0,
    dueOn: '2026-12-18',
  });
  const cmd = bill(runId);
  expect(await manager.sharing.bill(cmd)).toBe(4);
  expect(await manager.sharing.bill(cmd)).toBe(4);
  await expect(manager.sharing.bill(bill(runId))).rejects.toMatchObject(refused('sharing.already-billed'));
  expect(before - ledgerTotal(ann, LEDGER_CODES.revenue)).toBe(36_369);
  const { issued } = await manager.sharing.month({ groupId, month: MONTH, costFen: null });
  expect(issued?.bills.map((one) => one.amountFen)).toEqual([9305, 8574, 5935, 12_555]);
  const [first] = houses;
  const { bills } = await till(ann, first?.customerId as never);
  expect(bills).toMatchObject([
    { kind: 'usage', month: MONTH },
    { kind: 'shared', month: MONTH, leftFen: 9305, dueOn: '2026-12-20', quantityMilli: null },
  ]);
  expect(await manager.billing.bill({ billId: bills[1]?.billId as never })).toMatchObject({
    periodFrom: '2026-11-01',
    periodTo: '2026-12-01',
    explain: { reason: { kind: 'shared', totalFen: 36_369, members: 4, lossMilli: 665_000, priceE8: 54_690_000 } },
  });
  const sheet = sharingProofMaker.build(ann.station, ann.actor('manager'), { id: runId, lang: 'zh-CN' } as never);
  const table = sheet.blocks.find((block) => block.kind === 'table');
  expect(table?.rows[0]).toContain(bills[1]?.billNo);
  expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
});

test('a bill of a share stands beside the next usage bill and counts in no tier and in no loss', async () => {
  const building = await makeBuilding();
  const { ann, manager } = building;
  await using _ = ann;
  const { groupId, runId } = await shared(building);
  await manager.sharing.bill(bill(runId));
  const { proof } = await manager.sharing.month({ groupId, month: MONTH, costFen: null });
  expect(proof.subMilli).toBe(12_195_000);
  await manager.sharing.reverse({ runId, reason: '重新核对', requestId: requestId() });
  const again = await manager.sharing.month({ groupId, month: MONTH, costFen: null });
  expect(again.proof).toMatchObject({ subMilli: 12_195_000, amountFen: 36_369, doubts: [] });
});

test('reversing the month takes its bills back while they are unpaid, to the fen, and not after', async () => {
  const building = await makeBuilding();
  const { ann, manager, houses } = building;
  await using _ = ann;
  const balances = () => [ledgerTotal(ann, LEDGER_CODES.receivable), ledgerTotal(ann, LEDGER_CODES.revenue)];
  const before = balances();
  const { groupId, runId } = await shared(building);
  await manager.sharing.bill(bill(runId));
  const customerId = houses[0]?.customerId as never;
  const { owedFen } = await till(ann, customerId);
  const { paymentId } = await pay(ann, customerId, owedFen);
  const reverse = { runId, reason: '读数有误', requestId: requestId() };
  await expect(manager.sharing.reverse(reverse)).rejects.toMatchObject(refused('sharing.bills-settled'));
  await reversePayment(ann, paymentId);
  await manager.sharing.reverse(reverse);
  expect(balances()).toEqual(before);
  expect((await till(ann, customerId)).bills.map((one) => one.kind)).toEqual(['usage']);
  expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
  const again = { groupId, month: MONTH, costFen: null, expectedTotalFen: 36_369, areDoubtsAccepted: false };
  const second = await manager.sharing.issue({ ...again, requestId: newRequest() });
  expect(await manager.sharing.bill(bill(second))).toBe(4);
});

test('billing asks for the total that was seen, a due day to come, and the permission', async () => {
  const building = await makeBuilding();
  const { ann, manager } = building;
  await using _ = ann;
  const { runId } = await shared(building);
  await expect(manager.sharing.bill(bill(runId, 1))).rejects.toMatchObject(refused('sharing.total-changed'));
  await expect(manager.sharing.bill({ ...bill(runId), dueOn: '2026-11-01' })).rejects.toMatchObject(
    refused('billing.due-date-past'),
  );
  await expect(ann.as('cashier').sharing.bill(bill(runId))).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('a cost below nothing is money to give back, which no bill can', async () => {
  const building = await makeBuilding();
  const { ann, manager, houses } = building;
  await using _ = ann;
  const group = { name: '退费', method: 'equal' as const, meterNo: null, price: null };
  const groupId = await makeGroup(
    { manager },
    houses.map((house) => member(house)),
    group,
  );
  const cmd = { groupId, month: MONTH, costFen: -1000, expectedTotalFen: -1000, areDoubtsAccepted: true };
  const runId = await manager.sharing.issue({ ...cmd, requestId: newRequest() });
  await expect(manager.sharing.previewBills({ runId })).rejects.toMatchObject(refused('sharing.credit-not-billed'));
});

test('whatever is shared among whomever, the bills are the total to the fen and nobody without a share gets one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 5_000_000 }),
      fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 7 }),
      async (costFen, coefficients) => {
        const { ann, manager } = await makeBuilding([10]);
        await using _ = ann;
        const houses = coefficients.map((_coefficient, i) => addHouse(ann, `9-${100 + i}`, { openedOn: '2026-10-31' }));
        const members = houses.map((house, i) => member(house, { coefficientMilli: coefficients[i] ?? 0 }));
        const isShared = coefficients.some((c) => c > 0) || costFen === 0;
        const group = { name: '公共费用', method: 'coefficient' as const, meterNo: null, price: null };
        const groupId = await makeGroup({ manager }, members, group);
        const cmd = { groupId, month: MONTH, costFen, expectedTotalFen: costFen, areDoubtsAccepted: true };
        if (!isShared) return;
        const runId = await manager.sharing.issue({ ...cmd, requestId: newRequest() });
        await manager.sharing.bill(bill(runId, costFen));
        const { issued } = await manager.sharing.month({ groupId, month: MONTH, costFen });
        const amounts = issued?.bills.map((one) => one.amountFen) ?? [];
        expect(amounts.reduce((sum, fen) => sum + fen, 0)).toBe(costFen);
        expect(amounts.every((fen) => fen > 0)).toBe(true);
        expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
      },
    ),
    { numRuns: 15 },
  );
});
