import { expect, test } from 'vitest';
import { totalsBy } from './totals.domain.ts';

test('rows of one key are added up, reversals taken off', () => {
  const row = (method: 'cash' | 'card', takenFen: number, reversedFen: number) => ({
    userId: 1,
    cashierName: '王芳',
    method,
    payments: 1,
    takenFen,
    reversals: reversedFen ? 1 : 0,
    reversedFen,
    refunds: 0,
    refundedFen: 0,
  });
  const totals = totalsBy([row('cash', 500, 0), row('card', 300, 0), row('cash', 200, 500)], (r) => r.method);
  expect(totals).toEqual([
    {
      key: 'cash',
      payments: 2,
      takenFen: 700,
      reversals: 1,
      reversedFen: 500,
      refunds: 0,
      refundedFen: 0,
      netFen: 200,
    },
    { key: 'card', payments: 1, takenFen: 300, reversals: 0, reversedFen: 0, refunds: 0, refundedFen: 0, netFen: 300 },
  ]);
});

test('what was refunded is taken off the net beside what was reversed', () => {
  const taken = { userId: 1, cashierName: '王芳', method: 'cash' as const, payments: 1, takenFen: 900 };
  const [all] = totalsBy([{ ...taken, reversals: 1, reversedFen: 200, refunds: 1, refundedFen: 300 }], () => 'all');
  expect(all).toMatchObject({ refunds: 1, refundedFen: 300, netFen: 400 });
});
