import { expect, test } from 'vitest';
import { countsOf, sumLine } from '../../../main/tools/run-tests.ts';

const vitestReport = (passed: number, failed: number, pending = 0) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: pending,
  numTodoTests: 0,
});
const playwrightReport = (expected: number, unexpected: number, skipped = 0) => ({
  stats: { expected, unexpected, flaky: 0, skipped },
});

test('the counts of both runners add up in one line', () => {
  const all = [
    countsOf('check', 0, undefined),
    countsOf('vitest', 0, vitestReport(10, 0, 1)),
    countsOf('playwright', 1, playwrightReport(2, 1)),
  ];
  expect(sumLine(all)).toBe('12 passed, 1 failed, 1 skipped');
});

test('a static check that fails is one failure', () => {
  expect(countsOf('check', 2, undefined)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a runner that fails without naming a test is still a failure', () => {
  expect(countsOf('vitest', 1, vitestReport(10, 0))).toEqual({ passed: 10, failed: 1, skipped: 0 });
  expect(countsOf('playwright', 1, undefined)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a runner that ran nothing is a failure even when it says it is well', () => {
  expect(countsOf('vitest', 0, vitestReport(0, 0))).toMatchObject({ failed: 1 });
  expect(countsOf('playwright', 0, playwrightReport(0, 0, 4))).toEqual({ passed: 0, failed: 1, skipped: 4 });
});
