import fc from 'fast-check';
import readXlsxFile from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';
import { households, ledgerTotal } from '../cashier/households.ts';

const pay = (ann: TestStation, customerId: number, paidFen: number, method: 'cash' | 'wechat' = 'cash') =>
  ann.as('cashier').cashier.takePayment({
    customerId: customerId as never,
    paidFen,
    tenderedFen: paidFen,
    method,
    requestId: requestId(),
  });

describe('takings of the day', () => {
  test('by method and cashier, with reversals on the day they are made and the cash the ledger expects', async () => {
    await using ann = makeStation({ at: '2026-11-21T10:00:00+08:00' });
    const town = households(ann);
    const { customerId } = town.household([100_000]);
    const yesterday = await pay(ann, customerId, 7000);
    ann.setClock('2026-11-22T10:00:00+08:00');
    await pay(ann, customerId, 5000);
    await pay(ann, customerId, 2000, 'wechat');
    const wrong = await pay(ann, customerId, 1000);
    const manager = ann.as('manager');
    for (const { paymentId } of [wrong, yesterday])
      await manager.cashier.reversePayment({ paymentId, reason: '录错', requestId: requestId() });

    const takings = await ann.as('cashier').reports.takings({});
    expect(takings).toMatchObject({ date: '2026-11-22', isToday: true });
    expect(
      takings.rows.map((r) => [r.cashierName, r.method, r.payments, r.takenFen, r.reversals, r.reversedFen]),
    ).toEqual([
      ['cashier', 'cash', 2, 6000, 0, 0],
      ['cashier', 'wechat', 1, 2000, 0, 0],
      ['manager', 'cash', 0, 0, 2, 8000],
    ]);
    expect(takings.drawer).toEqual({
      openingFen: 7000,
      takenFen: 6000,
      refundedFen: 8000,
      depositTakenFen: 0,
      depositReturnedFen: 0,
      otherFen: 0,
      closingFen: 5000,
    });
    expect(takings.drawer.closingFen).toBe(ledgerTotal(ann, '1001'));
    expect(takings.receipts.map((r) => [r.receiptNo, r.reversedOn])).toEqual([
      ['R2026-000004', '2026-11-22'],
      ['R2026-000003', null],
      ['R2026-000002', null],
      ['R2026-000001', '2026-11-22'],
    ]);
  });

  test('a day that is over keeps its figures and its chain head', async () => {
    await using ann = makeStation({ at: '2026-11-21T10:00:00+08:00' });
    const { customerId } = households(ann).household([100_000]);
    await pay(ann, customerId, 7000);
    const then = await ann.as('cashier').reports.takings({});
    ann.setClock('2026-11-22T10:00:00+08:00');
    await pay(ann, customerId, 5000);
    const later = await ann.as('cashier').reports.takings({ date: '2026-11-21' });
    expect(later).toEqual({ ...then, isToday: false });
    const { chainHead } = await ann.as('manager').ledger.verify();
    expect((await ann.as('cashier').reports.takings({})).chainHead?.hash).toBe(chainHead);
  });

  test('the day slip names the chain head and the cash to count', async () => {
    await using ann = makeStation();
    const { customerId } = households(ann).household([100_000]);
    await pay(ann, customerId, 7000);
    const { html } = await ann.as('cashier').print.preview({ document: { kind: 'takings', lang: 'zh-CN' } });
    const { chainHead } = await ann.as('manager').ledger.verify();
    for (const text of ['收费日结单', '2026-11-22', '¥70.00', chainHead, 'R2026-000001', '实点现金'])
      expect(html).toContain(text);
  });
});

