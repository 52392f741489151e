import { expect, test } from 'vitest';
import { HourTable, periodAt } from './hours.schema.ts';

const NIGHT = [
  { from: '22:00', to: '06:00', period: 'valley' as const },
  { from: '06:00', to: '22:00', period: 'peak' as const },
];
const table = HourTable.parse([
  {
    months: [7, 8],
    weekdays: [1, 2, 3, 4, 5],
    spans: [
      ...NIGHT.slice(0, 1),
      { from: '06:00', to: '14:00', period: 'peak' },
      { from: '14:00', to: '22:00', period: 'sharp' },
    ],
  },
  { spans: NIGHT },
]);

test('the plan of the season and weekday tells the period, over midnight too', () => {
  const at = (month: number, weekday: number, clock: string) => periodAt(table, { month, weekday, clock });
  expect([at(7, 1, '14:00'), at(7, 6, '14:00'), at(1, 1, '14:00')]).toEqual(['sharp', 'peak', 'peak']);
  expect([at(1, 1, '21:59'), at(1, 1, '22:00'), at(1, 1, '00:00'), at(1, 1, '05:59'), at(1, 1, '06:00')]).toEqual([
    'peak',
    'valley',
    'valley',
    'valley',
    'peak',
  ]);
  expect(periodAt([], { month: 1, weekday: 1, clock: '08:00' })).toBeUndefined();
});

test('a day with a gap or an overlap is refused', () => {
  expect(HourTable.safeParse([{ spans: NIGHT.slice(0, 1) }]).success).toBe(false);
  expect(HourTable.safeParse([{ spans: [...NIGHT, { from: '08:00', to: '09:00', period: 'flat' }] }]).success).toBe(
    false,
  );
});
