import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  credit,
  debit,
  type EntryLine,
  LEDGER_CODES,
  post,
  reverse,
  trialBalanceOf,
  verify,
} from '../../../main/modules/ledger/index.ts';
import { addDays, startOfLocalDate } from '../../../main/shared/dates.ts';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';
import { households } from '../cashier/households.ts';

const { cash, receivable, customerCredit, revenue } = LEDGER_CODES;
const FIRST = '2026-01-30';

interface Move {
  readonly day: number;
  readonly what: 'bill' | 'pay' | 'keep' | 'use' | 'undo';
  readonly fen: number;
  readonly account: 0 | 1;
}
const Moves = fc.array(
  fc.record<Move>({
    day: fc.nat(40),
    what: fc.constantFrom('bill', 'pay', 'keep', 'use', 'undo'),
    fen: fc.integer({ min: 1, max: 5_000_000 }),
    account: fc.constantFrom(0, 1),
  }),
  { minLength: 1, maxLength: 25 },
);

function linesOf({ what, fen }: Move, accountId: number): EntryLine[] {
  if (what === 'bill') return [debit(receivable, fen, accountId), credit(revenue, fen)];
  if (what === 'pay') return [debit(cash, fen), credit(receivable, fen, accountId)];
  if (what === 'keep') return [debit(cash, fen), credit(customerCredit, fen, accountId)];
  return [debit(customerCredit, fen, accountId), credit(receivable, fen, accountId)];
}

/** Posts the moves on their days, in the order of the days. */
function play(ann: TestStation, moves: readonly Move[], accountIds: readonly number[]): void {
  const { station } = ann;
  let newest = 0;
  let undone = 0;
  for (const move of [...moves].sort((a, b) => a.day - b.day)) {
    ann.setClock(new Date(startOfLocalDate(addDays(FIRST, move.day), station.zone) + 1000).toISOString());
    station.write(ann.actor('manager'), { action: 'test.move' }, (tx) => {
      if (move.what === 'undo') {
        if (newest > undone) reverse(tx, newest, 'undo', station.zone);
        if (newest > undone) undone = newest;
        return;
      }
      newest = post(tx, {
        kind: move.what,
        memo: move.what,
        documentKind: 'test',
        documentId: 1,
        document: move,
        lines: linesOf(move, accountIds[move.account] ?? 0),
        zone: station.zone,
      });
    });
  }
}

function naive(ann: TestStation, from: string, to: string) {
  return ann.station.db
    .prepare(
      `SELECT a.code AS ledgerCode,
         coalesce(sum(CASE WHEN e.business_date < :from THEN l.debit_fen - l.credit_fen END), 0) AS openingFen,
         coalesce(sum(CASE WHEN e.business_date >= :from THEN l.debit_fen END), 0) AS debitFen,
         coalesce(sum(CASE WHEN e.business_date >= :from THEN l.credit_fen END), 0) AS creditFen
       FROM ledger_account a LEFT JOIN (entry_line l JOIN entry e ON e.id = l.entry_id AND e.business_date <= :to)
         ON l.ledger_code = a.code GROUP BY a.code ORDER BY a.code`,
    )
    .all({ from, to });
}

