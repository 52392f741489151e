import { describe, expect, test } from 'vitest';
import { billDocument, issueRun, markPaid, openBills } from '../../../main/modules/billing/index.ts';
import { balanceOf, LEDGER_CODES, trialBalance, verify } from '../../../main/modules/ledger/index.ts';
import type { LiveMessage } from '../../../main/station.types.ts';
import { makeStation, type TestStation } from '../../support/station.ts';
import { addHouse, addTariff, BY_YEAR, FLAT, newRequest, read } from './fixture.ts';

const FEBRUARY = { month: '2026-02', service: 'electricity' } as const;
const refused = (code: string) => ({ cause: { code } });
const soundness = (ann: TestStation) => verify(ann.station.db, { bill: billDocument });
const count = (ann: TestStation, table: string) =>
  (ann.station.db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;

describe('a billing run', () => {
  test('previews what it would issue and why accounts are left out, then issues exactly that', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'ZJ', BY_YEAR);
    const plain = addHouse(ann, '1-101');
    addHouse(ann, '1-102');
    const doubted = addHouse(ann, '1-103');
    addHouse(ann, '1-104', { tariffCode: 'GONE' });
    const unpriced = addHouse(ann, '1-105', { tariffCode: 'GONE' });
    addHouse(ann, '1-106', { openedOn: '2026-02-03' });
    addHouse(ann, '1-107', { service: 'gas' });
    await read(ann, plain, '2026-02-20T10:00:00', 1310);
    await read(ann, doubted, '2026-02-20T10:00:00', 500);
    await read(ann, unpriced, '2026-02-20T10:00:00', 1100);
    ann.setClock('2026-02-25T09:00:00+08:00');
    const manager = ann.as('manager');
    const preview = await manager.billing.preview(FEBRUARY);
    expect(preview).toMatchObject({
      accounts: 6,
      bills: 1,
      quantityMilli: 310_000,
      amountFen: 16_678,
      dueOn: '2026-03-17',
      priceChanges: 0,
    });
    expect(preview.exceptions.map((e) => [e.doorNo, e.meterNo, e.reason])).toEqual([
      ['1-1-102', 'M1-102', 'no-reading'],
      ['1-1-103', 'M1-103', 'doubtful-reading'],
      ['1-1-104', 'M1-104', 'no-reading'],
      ['1-1-105', 'M1-105', 'no-tariff'],
      ['1-1-106', 'M1-106', 'baseline-only'],
    ]);
    expect(count(ann, 'bill')).toBe(0);
    expect(await manager.billing.issue(FEBRUARY)).toMatchObject({ issued: 1, amountFen: 16_678, exceptions: 5 });
    expect(await manager.billing.runs()).toMatchObject([
      { month: '2026-02', state: 'issued', billCount: 1, amountFen: 16_678, issuedBy: 'manager' },
    ]);
    expect(balanceOf(ann.station.db, LEDGER_CODES.receivable, plain.accountId)).toBe(16_678);
    expect(soundness(ann)).toMatchObject({ isSound: true, entries: 1 });
  });

  test('leaves out the one account whose amount is absurd and bills the others', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'ZJ', BY_YEAR);
    const plain = addHouse(ann, '1-101');
    const absurd = addHouse(ann, '1-102', { meter: { digits: 9, multiplier: 1000 } });
    await read(ann, plain, '2026-02-20T10:00:00', 1310);
    await read(ann, absurd, '2026-02-20T10:00:00', 900_000_000);
    ann.setClock('2026-02-25T09:00:00+08:00');
    const preview = await ann.as('manager').billing.preview(FEBRUARY);
    expect(preview.bills).toBe(1);
    expect(preview.exceptions.map((e) => [e.doorNo, e.reason])).toEqual([['1-1-102', 'out-of-range']]);
    expect(await ann.as('manager').billing.issue(FEBRUARY)).toMatchObject({ issued: 1, exceptions: 1 });
  });

  test('issues a bill that carries everything needed to check it', async () => {
    await using ann = makeStation();
    const tariffId = await addTariff(ann, 'ZJ', BY_YEAR);
    const house = addHouse(ann, '3-501', { baseline: 5000 });
    const present = await read(ann, house, '2026-02-20T10:00:00', 5310);
    await ann.as('manager').billing.issue({ ...FEBRUARY, dueOn: '2026-03-31' });
    const [open] = openBills(ann.station.db, house);
    const bill = await ann.as('cashier').billing.bill({ billId: open?.billId as never });
    expect(bill).toMatchObject({
      billNo: 'B202602000001',
      month: '2026-02',
      periodFrom: '2026-01-01',
      periodTo: '2026-02-20',
      quantityMilli: 310_000,
      tariffId,
      amountFen: 16_678,
      owedFen: 16_678,
      dueOn: '2026-03-31',
      explain: {
        account: { accountNo: house.accountNo, customerName: '户3-501', doorNo: '3-1-501' },
        meter: { meterNo: 'M3-501', multiplier: 1 },
        previous: { on: '2026-01-01', totalMilli: 5_000_000, role: 'baseline' },
        present: { readingId: present, on: '2026-02-20', totalMilli: 5_310_000, source: 'manual' },
        turns: 0,
        registerMilli: 310_000,
        unit: 'kWh',
        tariff: { code: 'ZJ', rounding: 'per-bill', cycle: 'year' },
        cycleFrom: '2026-01',
        runningBeforeMilli: 0,
        runningAfterMilli: 310_000,
        dueOn: '2026-03-31',
      },
      lines: [
        {
          kind: 'tier',
          tier: 1,
          quantityMilli: 310_000,
          priceE8: 53_800_000,
          amountFen: 16_678,
          note: { exactYuan: '166.78', upToMilli: 2_760_000 },
        },
      ],
    });
  });

  test('adds nothing the second time, not even an audit row', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'ZJ', BY_YEAR);
    await read(ann, addHouse(ann, '1-101'), '2026-02-20T10:00:00', 1310);
    await ann.as('manager').billing.issue(FEBRUARY);
    const before = ['bill', 'bill_line', 'entry', 'billing_run', 'audit'].map((table) => count(ann, table));
    expect(await ann.as('manager').billing.issue(FEBRUARY)).toEqual({
      runId: null,
      issued: 0,
      amountFen: 0,
      exceptions: 1,
      isCancelled: false,
    });
    expect(['bill', 'bill_line', 'entry', 'billing_run', 'audit'].map((table) => count(ann, table))).toEqual(before);
    expect((await ann.as('manager').billing.preview(FEBRUARY)).exceptions.map((e) => e.reason)).toEqual([
      'already-billed',
    ]);
  });

  test('asked for twice at once runs once', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'ZJ', BY_YEAR);
    await read(ann, addHouse(ann, '1-101'), '2026-02-20T10:00:00', 1310);
    const { billing } = ann.as('manager');
    const [one, two] = await Promise.all([billing.issue(FEBRUARY), billing.issue(FEBRUARY)]);
    expect(one).toEqual(two);
    expect(count(ann, 'bill')).toBe(1);
  });

  test('interrupted between two chunks is finished by the next one, under the same run', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'ZJ', BY_YEAR);
    for (let i = 1; i <= 7; i++) await read(ann, addHouse(ann, `1-10${i}`), '2026-02-20T10:00:00', 1000 + i);
    const stop = new AbortController();
    const heard: LiveMessage[] = [];
    ann.station.live.subscribe((message) => heard.push(message));
    const by = ann.actor('manager');
    const first = await issueRun(ann.station, by, FEBRUARY, {
      chunkSize: 3,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(first).toMatchObject({ issued: 3, isCancelled: true });
    expect(await ann.as('manager').billing.runs()).toMatchObject([{ state: 'issuing', billCount: 3 }]);
    expect(await ann.as('manager').billing.preview(FEBRUARY)).toMatchObject({ bills: 4, unfinishedRunId: first.runId });

    expect(await issueRun(ann.station, by, { ...FEBRUARY, dueOn: '2026-12-31' }, { chunkSize: 3 })).toMatchObject({
      runId: first.runId,
      issued: 4,
    });
    const { rows } = await ann.as('manager').billing.bills({ runId: first.runId ?? undefined });
    expect(rows.map((b) => b.billNo).toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `B20260200000${n}`));
    expect(new Set(rows.map((b) => b.dueOn))).toEqual(new Set(['2026-03-12']));
    expect(await ann.as('manager').billing.runs()).toMatchObject([{ state: 'issued', billCount: 7 }]);
    expect(
      heard.flatMap((m) => (m.topic === 'progress' && m.job.startsWith('billing.issue') ? [[m.done, m.state]] : [])),
    ).toEqual([
      [0, 'running'],
      [3, 'running'],
      [3, 'cancelled'],
      [0, 'running'],
      [3, 'running'],
      [6, 'running'],
      [7, 'running'],
      [7, 'done'],
    ]);
    expect(soundness(ann)).toMatchObject({ isSound: true, entries: 7 });
  });

  test('lets a payment go first between two chunks', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'ZJ', BY_YEAR);
    for (let i = 1; i <= 4; i++) await read(ann, addHouse(ann, `1-10${i}`), '2026-02-20T10:00:00', 1100);
    const order: string[] = [];
    let payment: Promise<unknown> | undefined;
    const options = {
      chunkSize: 1,
      onProgress: ({ done }: { done: number }) => {
        order.push(`chunk ${done}`);
        if (done === 1) payment = ann.station.queue.submit('counter', () => order.push('payment'));
      },
    };
    await issueRun(ann.station, ann.actor('manager'), FEBRUARY, options);
    await payment;
    expect(order).toEqual(['chunk 1', 'payment', 'chunk 2', 'chunk 3', 'chunk 4']);
  });

  test('bills from the last billed reading on, counting the year on over the tiers', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'ZJ', BY_YEAR);
    const house = addHouse(ann, '1-101');
    const manager = ann.as('manager');
    const amounts: number[] = [];
    for (const [month, total] of [
      ['02', 3600],
      ['03', 3970],
      ['04', 6000],
      ['05', 6010],
    ] as const) {
      const readingId = await read(ann, house, `2026-${month}-20T10:00:00`, total);
      const [kept] = await manager.readings.ofMeter({ meterId: house.meterId });
      if (kept?.state === 'doubtful')
        await manager.readings.review({ readingId, decision: 'accept', note: '属实', requestId: newRequest() });
      amounts.push((await manager.billing.issue({ month: `2026-${month}`, service: 'electricity' })).amountFen);
    }
    // 2600 · 160 + 210 across the limit · 1830 + 200 across the second limit · 10 in the third tier
    expect(amounts).toEqual([139_880, 20_956, 124_364, 838]);
    const bills = await manager.billing.ofAccount({ accountId: house.accountId });
    expect(bills.map((b) => [b.periodFrom, b.periodTo, b.quantityMilli])).toEqual([
      ['2026-04-20', '2026-05-20', 10_000],
      ['2026-03-20', '2026-04-20', 2_030_000],
      ['2026-02-20', '2026-03-20', 370_000],
      ['2026-01-01', '2026-02-20', 2_600_000],
    ]);
  });

  test('takes the readings of the local month: midnight belongs to the month that begins', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'ZJ', BY_YEAR);
    const early = addHouse(ann, '1-101');
    const late = addHouse(ann, '1-102');
    await read(ann, early, '2026-02-28T23:59:59', 1100);
    await read(ann, late, '2026-03-01T00:00:00', 1200);
    const manager = ann.as('manager');
    expect(await manager.billing.preview(FEBRUARY)).toMatchObject({
      bills: 1,
      quantityMilli: 100_000,
      exceptions: [{ accountId: late.accountId, reason: 'no-reading' }],
    });
    expect(await manager.billing.preview({ ...FEBRUARY, month: '2026-03' })).toMatchObject({
      bills: 1,
      quantityMilli: 200_000,
    });
  });

  test('bills a rollover and the multiplier, and shows both', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'F', { ...BY_YEAR, cycle: 'month', scheme: { kind: 'flat', price: '0.62' } });
    const house = addHouse(ann, '1-101', { baseline: 9990.5, meter: { digits: 4, multiplier: 60 } });
    await read(ann, house, '2026-02-20T10:00:00', 10.5);
    await ann.as('manager').billing.issue(FEBRUARY);
    const [open] = openBills(ann.station.db, house);
    const bill = await ann.as('cashier').billing.bill({ billId: open?.billId as never });
    expect(bill).toMatchObject({
      amountFen: 74_400,
      quantityMilli: 1_200_000,
      explain: { turns: 1, registerMilli: 20_000, meter: { multiplier: 60 } },
    });
  });

  test('bills time-of-use registers, the flat one taking what cut-off decimals leave over', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'TOU', {
      ...BY_YEAR,
      cycle: 'month',
      scheme: { kind: 'flat', price: { peak: '0.93', flat: '0.62', valley: '0.31' } },
    });
    const tou = (sharp: number, peak: number, flat: number, valley: number) => ({
      sharpMilli: sharp * 1000,
      peakMilli: peak * 1000,
      flatMilli: flat * 1000,
      valleyMilli: valley * 1000,
    });
    const house = addHouse(ann, '1-101', { baseline: null, meter: { hasTou: true } });
    const plain = addHouse(ann, '1-102');
    await read(ann, house, '2026-01-05T10:00:00', 1000, tou(0, 400, 400, 200));
    await read(ann, house, '2026-02-20T10:00:00', 1280.1, tou(0, 480, 550, 250));
    await read(ann, plain, '2026-02-20T10:00:00', 1100);
    const preview = await ann.as('manager').billing.preview(FEBRUARY);
    expect(preview).toMatchObject({ bills: 1, quantityMilli: 280_100, amountFen: 18_296 });
    expect(preview.exceptions.map((e) => [e.meterNo, e.reason])).toEqual([['M1-102', 'no-tou']]);
  });

  test('issues a bill of nothing without an entry', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'ZJ', BY_YEAR);
    const house = addHouse(ann, '1-101');
    await read(ann, house, '2026-02-20T10:00:00', 1000);
    await ann.as('manager').billing.issue(FEBRUARY);
    const [bill] = await ann.as('cashier').billing.ofAccount({ accountId: house.accountId });
    expect(bill).toMatchObject({ amountFen: 0, quantityMilli: 0 });
    expect(await ann.as('cashier').billing.bill({ billId: bill?.billId as never })).toMatchObject({
      entryId: null,
      lines: [{ tier: 1, amountFen: 0 }],
    });
    expect(openBills(ann.station.db, house)).toEqual([]);
    expect(soundness(ann).entries).toBe(0);
  });

  test('prices each version of the tariff for its days and says when it changed inside the period', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'G', FLAT, { service: 'gas' });
    await addTariff(
      ann,
      'G',
      { ...FLAT, scheme: { kind: 'flat', price: '3.50' } },
      { service: 'gas', from: '2026-02-15' },
    );
    const early = addHouse(ann, '1-101', { service: 'gas' });
    const late = addHouse(ann, '1-102', { service: 'gas' });
    await read(ann, early, '2026-02-14T10:00:00', 1023);
    await read(ann, late, '2026-02-15T10:00:00', 1010);
    expect(await ann.as('manager').billing.preview({ month: '2026-02', service: 'gas' })).toMatchObject({
      bills: 2,
      // Early: all of it before the change. Late: a reading on the day of the change closes the days before it.
      amountFen: 6900 + 3000,
      priceChanges: 0,
    });
  });

  test('bills a meter handed over to the next account from the reading of that day', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'ZJ', BY_YEAR);
    const leaving = addHouse(ann, '1-101');
    const arriving = addHouse(ann, '1-102', { meter: { meterNo: 'SPARE' } });
    const manager = ann.as('manager');
    await read(ann, leaving, '2026-02-10T10:00:00', 1100);
    await manager.meters.unassign({ meterId: leaving.meterId, toOn: '2026-02-10' });
    await manager.meters.assign({ meterId: leaving.meterId, accountId: arriving.accountId, fromOn: '2026-02-10' });
    await read(ann, leaving, '2026-02-25T10:00:00', 1150);
    await read(ann, arriving, '2026-02-25T10:00:00', 1200);
    await manager.billing.issue(FEBRUARY);
    const quantities = (accountId: number) =>
      manager.billing
        .ofAccount({ accountId: accountId as never })
        .then((bills) => bills.map((b) => b.quantityMilli ?? 0).toSorted((a, b) => a - b));
    expect(await quantities(leaving.accountId)).toEqual([100_000]);
    expect(await quantities(arriving.accountId)).toEqual([50_000, 200_000]);
  });

  test('never charges the next account for what was used before the meter was handed over unread', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'ZJ', BY_YEAR);
    const before = addHouse(ann, '1-101');
    const after = addHouse(ann, '1-102', { meter: { meterNo: 'SPARE' } });
    ann.setClock('2026-02-10T12:00:00+08:00');
    const manager = ann.as('manager');
    await manager.meters.unassign({ meterId: before.meterId, toOn: '2026-02-10', requestId: newRequest() });
    await manager.meters.assign({
      meterId: before.meterId,
      accountId: after.accountId,
      fromOn: '2026-02-10',
      requestId: newRequest(),
    });
    await read(ann, before, '2026-02-20T10:00:00', 1300);
    const preview = await manager.billing.preview(FEBRUARY);
    expect(preview.bills).toBe(0);
    expect(preview.exceptions.map((e) => [e.doorNo, e.meterNo, e.reason])).toContainEqual([
      '1-1-102',
      'M1-101',
      'no-handover-reading',
    ]);
    const { readingId } = await ann.as('reader').readings.record({
      meterId: before.meterId,
      totalMilli: 1_200_000,
      readOn: '2026-02-10',
      isConfirmed: true,
      note: '过户时双方抄表',
      requestId: newRequest(),
    });
    await manager.readings.review({ readingId, decision: 'accept', note: '有双方签字', requestId: newRequest() });
    expect(await manager.billing.issue(FEBRUARY)).toMatchObject({ issued: 2 });
    const quantities = ann.station.db.prepare('SELECT account_id, quantity_milli FROM bill ORDER BY account_id').raw();
    expect(quantities.all()).toEqual([
      [before.accountId, 200_000],
      [after.accountId, 100_000],
    ]);
  });

  test('for a month that has not begun or with a due date gone by is refused', async () => {
    await using ann = makeStation({ at: '2026-02-25T09:00:00+08:00' });
    const manager = ann.as('manager');
    await expect(manager.billing.preview({ ...FEBRUARY, month: '2026-03' })).rejects.toMatchObject(
      refused('billing.month-in-future'),
    );
    await expect(manager.billing.issue({ ...FEBRUARY, dueOn: '2026-02-24' })).rejects.toMatchObject(
      refused('billing.due-date-past'),
    );
    await expect(ann.as('cashier').billing.issue(FEBRUARY)).rejects.toMatchObject(refused('permission.denied'));
  });
});

