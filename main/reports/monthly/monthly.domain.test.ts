import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  assembleMonthly,
  collectionPermille,
  formatPermille,
  formatQuantity,
  isAgreed,
  type MonthlyParts,
} from './monthly.domain.ts';

const EMPTY: MonthlyParts = {
  month: '2026-11',
  service: 'gas',
  stationName: '站',
  at: 0,
  accounts: [],
  bills: [],
  receivableNow: [],
  movedSince: [],
  movementIn: [],
  openOnBillsNowFen: 0,
  openOnBillsThenFen: 0,
  safety: { hazardsFound: 0, hazardsClosed: 0, hazardsOpen: 0 },
  fillings: { count: 0, good: 0, netGrams: 0 },
};

test('buildings stand in the order people count them, and one that only owes has a row too', () => {
  const accounts = ['10号楼', '2号楼', '1号楼'].map((building) => ({ building, accounts: 1 }));
  const report = assembleMonthly({ ...EMPTY, accounts, receivableNow: [{ building: '9号楼', fen: 500 }] });
  expect(report.rows.map((row) => row.building)).toEqual(['1号楼', '2号楼', '9号楼', '10号楼']);
  expect(report.totals).toMatchObject({ accounts: 3, nowFen: 500, closingFen: 500 });
});

test('the month end is now without what moved since', () => {
  const report = assembleMonthly({
    ...EMPTY,
    receivableNow: [{ building: 'A', fen: 700 }],
    movedSince: [
      { building: 'A', fen: -300 },
      { building: 'B', fen: -50 },
    ],
    movementIn: [
      { documentKind: 'bill', fen: 900 },
      { documentKind: 'payment', fen: -400 },
      { documentKind: 'correction', fen: 10 },
    ],
  });
  expect(report.rows.map((row) => [row.building, row.closingFen, row.nowFen])).toEqual([
    ['A', 1000, 700],
    ['B', 50, 0],
  ]);
  expect(report.movement).toEqual({
    openingFen: 540,
    chargedFen: 900,
    settledFen: 400,
    otherFen: 10,
    closingFen: 1050,
  });
});

test('totals are the sums of the rows whatever the figures', () => {
  const building = fc.constantFrom('1', '2', '3', '10');
  const parts = fc.record({
    accounts: fc.array(fc.record({ building, accounts: fc.nat(500) })),
    receivableNow: fc.array(fc.record({ building, fen: fc.integer({ min: -1e9, max: 1e9 }) })),
    movedSince: fc.array(fc.record({ building, fen: fc.integer({ min: -1e9, max: 1e9 }) })),
  });
  fc.assert(
    fc.property(parts, (p) => {
      const { rows, totals } = assembleMonthly({ ...EMPTY, ...p });
      for (const key of ['accounts', 'closingFen', 'nowFen'] as const)
        expect(rows.reduce((sum, row) => sum + row[key], 0)).toBe(totals[key]);
      expect(new Set(rows.map((row) => row.building)).size).toBe(rows.length);
    }),
  );
});

test('a rate is rounded down: 100% means all of it', () => {
  expect(formatPermille(collectionPermille({ billedFen: 100_000, collectedFen: 99_999 }))).toBe('99.9%');
  expect(formatPermille(collectionPermille({ billedFen: 3, collectedFen: 3 }))).toBe('100.0%');
  expect(formatPermille(collectionPermille({ billedFen: 0, collectedFen: 0 }))).toBe('—');
});

test('quantities have their thousands apart and their points in line', () => {
  expect([0, 7_051_780, 2_545_500, 1_234_567_891].map(formatQuantity)).toEqual([
    '0.00',
    '7,051.78',
    '2,545.50',
    '1,234,567.891',
  ]);
});

test('one fen of difference is noticed', () => {
  expect(isAgreed(assembleMonthly(EMPTY))).toBe(true);
  expect(isAgreed(assembleMonthly({ ...EMPTY, openOnBillsNowFen: 1 }))).toBe(false);
});
