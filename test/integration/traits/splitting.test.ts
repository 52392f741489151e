import fc from 'fast-check';
import { expect, test } from 'vitest';
import { circumstancesOf, usageOf } from '../../../main/modules/billing/circumstances.domain.ts';
import { TariffDocument } from '../../../main/modules/tariffs/document.schema.ts';
import { rate } from '../../../main/modules/tariffs/rating.domain.ts';
import type { LiveTrait } from '../../../main/modules/traits/traits.domain.ts';
import { addDays } from '../../../main/shared/dates.ts';
import { BEIJING_GAS, SHANGHAI } from './fixture.ts';

const month = (n: number) => `2026-${String(n).padStart(2, '0')}`;
const firstOf = (n: number) => (n > 12 ? '2027-01-01' : `${month(n)}-01`);
const since = { countsOn: '2026-01-01', untilOn: null };
const capacityOnly = TariffDocument.parse({
  ...SHANGHAI,
  cycle: 'month',
  scheme: { kind: 'flat', price: '0.5' },
  charges: [{ kind: 'capacity', name: '基本电费', price: '15' }],
});

/** A year of months, billed in pieces that end with these months; what each tier got in all of them. */
function yearOf(
  document: TariffDocument,
  traits: readonly LiveTrait[],
  usedMilli: readonly number[],
  ends: readonly number[],
) {
  const tiers = new Map<number | null, number>();
  let [from, before] = [1, 0];
  for (const end of [...new Set([...ends, 12])].sort((a, b) => a - b)) {
    const quantityMilli = usedMilli.slice(from - 1, end).reduce((sum, used) => sum + used, 0);
    const circumstances = circumstancesOf({
      documents: [document],
      openedOn: '2025-01-01',
      traits,
      month: month(end),
      months: end - from + 1,
      isFirst: false,
      periodFrom: firstOf(from),
      periodTo: firstOf(end + 1),
      cycleFrom: '2026-01',
    });
    const usage = { ...usageOf(circumstances), quantityMilli, runningBeforeMilli: before, monthNumber: end };
    for (const line of rate(document, usage).lines)
      if (line.tier !== null) tiers.set(line.tier, (tiers.get(line.tier) ?? 0) + line.quantityMilli);
    before += quantityMilli;
    from = end + 1;
  }
  return [...tiers].filter(([, milli]) => milli !== 0);
}

const used = fc.array(fc.integer({ min: 0, max: 900_000 }), { minLength: 12, maxLength: 12 });
const ends = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 11 });

test('however a year is split into bills, a household of any size pays the same', () => {
  const trait = fc.record({ people: fc.integer({ min: 1, max: 9 }), isHeating: fc.boolean() });
  fc.assert(
    fc.property(used, ends, trait, fc.constantFrom(SHANGHAI, BEIJING_GAS), (usedMilli, split, of, tariff) => {
      const document = TariffDocument.parse(tariff);
      const traits: LiveTrait[] = [{ kind: 'household', ...since, value: of.people }];
      if (of.isHeating) traits.push({ kind: 'heating', ...since, value: 1 });
      expect(yearOf(document, traits, usedMilli, split)).toEqual(yearOf(document, traits, usedMilli, []));
    }),
    { numRuns: 300 },
  );
});

test('a change on the first of a month leaves the total of the year as it is, however the bills after it are split', () => {
  fc.assert(
    fc.property(used, ends, fc.integer({ min: 2, max: 12 }), (usedMilli, split, changed) => {
      const document = TariffDocument.parse(SHANGHAI);
      const traits: LiveTrait[] = [
        { kind: 'household', ...since, value: 3 },
        { kind: 'household', countsOn: firstOf(changed), untilOn: null, value: 7 },
      ];
      const before = changed - 1;
      const after = split.filter((end) => end > before);
      expect(yearOf(document, traits, usedMilli, [before, ...after])).toEqual(
        yearOf(document, traits, usedMilli, [before]),
      );
    }),
    { numRuns: 300 },
  );
});

test('a capacity that only changes is paid for thirty days a month, whenever it changes', () => {
  const days = fc.array(fc.integer({ min: 1, max: 364 }), { maxLength: 6 });
  fc.assert(
    fc.property(days, (changes) => {
      const traits: LiveTrait[] = [
        { kind: 'capacity', ...since, value: 1000 },
        ...changes
          .toSorted((a, b) => a - b)
          .map((day, i): LiveTrait => {
            return { kind: 'capacity', countsOn: addDays('2026-01-01', day), untilOn: null, value: 2000 + i };
          }),
      ];
      for (let n = 1; n <= 12; n++) {
        const of = { documents: [capacityOnly], openedOn: '2025-01-01', traits, month: month(n), months: 1 };
        const span = { isFirst: false, periodFrom: firstOf(n), periodTo: firstOf(n + 1), cycleFrom: month(n) };
        const { capacity = [] } = circumstancesOf({ ...of, ...span });
        expect(capacity.reduce((sum, part) => sum + part.thirtieths, 0)).toBe(30);
      }
    }),
    { numRuns: 100 },
  );
});
