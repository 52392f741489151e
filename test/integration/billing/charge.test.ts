import { expect, test } from 'vitest';
import { issueCharge, type NewCharge } from '../../../main/modules/billing/index.ts';
import { LEDGER_CODES } from '../../../main/modules/ledger/index.ts';
import { billMaker } from '../../../main/reports/bill/bill.document.ts';
import { type LocalDate, localDate } from '../../../main/shared/dates.ts';
import type { AccountId } from '../../../main/shared/ids.ts';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';
import { households, ledgerTotal } from '../cashier/households.ts';
import { soundness } from './correction-fixture.ts';

function charge(ann: TestStation, accountId: AccountId, part: Partial<NewCharge> = {}) {
  const { station } = ann;
  return station.write(ann.actor('manager'), { action: 'test.charge' }, (tx) =>
    issueCharge(tx, {
      accountId,
      dueOn: localDate(tx.now, station.zone),
      lines: [
        { name: '换表工料费', amountFen: 12_000 },
        { name: '接头', quantityMilli: 2_000, priceE8: 250_000_000, amountFen: 500 },
      ],
      reason: { kind: 'other', name: '换表' },
      zone: station.zone,
      ...part,
    }),
  );
}

test('a charge is a bill with a number, an entry and lines, and the till collects it in the order of the due days', async () => {
  await using ann = makeStation();
  const town = households(ann);
  const { customerId, accountId, billIds } = town.household([5000, 3000]);
  const issued = charge(ann, accountId, { dueOn: '2026-01-30' as LocalDate });
  expect(issued).toMatchObject({ billNo: 'B202611000001', amountFen: 12_500 });
  expect(ledgerTotal(ann, LEDGER_CODES.otherRevenue)).toBe(-12_500);
  const till = await ann.as('cashier').cashier.customer({ customerId });
  expect(till.bills.map((bill) => [bill.kind, bill.leftFen])).toEqual([
    ['usage', 5000],
    ['other', 12_500],
    ['usage', 3000],
  ]);
  const receipt = await ann.as('cashier').cashier.takePayment({
    customerId,
    paidFen: 18_000,
    tenderedFen: 18_000,
    method: 'cash',
    expectedOwedFen: 20_500,
    requestId: requestId(),
  });
  expect(receipt.lines.map((line) => [line.billId, line.kind, line.amountFen, line.leftFen])).toEqual([
    [billIds[0], 'usage', 5000, 0],
    [issued.billId, 'other', 12_500, 0],
    [billIds[1], 'usage', 500, 2500],
  ]);
  await soundness(ann);
});

test('a charge is listed by its kind, and its page and paper tell its lines', async () => {
  await using ann = makeStation();
  const { accountId } = households(ann).household([5000]);
  const { billId } = charge(ann, accountId);
  const manager = ann.as('manager');
  const listed = await manager.billing.bills({ kind: 'other' });
  expect(listed).toMatchObject({ total: 1, amountFen: 12_500, rows: [{ billId, kind: 'other', quantityMilli: null }] });
  expect(await manager.billing.bill({ billId })).toMatchObject({
    kind: 'other',
    owedFen: 12_500,
    lines: [{ note: { name: '换表工料费' } }, { quantityMilli: 2000, note: { name: '接头' } }],
  });
  const by = ann.actor('manager');
  const paper = billMaker.build(ann.station, by, { kind: 'bill', id: billId, lang: 'zh-CN' } as never);
  expect(paper).toMatchObject({ title: '其他费用（燃气费）账单' });
});

test('a charge neither counts in the tiers nor stands in the way of a bill of the same account and month', async () => {
  await using ann = makeStation();
  const { accountId } = households(ann).household([5000]);
  charge(ann, accountId, { month: '2026-01' });
  charge(ann, accountId, { month: '2026-01' });
  const rows = ann.station.db
    .prepare("SELECT meter_id, quantity_milli, tariff_id FROM bill WHERE kind <> 'usage'")
    .all();
  expect(rows).toEqual(Array(2).fill({ meter_id: null, quantity_milli: null, tariff_id: null }));
  const insert = (kind: string, values: string) => () =>
    ann.station.db.exec(`INSERT INTO bill (bill_no, kind, account_id, month, period_from, period_to, amount_fen, explain_json,
      due_on, issued_at, quantity_milli) VALUES ('X', '${kind}', ${accountId}, '2026-01', '', '', 1, '{}', '', 0, ${values})`);
  expect(insert('other', '5')).toThrow(/CHECK/);
  expect(insert('usage', '5')).toThrow(/CHECK/);
});

test('a charge of nothing is none', async () => {
  await using ann = makeStation();
  const { accountId } = households(ann).household([]);
  expect(() => charge(ann, accountId, { lines: [{ name: '无', amountFen: 0 }] })).toThrow(/more than nothing/);
});
