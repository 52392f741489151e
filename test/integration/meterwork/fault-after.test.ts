import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeStation, type TestStation } from '../../support/station.ts';
import { accepted, billed, correct, imbalance, refused, soundness, standing } from '../billing/correction-fixture.ts';
import { type House, newRequest, usageBill } from '../billing/fixture.ts';

/** February 2000 kWh at 1076.00, March 1000 at 550.00, April 500 at 294.00: 3500 of the year, the tiers end at 2760 and 4800. */
const HALF = { kind: 'error', errorE4: -5000 } as const;

async function settle(ann: TestStation, house: House, errorE4: number, span: { fromOn: string; foundOn: string }) {
  const manager = ann.as('manager');
  const asked = { meterId: house.meterId, fault: { kind: 'error', errorE4 } as const, isStartKnown: true, ...span };
  const { amountFen } = await manager.meterwork.previewFault(asked);
  const told = { certificateNo: 'JD-2026-118', reason: '用户申请校验', expectedAmountFen: amountFen };
  return manager.meterwork.backBill({ ...asked, ...told, requestId: newRequest() });
}

async function issueNext(ann: TestStation, house: House, month: string, total: number) {
  const readingId = await accepted(ann, house, `${month}-20T10:00:00`, total);
  return { readingId, bill: await issue(ann, house, month) };
}

async function issue(ann: TestStation, house: House, month: string) {
  await ann.as('manager').billing.issue({ month, service: 'electricity' });
  const last = (await standing(ann, house)).findLast((bill) => bill.kind === 'usage' && bill.month === month);
  return usageBill(await ann.as('manager').billing.bill({ billId: last?.billId as never }));
}

test('a bill issued after a settlement counts its tiers on from what was settled', async () => {
  await using ann = makeStation();
  const { house } = await billed(ann);
  // February 4000 instead of 2000: 5500 of the year are used, all of May is above 4800.
  const fault = await settle(ann, house, HALF.errorE4, { fromOn: '2026-01-01', foundOn: '2026-02-20' });
  expect(fault.amountFen).toBe(135_100);
  const { bill } = await issueNext(ann, house, '2026-05', 4600);
  expect(bill.explain).toMatchObject({ runningBeforeMilli: 5_500_000, settledBeforeMilli: 2_000_000 });
  expect(bill.amountFen).toBe(8380);
  expect(imbalance(ann)).toBe(0);
  expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
});

test('a settlement a later bill counts on from is not taken back before that is cancelled', async () => {
  await using ann = makeStation();
  const { house } = await billed(ann);
  const fault = await settle(ann, house, HALF.errorE4, { fromOn: '2026-01-01', foundOn: '2026-02-20' });
  const { bill } = await issueNext(ann, house, '2026-05', 4600);
  const manager = ann.as('manager');
  const reverse = () =>
    manager.meterwork.reverseFault({ faultId: fault.faultId, reason: '证书作废', requestId: newRequest() });
  await expect(reverse()).rejects.toMatchObject(refused('meter-fault.counted-on'));
  const cancel = { runId: bill.runId, reason: '退补作废', money: 'refuse', expectedAmountFen: bill.amountFen } as const;
  await manager.billing.cancelRun({ ...cancel, requestId: newRequest() });
  await reverse();
  const again = await issue(ann, house, '2026-05');
  expect(again.explain.runningBeforeMilli).toBe(3_500_000);
  expect(again.explain).not.toHaveProperty('settledBeforeMilli');
  expect(again.amountFen).toBe(5880);
});

test('a later bill corrected, and a later fault settled, count what was settled once', async () => {
  await using ann = makeStation();
  const { house } = await billed(ann);
  await settle(ann, house, HALF.errorE4, { fromOn: '2026-01-01', foundOn: '2026-02-20' });
  const { readingId } = await issueNext(ann, house, '2026-05', 4600);
  ann.setClock('2026-05-25T09:00:00+08:00');
  // 200 kWh, still all at 0.838.
  await correct(ann, readingId, 4700);
  const may = (await standing(ann, house)).findLast((bill) => bill.month === '2026-05' && bill.kind === 'usage');
  expect(may?.amountFen).toBe(16_760);
  // 10 % slow in May: 22.222 more at 0.838 = 18.62.
  const second = await settle(ann, house, -1000, { fromOn: '2026-04-20', foundOn: '2026-05-20' });
  expect(second).toMatchObject({ differenceMilli: 22_222, amountFen: 1862 });
  expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
});

test('settled before or after the next bill, the year costs the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: -6000, max: 6000 }).filter((e) => Math.abs(e) > 50),
      fc.integer({ min: 1, max: 2000 }),
      async (errorE4, used) => {
        const span = { fromOn: '2026-01-01', foundOn: '2026-02-20' };
        const year = async (isSettledFirst: boolean) => {
          await using ann = makeStation();
          const { house } = await billed(ann);
          const settled = isSettledFirst ? await settle(ann, house, errorE4, span) : undefined;
          const { bill } = await issueNext(ann, house, '2026-05', 4500 + used);
          ann.setClock('2026-05-25T09:00:00+08:00');
          const fault = settled ?? (await settle(ann, house, errorE4, span));
          expect(soundness(ann).isSound).toBe(true);
          return bill.amountFen + fault.amountFen;
        };
        expect(await year(true)).toBe(await year(false));
      },
    ),
    { numRuns: 8 },
  );
});
