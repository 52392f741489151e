import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WEIGHT_STALE_MS } from '../../devices/ports.ts';
import { fillingTarget, gate, judgeNet, minutesSinceFull, WEIGHT_FRESH_MS, weightProblem } from './filling.domain.ts';

const ysp35 = fillingTarget({ nominalGrams: 14_500, toleranceGrams: 500 }, 14_900);

describe('a net weight', () => {
  test('is good on both limits and not one gram beyond', () => {
    expect(judgeNet(14_000, ysp35)).toEqual({ outcome: 'good', takeOutGrams: 0, addGrams: 0 });
    expect(judgeNet(13_999, ysp35)).toEqual({ outcome: 'under-fill', takeOutGrams: 0, addGrams: 1 });
    expect(judgeNet(14_900, ysp35)).toEqual({ outcome: 'good', takeOutGrams: 0, addGrams: 0 });
    expect(judgeNet(14_901, ysp35)).toEqual({ outcome: 'over-fill', takeOutGrams: 1, addGrams: 0 });
    expect(judgeNet(15_000, ysp35)).toEqual({ outcome: 'over-fill', takeOutGrams: 100, addGrams: 0 });
  });

  const figures = fc.record({
    nominalGrams: fc.integer({ min: 1, max: 60_000 }),
    toleranceGrams: fc.integer({ min: 0, max: 5_000 }),
    maxFillGrams: fc.integer({ min: 1, max: 60_000 }),
    netGrams: fc.integer({ min: -1_000, max: 80_000 }),
  });

  test('is never good above the maximum fill, nor outside the tolerance', () => {
    fc.assert(
      fc.property(figures, ({ netGrams, maxFillGrams, ...type }) => {
        const { outcome } = judgeNet(netGrams, fillingTarget(type, maxFillGrams));
        if (outcome !== 'good') return;
        expect(netGrams).toBeLessThanOrEqual(maxFillGrams);
        expect(Math.abs(netGrams - type.nominalGrams)).toBeLessThanOrEqual(type.toleranceGrams);
      }),
    );
  });

  test('corrected by exactly what is asked is good wherever a good weight exists', () => {
    fc.assert(
      fc.property(figures, ({ netGrams, maxFillGrams, ...type }) => {
        const target = fillingTarget(type, maxFillGrams);
        fc.pre(target.lowerGrams <= target.upperGrams);
        const { takeOutGrams, addGrams } = judgeNet(netGrams, target);
        expect(judgeNet(netGrams - takeOutGrams + addGrams, target).outcome).toBe('good');
        expect(Math.min(takeOutGrams, addGrams)).toBe(0);
      }),
    );
  });
});

describe('a weight of the scale', () => {
  const good = { weightGrams: 31_000, isNet: false, isStable: true, isOverloaded: false };

  test('is usable when fresh, stable, gross and within the capacity', () => {
    expect(weightProblem(good, 0)).toBeNull();
    expect(weightProblem(good, WEIGHT_FRESH_MS)).toBeNull();
  });

  test('is refused when missing, stale, overloaded, moving or net', () => {
    expect(weightProblem(null, 0)).toBe('filling.scale-silent');
    expect(weightProblem(good, WEIGHT_FRESH_MS + 1)).toBe('filling.weight-stale');
    expect(weightProblem({ ...good, isOverloaded: true, isStable: false }, 0)).toBe('filling.scale-overloaded');
    expect(weightProblem({ ...good, isStable: false }, 0)).toBe('filling.weight-unstable');
    expect(weightProblem({ ...good, isNet: true }, 0)).toBe('filling.weight-is-net');
  });

  test('goes stale when the scale port says so', () => {
    expect(WEIGHT_FRESH_MS).toBe(WEIGHT_STALE_MS);
  });
});

describe('the gate', () => {
  const cylinder = {
    code: 'A1',
    scrapReason: '',
    nextInspectionOn: '2026-11-22',
    scrapOn: '2030-01-01',
    isOwn: true,
    scrappedAt: null,
  };

  test('lets a cylinder pass on its due date and not the day after', () => {
    expect(gate('A1', cylinder, '2026-11-22')).toBeNull();
    expect(gate('A1', cylinder, '2026-11-23')).toEqual({
      code: 'cylinder.inspection-overdue',
      params: { code: 'A1', dueOn: '2026-11-22', days: 1 },
    });
  });

  test('names the gravest reason', () => {
    expect(gate('A9', undefined, '2026-11-22')?.code).toBe('cylinder.unknown');
    expect(gate('A1', { ...cylinder, scrappedAt: 1, isOwn: false }, '2031-01-01')?.code).toBe('cylinder.scrapped');
    expect(gate('A1', { ...cylinder, isOwn: false }, '2031-01-01')?.code).toBe('cylinder.foreign');
    expect(gate('A1', cylinder, '2030-01-01')?.code).toBe('cylinder.scrap-reached');
  });
});

test('a cylinder counts as possibly full only after a good filling within the window', () => {
  const now = 10_000_000;
  expect(minutesSinceFull({ outcome: 'good', filledAt: now - 59 * 60_000 }, now, 60)).toBe(59);
  expect(minutesSinceFull({ outcome: 'good', filledAt: now - 60 * 60_000 }, now, 60)).toBeNull();
  expect(minutesSinceFull({ outcome: 'over-fill', filledAt: now }, now, 60)).toBeNull();
  expect(minutesSinceFull(null, now, 60)).toBeNull();
});