describe('the books of the ledger', () => {
  test('balance on any dates, equal what the entries say, and statements end in the kept balances', async () => {
    await fc.assert(
      fc.asyncProperty(Moves, fc.nat(45), fc.nat(20), async (moves, start, length) => {
        await using ann = makeStation();
        const town = households(ann);
        const accountIds = [0, 1].map(() => town.household([]).accountId);
        play(ann, moves, accountIds);
        const from = addDays(FIRST, start);
        const to = addDays(from, length);
        const trial = trialBalanceOf(ann.station.db, { from, to });
        expect(trial.isBalanced).toBe(true);
        expect(
          trial.rows.map(({ ledgerCode, openingFen, debitFen, creditFen }) => ({
            ledgerCode,
            openingFen,
            debitFen,
            creditFen,
          })),
        ).toEqual(naive(ann, from, to));
        for (const accountId of accountIds) {
          const kept = (code: string) =>
            ann.station.db
              .prepare('SELECT balance_fen FROM ledger_balance WHERE account_id = ? AND ledger_code = ?')
              .pluck()
              .get(accountId, code) ?? 0;
          const whole = await ann.as('manager').ledger.statement({ accountId });
          expect(whole.closing).toEqual({
            receivableFen: kept(receivable),
            creditFen: 0 - Number(kept(customerCredit)),
          });
          const part = await ann.as('manager').ledger.statement({ accountId, from, to });
          const { opening, closing, sums } = part;
          expect(opening.receivableFen + sums.chargedFen - sums.settledFen).toBe(closing.receivableFen);
          expect(opening.creditFen + sums.creditKeptFen - sums.creditUsedFen).toBe(closing.creditFen);
          expect(part.total).toBe(part.lines.length);
        }
        expect(verify(ann.station.db, {}).findings).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test('a day sum changed behind the back of the program is found', async () => {
    await using ann = makeStation();
    play(ann, [{ day: 0, what: 'bill', fen: 500, account: 0 }], [1, 2]);
    ann.station.db.exec("UPDATE ledger_day SET debit_fen = 400 WHERE ledger_code = '1122'");
    expect(verify(ann.station.db, {}).findings).toEqual([
      { code: 'day-sum-differs', entryId: null, detail: `1122 on ${FIRST}: kept 400/0/1, entries say 500/0/1` },
    ]);
  });

  test('pages of a ledger account join into one running balance', async () => {
    await using ann = makeStation();
    const { accountId } = households(ann).household([]);
    const moves = Array.from(
      { length: 120 },
      (_, i): Move => ({ day: Math.floor(i / 35), what: 'bill', fen: i + 1, account: 0 }),
    );
    play(ann, moves, [accountId]);
    const book = (page: number, from = FIRST) =>
      ann.as('manager').ledger.accountBook({ ledgerCode: receivable, from, to: addDays(FIRST, 9), page });
    const pages = [await book(1), await book(2), await book(3)];
    expect(pages.map((page) => [page.total, page.lines.length])).toEqual([
      [120, 50],
      [120, 50],
      [120, 20],
    ]);
    let balance = 0;
    for (const line of pages.flatMap((page) => page.lines)) {
      balance += line.debitFen - line.creditFen;
      expect(line.balanceFen).toBe(balance);
    }
    expect(balance).toBe(pages[0]?.closingFen);
    const later = await book(1, addDays(FIRST, 2));
    expect(later.lines[0]?.balanceFen).toBe(later.openingFen + 71);
  });

  test('the journal is narrowed by kind, person, ledger account and amount, and leads to reversals', async () => {
    await using ann = makeStation();
    const { customerId } = households(ann).household([4550, 2000]);
    const receipt = await ann.as('cashier').cashier.takePayment({
      customerId,
      paidFen: 6550,
      tenderedFen: 6550,
      method: 'wechat',
      requestId: requestId(),
    });
    await ann
      .as('manager')
      .cashier.reversePayment({ paymentId: receipt.paymentId, reason: '错收', requestId: requestId() });
    const ledger = ann.as('manager').ledger;
    const day = { from: '2026-11-22', to: '2026-11-22', page: 1 };
    const ids = async (filter: object) =>
      (await ledger.journal({ ...day, ...filter })).entries.map((entry) => entry.entryId as number);
    expect(await ids({})).toEqual([4, 3, 2, 1]);
    expect(await ids({ kind: 'payment' })).toEqual([3]);
    expect(await ids({ userName: 'cashier' })).toEqual([3]);
    expect(await ids({ ledgerCode: '1012' })).toEqual([4, 3]);
    expect(await ids({ minFen: 2001, maxFen: 6549 })).toEqual([1]);
    expect(await ids({ from: '2026-11-21', to: '2026-11-21' })).toEqual([]);
    expect(await ledger.journal({ ...day, page: 2 })).toMatchObject({ total: 4, amountFen: 19_650, entries: [] });
    const detail = await ledger.entry({ entryId: 3 as never });
    expect(detail).toMatchObject({ reversesId: null, reversedById: 4, amountFen: 6550, documentKind: 'payment' });
    expect(detail.lines).toMatchObject([
      { ledgerCode: '1012', debitFen: 6550 },
      { ledgerCode: '1122', creditFen: 6550, accountNo: 'A00001', customerName: '张伟' },
    ]);
    await expect(ann.as('cashier').ledger.journal(day)).rejects.toThrow('permission.denied');
    await expect(ledger.journal({ ...day, to: '2026-11-21' })).rejects.toThrow();
  });
});
