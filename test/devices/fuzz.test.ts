import { describe, expect, test } from 'vitest';
import { fuzz } from '../support/fuzz.ts';
import { FUZZ_TARGETS } from '../support/fuzz-targets.ts';

/** The same as `npm run bench -- --fuzz`, smaller. */
describe('doubtful bytes neither crash a parser nor pass for a frame, and the second good frame is found', () => {
  test.each(FUZZ_TARGETS.map((target) => [target.name, target] as const))('%s', (_, target) => {
    for (const report of fuzz(target, 60_000, 7)) {
      expect(report.failures).toEqual([]);
      expect(report.bytes).toBeGreaterThanOrEqual(60_000);
      // Now and then doubtful bytes make a frame that no rule tells from a good one: an eighth bit of luck, not a habit.
      expect(report.collisions).toBeLessThan(report.bytes / 2000);
    }
  });
});
