import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settledByDay } from './late-fee.domain.ts';

test('of money that a correction moved to several bills the oldest went first, each with its day', () => {
  const money = [
    { billId: 1, on: '2026-03-05', amountFen: 40 },
    { billId: 1, on: '2026-03-01', amountFen: 60 },
    { billId: 3, on: '2026-04-01', amountFen: 5 },
  ];
  const moved = [
    { fromBillId: 1, toBillId: 2, amountFen: 70, on: null },
    { fromBillId: 1, toBillId: 3, amountFen: 20, on: null },
    { fromBillId: 2, toBillId: 4, amountFen: 65, on: null },
  ];
  expect(Object.fromEntries(settledByDay(money, moved))).toEqual({
    1: [{ on: '2026-03-05', amountFen: 10 }],
    2: [{ on: '2026-03-05', amountFen: 5 }],
    3: [
      { on: '2026-03-05', amountFen: 20 },
      { on: '2026-04-01', amountFen: 5 },
    ],
    4: [
      { on: '2026-03-01', amountFen: 60 },
      { on: '2026-03-05', amountFen: 5 },
    ],
  });
});

test('what was paid for a late fee counts on the debt from the day the correction moved it', () => {
  const money = [{ billId: 1, on: '2026-03-01', amountFen: 60 }];
  const moved = [
    { fromBillId: 1, toBillId: 2, amountFen: 50, on: '2026-04-01' },
    { fromBillId: 2, toBillId: 3, amountFen: 50, on: null },
  ];
  expect(settledByDay(money, moved).get(3)).toEqual([{ on: '2026-04-01', amountFen: 50 }]);
});

test('no fen is lost or made by following money, wherever it moved', () => {
  const bill = fc.integer({ min: 1, max: 6 });
  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-03-${String(n).padStart(2, '0')}`);
  const paid = fc.array(fc.record({ billId: bill, on: day, amountFen: fc.integer({ min: 1, max: 500 }) }));
  const moves = fc
    .array(fc.record({ fromBillId: bill, by: fc.integer({ min: 1, max: 4 }), amountFen: fc.nat(600) }))
    .map((list) => list.map(({ by, ...move }) => ({ ...move, toBillId: move.fromBillId + by, on: null })));
  const perDay = (list: readonly { on: string; amountFen: number }[]) => {
    const days = new Map<string, number>();
    for (const { on, amountFen } of list) days.set(on, (days.get(on) ?? 0) + amountFen);
    return Object.fromEntries([...days].sort());
  };
  fc.assert(
    fc.property(paid, moves, (money, moved) => {
      expect(perDay([...settledByDay(money, moved).values()].flat())).toEqual(perDay(money));
    }),
  );
});
