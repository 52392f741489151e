import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../shared/dates.ts';
import { cylinderState, dueOf, maxFillGrams, proposeDates, ruleFor } from './cylinders.domain.ts';
import type { CylinderRule } from './cylinders.schema.ts';

const base = { verifiedOn: null, verifiedBy: '', version: 1, typeCode: 'YSP35.5', source: '' };
const older: CylinderRule = {
  ...base,
  id: 1,
  madeFrom: '0001-01-01',
  intervalYears: 4,
  lifeYears: 15,
  extensionYears: 0,
};
const newer: CylinderRule = {
  ...base,
  id: 2,
  madeFrom: '2007-02-01',
  intervalYears: 4,
  lifeYears: 8,
  extensionYears: 4,
};
const rules = [older, newer];

test('the maximum fill is never above 0.42 kg a litre and less than 0.1 kg below it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200_000 }), (volumeMl) => {
      const max = maxFillGrams(volumeMl);
      expect(max % 100).toBe(0);
      expect(max * 100).toBeLessThanOrEqual(volumeMl * 42);
      expect((max + 100) * 100).toBeGreaterThan(volumeMl * 42);
    }),
  );
});

describe('the rule of a cylinder', () => {
  test('follows its date of manufacture, from the first day of the new rule on', () => {
    expect(ruleFor(rules, '2007-01-31')).toBe(older);
    expect(ruleFor(rules, '2007-02-01')).toBe(newer);
  });

  test('is the one with the shorter life when that date is unknown', () => {
    expect(ruleFor(rules, null)).toBe(newer);
  });

  test('proposes inspection and scrap, with the extension once, and no inspection beyond the scrap date', () => {
    expect(proposeDates('2021-05-10', newer, { isExtended: false })).toEqual({
      nextInspectionOn: '2025-05-10',
      scrapOn: '2029-05-10',
    });
    expect(proposeDates('2021-05-10', newer, { isExtended: true, lastInspectedOn: '2029-05-01' })).toEqual({
      nextInspectionOn: '2033-05-01',
      scrapOn: '2033-05-10',
    });
    expect(proposeDates('2021-05-10', newer, { isExtended: false, lastInspectedOn: '2026-05-01' })).toEqual({
      nextInspectionOn: '2029-05-10',
      scrapOn: '2029-05-10',
    });
  });
});

describe('the state of a cylinder', () => {
  const facts = { nextInspectionOn: '2026-11-22', scrapOn: '2030-01-01', isOwn: true, scrappedAt: null };

  test('on the due date it is still in date, the day after it is overdue', () => {
    expect(cylinderState(facts, '2026-11-22')).toBe('inspection-due');
    expect(cylinderState(facts, '2026-11-23')).toBe('inspection-overdue');
  });

  test('thirty days before the due date it is listed, thirty-one days before it is not', () => {
    expect(dueOf(facts, addDays('2026-11-22', -30))).toEqual({
      kind: 'inspection-due',
      dueOn: '2026-11-22',
      daysLeft: 30,
    });
    expect(dueOf(facts, addDays('2026-11-22', -31))).toBeNull();
  });

  test('on the scrap date its life is over, the day before it is not', () => {
    const old = { ...facts, nextInspectionOn: '2026-12-31', scrapOn: '2026-12-31' };
    expect(cylinderState(old, '2026-12-30')).toBe('inspection-due');
    expect(dueOf(old, '2026-12-30')).toEqual({ kind: 'scrap-due', dueOn: '2026-12-31', daysLeft: 1 });
    expect(cylinderState(old, '2026-12-31')).toBe('scrap-reached');
  });

  test('scrapped and foreign go before every date', () => {
    expect(cylinderState({ ...facts, scrappedAt: 1 }, '2031-01-01')).toBe('scrapped');
    expect(cylinderState({ ...facts, isOwn: false }, '2031-01-01')).toBe('foreign');
    expect(dueOf({ ...facts, isOwn: false }, '2031-01-01')).toBeNull();
  });
});
