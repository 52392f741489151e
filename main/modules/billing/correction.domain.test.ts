import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Resettled, resettle } from './correction.domain.ts';

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe('money of bills that are issued again', () => {
  test('given back on one bill pays what another of the account costs more, and only the rest is credit', () => {
    const june = { accountId: 1, paidFen: 45_930, newAmountFen: 17_870 };
    const july = { accountId: 1, paidFen: 5_890, newAmountFen: 30_650 };
    expect(resettle([june, july])).toEqual([
      { from: 0, to: 0, amountFen: 17_870 },
      { from: 1, to: 1, amountFen: 5_890 },
      { from: 0, to: 1, amountFen: 24_760 },
      { from: 0, to: null, amountFen: 3_300 },
    ]);
  });

  test('never crosses to another account, pays no bill beyond its amount, and keeps every fen', () => {
    const fen = fc.integer({ min: 0, max: 100_000 });
    const bill: fc.Arbitrary<Resettled> = fc.record({
      accountId: fc.integer({ min: 1, max: 2 }),
      paidFen: fen,
      newAmountFen: fen,
    });
    fc.assert(
      fc.property(fc.array(bill, { maxLength: 8 }), (bills) => {
        const moves = resettle(bills);
        for (const [i, { accountId, paidFen, newAmountFen }] of bills.entries()) {
          const out = moves.filter((m) => m.from === i);
          const into = sum(moves.filter((m) => m.to === i).map((m) => m.amountFen));
          expect(sum(out.map((m) => m.amountFen))).toBe(paidFen);
          expect(into).toBeLessThanOrEqual(newAmountFen);
          for (const { to } of out) if (to !== null) expect(bills[to]?.accountId).toBe(accountId);
          const isCredited = moves.some((m) => m.to === null && bills[m.from]?.accountId === accountId);
          if (isCredited) expect(into).toBe(newAmountFen);
        }
      }),
    );
  });
});
