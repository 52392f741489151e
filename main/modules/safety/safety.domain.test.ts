import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isStationError } from '../../shared/error-codes.ts';
import { judgeValue, settleAnswers } from './checklist.domain.ts';
import { formatHazardNo, isOverdue, joined, proposeHazard } from './hazards.domain.ts';
import type { Answer, ChecklistItem } from './inspections.schema.ts';
import { photoType } from './photos.domain.ts';

const item = (id: number, more: Partial<ChecklistItem> = {}): ChecklistItem => ({
  id,
  itemNo: id,
  text: '',
  textEn: '',
  fault: '',
  faultEn: '',
  kind: 'pass-fail',
  unit: '',
  minMilli: null,
  maxMilli: null,
  grade: 'general',
  ...more,
});
const answer = (itemId: number, more: Partial<Answer> = {}): Answer => ({
  itemId,
  result: 'pass',
  valueMilli: null,
  note: '',
  photoId: null,
  hazard: null,
  ...more,
});
const hazard = { grade: 'general', description: 'x', dueOn: '2026-12-01', responsible: 'x' } as const;
const refuses = (code: string) => expect.toSatisfy((e) => isStationError(e) && e.code === code);

describe('a checklist', () => {
  test('accepts a number on its limits and fails it one thousandth beyond', () => {
    const level = { minMilli: 0, maxMilli: 85_000 };
    expect([0, 85_000].map((v) => judgeValue(level, v))).toEqual(['pass', 'pass']);
    expect([-1, 85_001].map((v) => judgeValue(level, v))).toEqual(['fail', 'fail']);
    expect(judgeValue({ minMilli: null, maxMilli: null }, 999)).toBe('pass');
  });

  test('judges a number itself, whatever the page said', () => {
    const items = [item(1, { kind: 'number', maxMilli: 10_000 })];
    expect(settleAnswers(items, [answer(1, { result: 'fail', valueMilli: 10_000, hazard })])).toMatchObject([
      { result: 'pass', hazard: null },
    ]);
    expect(() => settleAnswers(items, [answer(1, { result: 'pass', valueMilli: 10_001 })])).toThrow(
      refuses('safety.hazard-missing'),
    );
    expect(() => settleAnswers(items, [answer(1)])).toThrow(refuses('safety.value-missing'));
    expect(settleAnswers(items, [answer(1, { result: 'not-applicable' })])).toMatchObject([
      { result: 'not-applicable' },
    ]);
  });

  test('refuses gaps, repeats and strangers', () => {
    const items = [item(1), item(2)];
    expect(() => settleAnswers(items, [answer(1)])).toThrow(refuses('safety.answers-incomplete'));
    expect(() => settleAnswers(items, [answer(1), answer(1)])).toThrow(refuses('safety.answers-incomplete'));
    expect(() => settleAnswers(items, [answer(1), answer(2), answer(3)])).toThrow(refuses('input.invalid'));
    expect(settleAnswers(items, [answer(2), answer(1)]).map((a) => a.itemId)).toEqual([1, 2]);
  });

  test('lets a serious item become general only with a reason', () => {
    const items = [item(1, { grade: 'serious' })];
    expect(() => settleAnswers(items, [answer(1, { result: 'fail', hazard })])).toThrow(
      refuses('safety.grade-lowered'),
    );
    expect(settleAnswers(items, [answer(1, { result: 'fail', hazard, note: '已当场关阀' })])).toHaveLength(1);
  });
});

describe('a hazard', () => {
  test('is proposed due the same day when serious, in seven days when general', () => {
    expect(proposeHazard({ grade: 'serious' }, '漏气', '2026-11-22', '张三').dueOn).toBe('2026-11-22');
    expect(proposeHazard({ grade: 'general' }, '软管老化', '2026-11-26', '张三').dueOn).toBe('2026-12-03');
  });

  test('is overdue the day after its due date, and not while it waits for its re-check', () => {
    expect(isOverdue({ state: 'open', dueOn: '2026-11-22' }, '2026-11-22')).toBe(false);
    expect(isOverdue({ state: 'open', dueOn: '2026-11-22' }, '2026-11-23')).toBe(true);
    expect(isOverdue({ state: 'rectified', dueOn: '2026-11-22' }, '2026-11-23')).toBe(false);
  });

  test('found again never becomes milder nor later', () => {
    const known = fc.record({
      grade: fc.constantFrom('general' as const, 'serious' as const),
      dueOn: fc.constantFrom('2026-11-01', '2026-11-20', '2026-12-01'),
    });
    fc.assert(
      fc.property(known, known, (before, found) => {
        const after = joined(before, found);
        expect(after.dueOn <= before.dueOn).toBe(true);
        expect(before.grade === 'serious' && after.grade === 'general').toBe(false);
        if (found.grade === 'general') expect(after).toEqual(before);
      }),
    );
  });

  test('has a number of fixed width', () => {
    expect(formatHazardNo(7)).toBe('YH000007');
  });
});

test('a photo is what its first bytes say', () => {
  const bytes = (...values: number[]) => Uint8Array.from(values);
  expect(photoType(bytes(0xff, 0xd8, 0xff, 0xe0))).toBe('image/jpeg');
  expect(photoType(bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))).toBe('image/png');
  expect(photoType(new TextEncoder().encode('RIFF\u0001\u0001\u0001\u0001WEBPVP8 '))).toBe('image/webp');
  expect(photoType(new TextEncoder().encode('RIFF\u0001\u0001\u0001\u0001WAVEfmt '))).toBeNull();
  expect(photoType(new TextEncoder().encode('<svg onload="alert(1)">'))).toBeNull();
  expect(photoType(bytes())).toBeNull();
});
