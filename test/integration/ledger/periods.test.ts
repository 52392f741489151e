import { describe, expect, test } from 'vitest';
import type { CustomerId } from '../../../main/shared/ids.ts';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';
import { addHouse, addTariff, FLAT, read } from '../billing/fixture.ts';
import { households } from '../cashier/households.ts';

const refused = (code: string) => ({ cause: { code } });
const at = (ann: TestStation, day: string) => ann.setClock(`${day}T09:00:00+08:00`);

/** A bill and its payment in September, a payment in October, and now it is the second of December. */
async function book(ann: TestStation) {
  at(ann, '2026-09-10');
  const { customerId } = households(ann).household([5000, 3000]);
  await pay(ann, customerId, 5000);
  at(ann, '2026-10-10');
  await pay(ann, customerId, 1000);
  at(ann, '2026-12-02');
  return { customerId };
}

function pay(ann: TestStation, customerId: CustomerId, paidFen: number) {
  return ann
    .as('cashier')
    .cashier.takePayment({ customerId, paidFen, tenderedFen: paidFen, method: 'cash', requestId: requestId() });
}

const close = (ann: TestStation, month: string, acceptsOpenMatters = false) =>
  ann.as('manager').periods.close({ month, acceptsOpenMatters, requestId: requestId() });
const reopen = (ann: TestStation, month: string, reason = '补记一笔') =>
  ann.as('manager').periods.reopen({ month, reason, requestId: requestId() });
const states = async (ann: TestStation) =>
  (await ann.as('manager').periods.list()).map(({ month, state }) => `${month} ${state}`);
const codes = async (ann: TestStation) =>
  (await ann.as('manager').ledger.verify()).findings.map((finding) => finding.code);

describe('closing a month', () => {
  test('goes in order, month by month, and never reaches the month that runs', async () => {
    await using ann = makeStation();
    await book(ann);
    expect(await states(ann)).toEqual(['2026-12 running', '2026-11 open', '2026-10 open', '2026-09 open']);
    await expect(close(ann, '2026-10')).rejects.toMatchObject(refused('period.not-next'));
    await close(ann, '2026-09');
    await close(ann, '2026-10');
    await close(ann, '2026-11');
    await expect(close(ann, '2026-12')).rejects.toMatchObject(refused('period.not-over'));
    expect(await states(ann)).toEqual(['2026-12 running', '2026-11 closed', '2026-10 closed', '2026-09 closed']);
    expect(await codes(ann)).toEqual([]);
  });

  test('keeps the balances of its last day, those of an empty month being the ones before', async () => {
    await using ann = makeStation();
    await book(ann);
    const balances = async (month: string) =>
      (await ann.as('manager').periods.preview({ month })).trial
        .filter((row) => row.debitFen !== row.creditFen)
        .map((row) => [row.ledgerCode, row.debitFen - row.creditFen]);
    expect(await balances('2026-09')).toEqual([
      ['1001', 5000],
      ['1122', 3000],
      ['6001', -8000],
    ]);
    await close(ann, '2026-09');
    expect(await balances('2026-10')).toEqual([
      ['1001', 6000],
      ['1122', 2000],
      ['6001', -8000],
    ]);
    await close(ann, '2026-10');
    expect(await balances('2026-11')).toEqual([
      ['1001', 6000],
      ['1122', 2000],
      ['6001', -8000],
    ]);
  });

  test('asked for twice closes once, and a cashier may not', async () => {
    await using ann = makeStation();
    await book(ann);
    const cmd = { month: '2026-09', acceptsOpenMatters: false, requestId: requestId() };
    const manager = ann.as('manager').periods;
    expect(await manager.close(cmd)).toEqual(await manager.close(cmd));
    expect((await manager.list()).at(-1)?.events).toHaveLength(1);
    await expect(ann.as('cashier').periods.close(cmd)).rejects.toMatchObject(refused('permission.denied'));
  });

  test('names what is still open in the month, and goes on only when that was accepted', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'GAS', FLAT, { service: 'gas' });
    const house = addHouse(ann, '1-1', { service: 'gas', openedOn: '2026-08-20', baseline: 100 });
    await read(ann, house, '2026-09-20T10:00:00', 110);
    at(ann, '2026-09-25');
    households(ann).household([5000]);
    at(ann, '2026-10-03');
    const preview = await ann.as('manager').periods.preview({ month: '2026-09' });
    expect(preview.matters).toContainEqual({ what: 'not-billed', count: 1, service: 'gas' });
    await expect(close(ann, '2026-09')).rejects.toMatchObject(refused('period.open-matters'));
    await ann.as('manager').billing.issue({ month: '2026-09', service: 'gas' });
    expect((await ann.as('manager').periods.preview({ month: '2026-09' })).matters).toEqual([]);
    await close(ann, '2026-09');
  });
});

