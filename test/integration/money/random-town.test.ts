import fc from 'fast-check';
import { expect, test } from 'vitest';
import { balanceOf, LEDGER_CODES } from '../../../main/modules/ledger/index.ts';
import type { TestStation } from '../../support/station.ts';
import { imbalance, soundness } from '../billing/correction-fixture.ts';
import { KINDS, makeTown, play, type Step, type Town } from './town.ts';

const number = fc.nat({ max: 1_000_000 });
const step = (kinds: readonly Step['kind'][]): fc.Arbitrary<Step> =>
  fc.record({ kind: fc.constantFrom(...kinds), a: number, b: number, c: number });
/** What everything else is about happens more often. */
const anyStep = fc.oneof(
  { arbitrary: step(['bill', 'pay', 'advance', 'swap']), weight: 2 },
  { arbitrary: step(KINDS), weight: 5 },
);

const all = <T>(ann: TestStation, sql: string) => ann.station.db.prepare(sql).all() as T[];

/** Standing bills of one meter, of whatever account, that bill the same use. */
const TWICE = `WITH span AS (SELECT b.id, b.bill_no AS billNo, b.meter_id AS meterId, p.read_at AS since, n.read_at AS until
    FROM bill b JOIN reading p ON p.id = b.previous_reading_id JOIN reading n ON n.id = b.present_reading_id WHERE b.reversed_at IS NULL)
  SELECT a.billNo, b.billNo AS andBillNo FROM span a JOIN span b ON b.meterId = a.meterId AND b.id > a.id
    AND a.since < b.until AND b.since < a.until`;

/** Bills that a correction once gave another due day because they grew, and what took their place: late with what they were before. */
const GREW = `WITH RECURSIVE chain (bill_id) AS (
    SELECT r.new_bill_id FROM bill_replacement r JOIN bill o ON o.id = r.bill_id JOIN bill n ON n.id = r.new_bill_id
      WHERE n.due_on <> o.due_on
    UNION SELECT r.new_bill_id FROM chain c JOIN bill_replacement r ON r.bill_id = c.bill_id)`;

/** What holds after every step, whatever was done. */
function assertSquare({ ann, houses }: Town): void {
  const { db } = ann.station;
  expect(all(ann, 'SELECT bill_no FROM bill WHERE paid_fen < 0 OR paid_fen > amount_fen')).toEqual([]);
  expect(all(ann, "SELECT account_id FROM ledger_balance WHERE ledger_code = '2203' AND balance_fen > 0")).toEqual([]);
  expect(all(ann, TWICE)).toEqual([]);
  expect(imbalance(ann)).toBe(0);
  const open = db.prepare(
    'SELECT coalesce(sum(amount_fen - paid_fen), 0) FROM bill WHERE account_id = ? AND reversed_at IS NULL',
  );
  for (const { accountId } of houses)
    expect(balanceOf(db, LEDGER_CODES.receivable, accountId)).toBe(open.pluck().get(accountId));
}

/** What everybody is told in the end: statement, late fees, each month as it was then, and verification. */
async function assertTold({ ann, houses }: Town): Promise<void> {
  const { db } = ann.station;
  const manager = ann.as('manager');
  for (const { accountId } of houses) {
    const { closing } = await manager.ledger.statement({ accountId });
    const receivableFen = balanceOf(db, LEDGER_CODES.receivable, accountId);
    expect(closing).toEqual({ receivableFen, creditFen: 0 - balanceOf(db, LEDGER_CODES.customerCredit, accountId) });
  }
  for (const { id } of all<{ id: never }>(ann, "SELECT id FROM bill WHERE kind = 'usage' AND reversed_at IS NULL")) {
    const { lateFee } = await manager.charges.ofBill({ billId: id });
    if (!lateFee) continue;
    const { accruedFen, chargedFen, waivedFen, dueFen } = lateFee;
    expect(dueFen).toBe(Math.max(0, accruedFen - chargedFen - waivedFen));
    if (all(ann, `${GREW} SELECT 1 FROM chain WHERE bill_id = ${id}`).length > 0) continue;
    // What is charged of a bill is what it says now, whatever was corrected: less is given back at once.
    expect(chargedFen).toBeLessThanOrEqual(Math.max(0, accruedFen - waivedFen));
  }
  for (const { month } of await manager.periods.list()) {
    const { agreement } = await manager.reports.monthly({ month, service: 'electricity' });
    for (const { what, billsFen, ledgerFen } of agreement)
      expect([month, what, billsFen]).toEqual([month, what, ledgerFen]);
  }
  expect(soundness(ann).findings).toEqual([]);
}

/** Paying late, charging it, and putting the bills right afterwards. */
const lateRound = fc
  .tuple(
    step(['bill']),
    fc.record({ kind: fc.constant('advance' as const), a: fc.integer({ min: 9, max: 19 }), b: number, c: number }),
    step(['pay', 'post-late-fees']),
    step(['correct', 'swap']),
    step(['correct', 'pay', 'post-late-fees', 'reverse-payment', 'waive', 'swap', 'true-up', 'use-credit']),
  )
  .map((steps): readonly Step[] => steps);

async function playAll(of: { runApproval: boolean; isAutoPay: boolean }, steps: readonly Step[]): Promise<void> {
  await using town = await makeTown(of);
  await play(town, { kind: 'bill', a: 1, b: 50, c: 90 });
  for (const one of steps) {
    await play(town, one);
    assertSquare(town);
  }
  expect(town.ann.bugs).toEqual([]);
  await assertTold(town);
}

test('whatever is done in whatever order, each fen is accounted for and no use is billed twice', async () => {
  const town = fc.record({ runApproval: fc.boolean(), isAutoPay: fc.boolean() });
  const steps = fc.array(anyStep, { minLength: 15, maxLength: 60, size: 'max' });
  await fc.assert(fc.asyncProperty(town, steps, playAll), { numRuns: 14 });
}, 120_000);

test('however often bills with late fees are put right, what is charged is the fee of the bill as it is', async () => {
  const town = fc.record({ runApproval: fc.constant(false), isAutoPay: fc.boolean() });
  const rounds = fc.array(lateRound, { minLength: 2, maxLength: 7, size: 'max' });
  await fc.assert(
    fc.asyncProperty(town, rounds, (of, some) => playAll(of, some.flat())),
    { numRuns: 12 },
  );
}, 120_000);
