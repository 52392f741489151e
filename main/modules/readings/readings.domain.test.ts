import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assess, type Point, registerUsage } from './readings.domain.ts';

const DAY = 86_400_000;
const NO_TOU = { sharpMilli: null, peakMilli: null, flatMilli: null, valleyMilli: null };
const at = (day: number, total: number, tou: Partial<Point> = {}): Point => ({
  ...NO_TOU,
  readAt: day * DAY,
  totalMilli: total * 1000,
  ...tou,
});
/** Newest first: a household that used 180 a month. */
const STEADY = [at(90, 540), at(60, 360), at(30, 180), at(0, 0)];

function judge(present: Point, before: readonly Point[] = STEADY, next: Point | null = null) {
  return assess({ service: 'electricity', register: { digits: 6, multiplier: 1 }, before, next, present });
}

describe('usage of a register', () => {
  test('counted on and read back is what was used, through any number of digits and across zero', () => {
    const digits = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(digits, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 3000 }), (d, start, used, multiplier) => {
        const range = 10 ** d * 1000;
        const previous = start % range;
        const usage = used % range;
        const present = (previous + usage) % range;
        expect(registerUsage(previous, present, { digits: d, multiplier })).toBe(usage * multiplier);
      }),
    );
  });

  test('adds up over readings in between', () => {
    const value = fc.integer({ min: 0, max: 99_999_999 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 8 }), (values) => {
        const rising = values.toSorted((a, b) => a - b);
        const register = { digits: 5, multiplier: 30 };
        const parts = rising.slice(1).map((present, i) => registerUsage(rising[i] ?? 0, present, register));
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(
          registerUsage(rising[0] ?? 0, rising.at(-1) ?? 0, register),
        );
      }),
    );
  });
});

describe('a reading', () => {
  test('that is the first of its meter is a baseline', () => {
    expect(judge(at(0, 4319), [])).toMatchObject({ role: 'baseline', usageMilli: null, doubts: [] });
  });
  test('of usual use is believed', () => {
    expect(judge(at(120, 720))).toEqual({
      role: 'usage',
      usageMilli: 180_000,
      isWrapped: false,
      usualMilli: 180_000,
      doubts: [],
    });
  });
  test('is high above three times the usual of those days, not at it', () => {
    expect(judge(at(120, 540 + 540)).doubts).toEqual([]);
    expect(judge(at(120, 540 + 541)).doubts).toEqual(['high']);
    expect(judge(at(150, 540 + 1080)).doubts).toEqual([]);
  });
  test('of a small use is never high', () => {
    const holiday = [at(60, 2), at(30, 1), at(0, 0)];
    expect(judge(at(90, 22), holiday).doubts).toEqual([]);
    expect(judge(at(90, 23), holiday).doubts).toEqual(['high']);
  });
  test('that shows no use after regular use is doubted, but not the day after the last', () => {
    expect(judge(at(120, 540)).doubts).toEqual(['zero']);
    expect(judge(at(91, 540)).doubts).toEqual([]);
    expect(judge(at(120, 540), [at(90, 540), at(60, 540), at(30, 180), at(0, 0)]).doubts).toEqual([]);
  });
  test('below the last is proposed as a rollover when the wrapped use is usual, else it is doubted as lower', () => {
    const full = [at(90, 999_950), at(60, 999_770), at(30, 999_590), at(0, 999_410)];
    expect(judge(at(120, 30), full)).toMatchObject({ usageMilli: 80_000, isWrapped: true, doubts: ['rollover'] });
    expect(judge(at(120, 480))).toMatchObject({ isWrapped: true, doubts: ['lower'] });
  });
  test('below the last without history is a rollover only near the end of the register', () => {
    expect(judge(at(30, 0), [at(0, 999_999)])).toMatchObject({ usageMilli: 1000, doubts: ['rollover'] });
    expect(judge(at(30, 4152), [at(0, 4512)]).doubts).toEqual(['lower']);
  });
  test('entered out of order is doubted, doubly when it is above the next one', () => {
    expect(judge(at(100, 600), STEADY, at(120, 720)).doubts).toEqual(['out-of-order']);
    expect(judge(at(100, 800), STEADY, at(120, 720)).doubts).toEqual(['out-of-order', 'high', 'above-next']);
  });
  test('with time-of-use registers off the total by more than 1 % is doubted', () => {
    const tou = (sharp: number, peak: number, flat: number, valley: number) => ({
      sharpMilli: sharp * 1000,
      peakMilli: peak * 1000,
      flatMilli: flat * 1000,
      valleyMilli: valley * 1000,
    });
    expect(judge(at(120, 720, tou(100, 300, 200, 120))).doubts).toEqual([]);
    expect(judge(at(120, 720, tou(100, 300, 200, 113))).doubts).toEqual([]);
    expect(judge(at(120, 720, tou(100, 300, 200, 112))).doubts).toEqual(['tou-sum']);
    const [last, ...rest] = STEADY;
    const before = [{ ...(last as Point), ...tou(100, 200, 140, 100) }, ...rest];
    expect(judge(at(120, 720, tou(90, 310, 200, 120)), before).doubts).toEqual(['tou-lower']);
  });
});