describe('a closed month', () => {
  test('takes nothing more: neither through the program nor past it', async () => {
    await using ann = makeStation();
    const { customerId } = await book(ann);
    await close(ann, '2026-09');
    await close(ann, '2026-10');
    at(ann, '2026-10-31');
    await expect(pay(ann, customerId, 100)).rejects.toMatchObject(refused('ledger.period-closed'));
    at(ann, '2026-11-01');
    await pay(ann, customerId, 100);
    const { db } = ann.station;
    const next = (db.prepare('SELECT max(id) FROM entry').pluck().get() as number) + 1;
    db.exec(`INSERT INTO entry (id, at, business_date, kind, memo, document_kind, document_id, document_hash, user_name, prev_hash, hash)
               VALUES (${next}, 0, '2026-10-31', 'x', '', 'x', 1, '', '', '', '');
             INSERT INTO entry_line (entry_id, line_no, ledger_code, debit_fen, credit_fen)
               VALUES (${next}, 1, '1001', 1, 0), (${next}, 2, '6001', 0, 1)`);
    expect(() => db.exec(`UPDATE entry SET is_posted = 1 WHERE id = ${next}`)).toThrow('the month is closed');
  });

  test('is opened again from the last one back, with a reason that stays, and closed anew with what came in', async () => {
    await using ann = makeStation();
    const { customerId } = await book(ann);
    await close(ann, '2026-09');
    await close(ann, '2026-10');
    await expect(reopen(ann, '2026-09')).rejects.toMatchObject(refused('period.not-last'));
    await reopen(ann, '2026-10', '漏记一笔');
    at(ann, '2026-10-31');
    await pay(ann, customerId, 700);
    at(ann, '2026-12-03');
    const { trial } = await ann.as('manager').periods.preview({ month: '2026-10' });
    expect(trial.find((row) => row.ledgerCode === '1001')).toMatchObject({ debitFen: 6700 });
    await close(ann, '2026-10');
    const [, , october] = await ann.as('manager').periods.list();
    expect(october?.events.map((event) => [event.kind, event.reason])).toEqual([
      ['closed', ''],
      ['reopened', '漏记一笔'],
      ['closed', ''],
    ]);
    await reopen(ann, '2026-10');
    await reopen(ann, '2026-09');
    expect(await states(ann)).toEqual(['2026-12 running', '2026-11 open', '2026-10 open', '2026-09 open']);
    await expect(reopen(ann, '2026-09')).rejects.toMatchObject(refused('period.not-last'));
    expect(await codes(ann)).toEqual([]);
  });
});

describe('verification', () => {
  test('finds a closing that was changed', async () => {
    await using ann = makeStation();
    await book(ann);
    await close(ann, '2026-09');
    ann.station.db.exec('DROP TRIGGER period_event_frozen');
    ann.station.db.exec("UPDATE period_event SET user_name = '别人'");
    expect(await codes(ann)).toEqual(['period-altered']);
  });

  test('finds that a closed month no longer has the balances it was closed with', async () => {
    await using ann = makeStation();
    await book(ann);
    await close(ann, '2026-09');
    ann.station.db.exec('DROP TRIGGER entry_line_update; DROP TRIGGER entry_frozen');
    ann.station.db.exec("UPDATE entry_line SET ledger_code = '1012' WHERE ledger_code = '1001' AND debit_fen = 5000");
    expect(await codes(ann)).toContain('period-trial-differs');
  });
});
