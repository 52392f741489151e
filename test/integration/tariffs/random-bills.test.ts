import { expect, test } from 'vitest';
import { pencilFen } from '../../support/decimal-rating.ts';
import { compareBills } from '../../support/random-bills.ts';

const BILLS = Number(process.env.STATIONDESK_RANDOM_BILLS ?? 100_000);
const SEED = Number(process.env.STATIONDESK_SEED ?? Math.floor(Math.random() * 2 ** 31));

test(`${BILLS} random bills come to the same fen by program, by SQL and by pencil`, { timeout: 600_000 }, async () => {
  const { disagreements, halves } = await compareBills(BILLS, SEED);
  console.log(`seed ${SEED}: ${halves} bills had exactly half a fen`);
  expect(disagreements.slice(0, 5)).toEqual([]);
  expect(halves).toBeGreaterThan(BILLS / 1000);
});

test('a fen too much is seen in every bill that has it', async () => {
  let calls = 0;
  const { disagreements } = await compareBills(200, 1, () => String(-++calls));
  expect(disagreements).toHaveLength(200);
});

test('the pencil works out bills printed in the rule books', () => {
  const zhejiang = [
    { upTo: '2760', prices: { '': '0.538' } },
    { upTo: '4800', prices: { '': '0.588' } },
    { upTo: null, prices: { '': '0.838' } },
  ];
  // 310 kWh from 2700 on: 60 at 0.538 and 250 at 0.588.
  expect(pencilFen({ tiers: zhejiang, rounding: 'per-bill', before: '2700', used: { '': '310' } })).toBe('17928');
  const half = [{ upTo: null, prices: { peak: '0.005', valley: '0.015' } }];
  expect(pencilFen({ tiers: half, rounding: 'per-line', before: '0', used: { peak: '1', valley: '1' } })).toBe('3');
  expect(pencilFen({ tiers: half, rounding: 'per-bill', before: '0', used: { peak: '1', valley: '1' } })).toBe('2');
});