describe('an issued bill', () => {
  async function issued() {
    const ann = makeStation();
    await addTariff(ann, 'ZJ', BY_YEAR);
    const house = addHouse(ann, '1-101');
    await read(ann, house, '2026-02-20T10:00:00', 1310);
    await ann.as('manager').billing.issue(FEBRUARY);
    const [open] = openBills(ann.station.db, house);
    if (!open) throw new Error('no open bill');
    return {
      ann,
      house,
      open,
      pay: (fen: number) =>
        ann.station.write(ann.actor('cashier'), { action: 'test.pay' }, (tx) => markPaid(tx, open.billId, fen)),
    };
  }

  test('is paid in parts up to what is owed and not a fen beyond', async () => {
    const { ann, house, open, pay } = await issued();
    await using _ = ann;
    expect(open).toMatchObject({
      accountNo: house.accountNo,
      service: 'electricity',
      month: '2026-02',
      amountFen: 16_678,
      paidFen: 0,
      owedFen: 16_678,
    });
    pay(10_000);
    expect(openBills(ann.station.db, house)).toMatchObject([{ owedFen: 6678 }]);
    expect(() => pay(6679)).toThrow('bill.paid-too-much');
    pay(6678);
    expect(openBills(ann.station.db, house)).toEqual([]);
    pay(-16_678);
    expect(openBills(ann.station.db, house)).toMatchObject([{ owedFen: 16_678 }]);
    expect(soundness(ann).isSound).toBe(true);
  });

  test('holds its reading: the reading can no longer be rejected', async () => {
    const { ann, house } = await issued();
    await using _ = ann;
    const [reading] = await ann.as('manager').readings.ofMeter({ meterId: house.meterId });
    const reject = ann.as('manager').readings.review({
      readingId: reading?.readingId as never,
      decision: 'reject',
      note: '试试',
      requestId: newRequest(),
    });
    await expect(reject).rejects.toMatchObject(refused('reading.billed'));
  });

  test('cannot be altered, and an alteration behind its back is found', async () => {
    const { ann, open } = await issued();
    await using _ = ann;
    const { db } = ann.station;
    for (const sql of [
      'UPDATE bill SET amount_fen = 1',
      'DELETE FROM bill',
      'UPDATE bill_line SET amount_fen = 1',
      'DELETE FROM bill_line',
    ])
      expect(() => db.exec(sql)).toThrow('frozen');
    expect(() =>
      db.exec(
        `INSERT INTO bill_line (bill_id, line_no, kind, quantity_milli, price_e8, amount_fen) VALUES (${open.billId}, 9, 'x', 0, 0, 0)`,
      ),
    ).toThrow('frozen');
    db.exec('DROP TRIGGER bill_line_frozen; UPDATE bill_line SET amount_fen = 16677');
    expect(soundness(ann).findings).toMatchObject([{ code: 'document-altered', entryId: 1 }]);
  });

  test.each([
    [
      'its context',
      "DROP TRIGGER bill_context_frozen; UPDATE bill_context SET body_json = replace(body_json, 'kWh', 'm3')",
    ],
    ['a reading', 'DROP TRIGGER reading_values_frozen; UPDATE reading SET total_milli = total_milli + 1'],
  ])('says nothing else when %s is changed behind its back: that is found', async (_what, sql) => {
    const { ann } = await issued();
    await using _ = ann;
    ann.station.db.exec(sql);
    expect(soundness(ann).findings).toMatchObject([{ code: 'document-altered', entryId: 1 }]);
  });

  test('the books balance: what is receivable is revenue', async () => {
    const { ann } = await issued();
    await using _ = ann;
    const rows = Object.fromEntries(
      trialBalance(ann.station.db).map((row) => [row.ledgerCode, row.debitFen - row.creditFen]),
    );
    expect(rows).toMatchObject({ [LEDGER_CODES.receivable]: 16_678, [LEDGER_CODES.revenue]: -16_678 });
  });
});
