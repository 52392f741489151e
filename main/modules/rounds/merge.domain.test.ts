import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MergeCapture, type MergeContext, type OtherReading, verdictsOf } from './merge.domain.ts';

const NOTHING = {
  isReplaced: false,
  isMoved: false,
  isReassigned: false,
  isClosed: false,
  isImpossible: false,
};
const total = (totalMilli: number) => ({
  totalMilli,
  sharpMilli: null,
  peakMilli: null,
  flatMilli: null,
  valleyMilli: null,
});
/** Usually one thousandth a millisecond: what these meters count between two looks is the time between them. */
const PACE = { usualPerDayMilli: 86_400_000, stepMilli: 1, agreePercent: 150 };
const look = (uid: string, deviceId: string, readAt: number, totalMilli: number, facts = {}): MergeCapture => ({
  uid,
  deviceId,
  readAt,
  takenAt: readAt,
  ...total(totalMilli),
  facts: { ...NOTHING, ...facts },
});
const among = (others: readonly OtherReading[] = []): MergeContext => ({
  others,
  monthEndsAt: 1000,
  pace: PACE,
});
const said = (captures: readonly MergeCapture[], context = among()) =>
  Object.fromEntries([...verdictsOf(captures, context)].map(([uid, { outcome, rule }]) => [uid, rule ?? outcome]));

describe('one phone', () => {
  test('what it said last counts, what it said before is kept aside', () => {
    expect(said([look('a', 'x', 1, 100), look('b', 'x', 2, 90)])).toEqual({ a: 'corrected', b: 'counts' });
  });

  test('a figure the meter cannot have shown says nothing about the others', () => {
    const captures = [look('a', 'x', 1, 100), look('b', 'x', 2, 1e9, { isImpossible: true })];
    expect(said(captures)).toEqual({ a: 'counts', b: 'impossible' });
  });

  test('moved, closed and reassigned wait for a person; a meter that is gone is kept aside', () => {
    expect(said([look('a', 'x', 1, 100, { isMoved: true })])).toEqual({ a: 'meter-moved' });
    expect(said([look('a', 'x', 1, 100, { isClosed: true })])).toEqual({ a: 'round-closed' });
    expect(said([look('a', 'x', 1, 100, { isReassigned: true })])).toEqual({ a: 'reassigned' });
    expect(said([look('a', 'x', 1, 100, { isReplaced: true })])).toEqual({ a: 'meter-replaced' });
  });
});

describe('two phones', () => {
  test('the later value counts when it is not lower', () => {
    expect(said([look('a', 'x', 1, 100), look('b', 'y', 2, 101)])).toEqual({ a: 'second-phone', b: 'counts' });
  });

  test('a figure the time between cannot explain makes both wait, however they came', () => {
    expect(said([look('a', 'x', 100, 1000), look('b', 'y', 110, 1019)])).toEqual({
      a: 'second-phone',
      b: 'second-phone',
    });
    const verdicts = verdictsOf([look('a', 'x', 100, 1000), look('b', 'y', 110, 1019)], among());
    expect([...verdicts.values()].map(({ outcome }) => outcome)).toEqual(['waits', 'waits']);
  });

  test('the order of one phone is that of its own clock, put right or not', () => {
    const first = { ...look('a', 'x', 90, 100), takenAt: 10 };
    const second = { ...look('b', 'x', 80, 105), takenAt: 20 };
    expect(said([first, second])).toEqual({ a: 'corrected', b: 'counts' });
  });

  test('the same value again changes nothing', () => {
    expect(said([look('a', 'x', 1, 100), look('b', 'y', 2, 100)])).toEqual({ a: 'counts', b: 'second-phone' });
  });

  test('a later lower value makes both wait', () => {
    const verdicts = verdictsOf([look('a', 'x', 1, 100), look('b', 'y', 2, 99)], among());
    expect([...verdicts.values()].map(({ outcome, rule }) => [outcome, rule])).toEqual([
      ['waits', 'second-phone'],
      ['waits', 'second-phone'],
    ]);
  });
});

