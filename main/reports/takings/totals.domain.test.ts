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
  });
  const totals = totalsBy([row('cash', 500, 0), row('card', 300, 0), row('cash', 200, 500)], (r) => r.method);
  expect(totals).toEqual([
    { key: 'cash', payments: 2, takenFen: 700, reversals: 1, reversedFen: 500, netFen: 200 },
    { key: 'card', payments: 1, takenFen: 300, reversals: 0, reversedFen: 0, netFen: 300 },
  ]);
});
