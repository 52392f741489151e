import { describe, expect, test } from 'vitest';
import { correct } from './correction.domain.ts';
import type { Reading } from './readings.schema.ts';

const AT = { meterNo: 'M1', digits: 4, before: undefined, after: undefined };
const reading = (totalMilli: number, more: Partial<Reading> = {}): Reading =>
  ({
    readingId: 1,
    meterId: 1,
    readAt: 0,
    totalMilli,
    sharpMilli: null,
    peakMilli: null,
    flatMilli: null,
    valleyMilli: null,
    source: 'polled',
    role: 'usage',
    state: 'accepted',
    doubts: [],
    note: '',
    userId: null,
    reviewedBy: null,
    reviewedAt: null,
    ...more,
  }) as Reading;
const refused = (code: string) => expect.objectContaining({ code });

describe('a corrected reading', () => {
  test('keeps its time and role, and a register nobody typed', () => {
    const old = reading(1_000_000, { role: 'baseline', peakMilli: 400_000, valleyMilli: 600_000 });
    expect(correct(old, { totalMilli: 1_100_000, valleyMilli: 700_000 }, AT)).toMatchObject({
      role: 'baseline',
      source: 'manual',
      totalMilli: 1_100_000,
      peakMilli: 400_000,
      valleyMilli: 700_000,
      sharpMilli: null,
    });
  });

  test('lies between the readings around it, register by register', () => {
    const before = reading(1_000_000, { peakMilli: 500_000 });
    const after = reading(2_000_000, { peakMilli: 900_000 });
    const old = reading(1_500_000, { peakMilli: 700_000 });
    const at = { ...AT, before, after };
    expect(() => correct(old, { totalMilli: 999_999 }, at)).toThrow(refused('correction.below-previous'));
    expect(() => correct(old, { totalMilli: 2_000_001 }, at)).toThrow(refused('correction.above-next'));
    expect(() => correct(old, { totalMilli: 1_500_000, peakMilli: 499_999 }, at)).toThrow(
      refused('correction.below-previous'),
    );
    expect(() => correct(old, { totalMilli: 1_500_000 }, at)).toThrow(refused('correction.unchanged'));
    expect(() => correct(old, { totalMilli: 10_000_000 }, at)).toThrow(refused('reading.exceeds-register'));
  });

  test('may be lower only where the register was confirmed to have passed zero, and then still counts a turn', () => {
    const before = reading(9_900_000);
    const turned = reading(30_000, { doubts: ['rollover'] });
    expect(correct(turned, { totalMilli: 80_000 }, { ...AT, before }).doubts).toEqual(['rollover']);
    expect(correct(turned, { totalMilli: 9_950_000 }, { ...AT, before }).doubts).toEqual([]);
    expect(correct(before, { totalMilli: 9_990_000 }, { ...AT, after: turned }).totalMilli).toBe(9_990_000);
  });
});