describe('a month that was read already', () => {
  const there: OtherReading = { readingId: 7, readAt: 500, ...total(100), state: 'accepted' };
  const verdict = (readAt: number, totalMilli: number, other: OtherReading = there) =>
    verdictsOf([look('a', 'x', readAt, totalMilli)], among([other])).get('a');

  test('keeps its reading when both agree', () => {
    for (const [readAt, total] of [
      [600, 100],
      [600, 250],
      [600, 100],
      [400, 80],
      [900, 100],
    ] as const)
      expect(verdict(readAt, total)).toEqual({ outcome: 'aside', rule: 'already-read', againstId: 7 });
  });

  test('is for a person to decide when they do not', () => {
    for (const [readAt, total] of [
      [600, 99],
      [600, 251],
      [501, 120],
      [400, 101],
    ] as const)
      expect(verdict(readAt, total)).toEqual({ outcome: 'waits', rule: 'already-read', againstId: 7 });
    expect(verdict(600, 100, { ...there, state: 'doubtful' })?.outcome).toBe('waits');
  });

  test('a newer reading of a later month makes a late look wait', () => {
    expect(verdict(900, 90, { ...there, readAt: 1500 })).toEqual({
      outcome: 'waits',
      rule: 'newer-reading',
      againstId: 7,
    });
  });
});

const arbitraryLook = fc.record({
  deviceId: fc.constantFrom('x', 'y', 'z'),
  readAt: fc.integer({ min: 0, max: 40 }),
  takenAt: fc.integer({ min: 0, max: 40 }),
  totalMilli: fc.integer({ min: 0, max: 60 }),
  facts: fc.record({
    isReplaced: fc.boolean(),
    isMoved: fc.boolean(),
    isReassigned: fc.boolean(),
    isClosed: fc.boolean(),
    isImpossible: fc.boolean(),
  }),
});
const arbitraryContext = fc.record({
  others: fc
    .array(
      fc.record({
        readingId: fc.integer({ min: 1, max: 99 }),
        readAt: fc.integer({ min: 0, max: 60 }),
        totalMilli: fc.integer({ min: 0, max: 60 }),
        sharpMilli: fc.constant(null),
        peakMilli: fc.constant(null),
        flatMilli: fc.constant(null),
        valleyMilli: fc.constant(null),
        state: fc.constantFrom('accepted' as const, 'doubtful' as const),
      }),
      { maxLength: 3 },
    )
    .map((list) => list.sort((a, b) => a.readAt - b.readAt)),
  monthEndsAt: fc.integer({ min: 20, max: 50 }),
  pace: fc.record({
    usualPerDayMilli: fc.option(fc.integer({ min: 0, max: 200_000_000 })),
    stepMilli: fc.constantFrom(1, 10, 100, 1000),
    agreePercent: fc.integer({ min: 0, max: 300 }),
  }),
});

test('whatever arrives in whatever order: each look has one verdict, always the same, and at most one counts', () => {
  fc.assert(
    fc.property(fc.array(arbitraryLook, { maxLength: 8 }), arbitraryContext, fc.nat(), (looks, context, turn) => {
      const captures = looks.map((one, i) => ({ ...total(0), ...one, uid: `u${i}` }));
      const verdicts = verdictsOf(captures, context);
      expect([...verdicts.keys()].sort()).toEqual(captures.map(({ uid }) => uid).sort());
      expect([...verdicts.values()].filter(({ outcome }) => outcome === 'counts').length).toBeLessThanOrEqual(1);
      const cut = captures.length === 0 ? 0 : turn % captures.length;
      const shuffled = [...captures.slice(cut), ...captures.slice(0, cut)].reverse();
      expect(new Map([...verdictsOf(shuffled, context)].sort())).toEqual(new Map([...verdicts].sort()));
    }),
    { numRuns: 2000 },
  );
});

test('what counts is lower than no other look that was taken before it', () => {
  fc.assert(
    fc.property(fc.array(arbitraryLook, { minLength: 1, maxLength: 8 }), arbitraryContext, (looks, context) => {
      const captures = looks.map((one, i) => ({ ...total(0), ...one, uid: `u${i}` }));
      const verdicts = verdictsOf(captures, context);
      const counting = captures.find(({ uid }) => verdicts.get(uid)?.outcome === 'counts');
      if (!counting) return;
      const rivals = captures.filter(({ uid }) => verdicts.get(uid)?.rule === 'second-phone');
      for (const rival of rivals)
        expect(
          rival.readAt <= counting.readAt
            ? rival.totalMilli <= counting.totalMilli
            : rival.totalMilli === counting.totalMilli,
        ).toBe(true);
    }),
  );
});