describe('the monthly report', () => {
  test('figures of every building and of the station equal the ledger, whatever was billed, paid and reversed', async () => {
    const step = fc.record({
      building: fc.constantFrom('1号楼', '2号楼', '10号楼'),
      amount: fc.integer({ min: 1, max: 20_000 }),
      month: fc.constantFrom('2026-10', '2026-11'),
      paid: fc.option(fc.integer({ min: 1, max: 30_000 })),
      isReversed: fc.boolean(),
      isLater: fc.boolean(),
      discount: fc.nat(400),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        await using ann = makeStation({ at: '2026-11-15T09:00:00+08:00' });
        const town = households(ann);
        const billed = new Map<string, number>();
        let discountedFen = 0;
        const run = async (s: (typeof steps)[number]) => {
          const customerId = town.customer();
          const account = town.account(customerId, 'gas', s.building);
          const billId = town.bill(account, s.amount, { month: s.month });
          if (s.discount > 0 && s.discount <= s.amount) {
            const cmd = { billId, kind: 'discount' as const, amountFen: s.discount, expectedOwedFen: s.amount };
            await ann.as('manager').charges.adjust({ ...cmd, reason: '减免', requestId: requestId() });
            if (!s.isLater) discountedFen += s.discount;
          }
          if (s.month === '2026-11') billed.set(s.building, (billed.get(s.building) ?? 0) + s.amount);
          if (s.paid === null) return;
          const { paymentId } = await pay(ann, customerId, s.paid);
          if (s.isReversed)
            await ann.as('manager').cashier.reversePayment({ paymentId, reason: '录错', requestId: requestId() });
        };
        for (const s of steps.filter((s) => !s.isLater)) await run(s);
        const atMonthEnd = ledgerTotal(ann, '1122');
        ann.setClock('2026-12-03T09:00:00+08:00');
        for (const s of steps.filter((s) => s.isLater)) await run(s);

        const report = await ann.as('manager').reports.monthly({ month: '2026-11', service: 'gas' });
        expect(report.agreement.map((line) => line.billsFen - line.ledgerFen)).toEqual([0, 0, 0]);
        expect(report.totals).toMatchObject({ closingFen: atMonthEnd, nowFen: ledgerTotal(ann, '1122') });
        expect(report.movement).toMatchObject({ openingFen: 0, otherFen: 0 - discountedFen, closingFen: atMonthEnd });
        for (const row of report.rows) {
          expect(row.billedFen).toBe(billed.get(row.building) ?? 0);
          expect(row.openFen).toBe(row.billedFen - row.collectedFen - row.adjustedFen);
        }
        ann.setClock('2028-01-01T09:00:00+08:00');
        const { at: _, ...longAfter } = await ann.as('manager').reports.monthly({ month: '2026-11', service: 'gas' });
        expect(report).toMatchObject(longAfter);
        expect(report.totals.billedFen).toBe(report.rows.reduce((sum, row) => sum + row.billedFen, 0));
      }),
      { numRuns: 20 },
    );
  });

  test('one service does not see the other, and accounts closed before the month are not counted', async () => {
    await using ann = makeStation();
    const town = households(ann);
    const customerId = town.customer();
    town.bill(town.account(customerId, 'gas', 'A'), 500, { month: '2026-11' });
    town.bill(town.account(customerId, 'electricity', 'A'), 900, { month: '2026-11' });
    const gone = town.account(customerId, 'gas', 'A');
    ann.station.db.exec(`UPDATE account SET closed_on = '2026-10-31' WHERE id = ${gone}`);
    const report = await ann.as('manager').reports.monthly({ month: '2026-11', service: 'gas' });
    expect(report.rows).toHaveLength(1);
    expect(report.totals).toMatchObject({ accounts: 1, bills: 1, billedFen: 500, nowFen: 500 });
  });

  test('hazards and fillings of the month are counted in the station’s own days', async () => {
    await using ann = makeStation();
    const hazard = (no: string, found: string, closed: string | null) =>
      ann.station.db
        .prepare(
          `INSERT INTO hazard (hazard_no, place, description, grade, due_on, responsible, state, found_on, found_at, closed_on, closed_at)
           VALUES (?, '站区', 'x', 'general', '2026-12-01', '王', ?, '2026-11-01', ?, ?, ?)`,
        )
        .run(
          no,
          closed ? 'closed' : 'open',
          Date.parse(found),
          closed?.slice(0, 10) ?? null,
          closed && Date.parse(closed),
        );
    hazard('H1', '2026-10-31T23:59:59+08:00', '2026-11-01T00:00:00+08:00');
    hazard('H2', '2026-11-01T00:00:00+08:00', null);
    hazard('H3', '2026-11-30T23:59:59+08:00', '2026-12-01T00:00:00+08:00');
    hazard('H4', '2026-12-01T00:00:00+08:00', null);
    const report = await ann.as('manager').reports.monthly({ month: '2026-11', service: 'gas' });
    expect(report.safety).toEqual({ hazardsFound: 2, hazardsClosed: 1, hazardsOpen: 2 });
  });

  test('the workbook has numbers as numbers and no text that runs as a formula', async () => {
    await using ann = makeStation();
    const town = households(ann);
    town.bill(town.account(town.customer(), 'gas', '=HYPERLINK("http://x")'), 123_456, { month: '2026-11' });
    const { base64, fileName } = await ann
      .as('manager')
      .reports.monthlyExcel({ month: '2026-11', service: 'gas', lang: 'zh-CN' });
    expect(fileName).toBe('燃气费收费月报 2026-11.xlsx');
    const sheets = await readXlsxFile(Buffer.from(base64, 'base64'));
    const rows = sheets[0]?.data ?? [];
    expect(rows[2]?.slice(0, 5)).toEqual(['楼栋', '户数', '账单', '用量（m³）', '应收']);
    expect(rows[3]?.slice(0, 7)).toEqual([`'=HYPERLINK("http://x")`, 1, 1, 10, 1234.56, 0, 1234.56]);
    expect(rows.at(-1)?.slice(0, 5)).toEqual(['合计', 1, 1, 10, 1234.56]);
  });

  test('is for managers', async () => {
    await using ann = makeStation();
    await expect(ann.as('cashier').reports.monthly({ month: '2026-11', service: 'gas' })).rejects.toMatchObject({
      cause: { code: 'permission.denied' },
    });
    await expect(
      ann
        .as('cashier')
        .print.preview({ document: { kind: 'monthly', month: '2026-11', service: 'gas', lang: 'zh-CN' } }),
    ).rejects.toMatchObject({ cause: { code: 'permission.denied' } });
  });
});
