import { cancelRun, issueCharge } from '../../../main/modules/billing/index.ts';
import { addDays, addMonths, localDate, monthOf } from '../../../main/shared/dates.ts';
import { isStationError } from '../../../main/shared/error-codes.ts';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';
import { accepted, stopAutoPay } from '../billing/correction-fixture.ts';
import { addHouse, addTariff, type House } from '../billing/fixture.ts';

/** Which operation, and three numbers from which it chooses. */
export interface Step {
  readonly kind: Kind;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

export interface Town {
  readonly ann: TestStation;
  readonly houses: readonly House[];
  /** What the meter of a house shows. */
  readonly totals: number[];
  /** Operations that were done, and those refused, by code. */
  readonly done: string[];
}

const service = 'electricity';
const reason = '随机一步';

/** Three doors of two buildings, priced by month in tiers, where paying late costs much. */
export async function makeTown({
  runApproval,
  isAutoPay,
}: {
  runApproval: boolean;
  isAutoPay: boolean;
}): Promise<Town & AsyncDisposable> {
  const ann = makeStation({ at: '2026-10-01T08:00:00+08:00' });
  await addTariff(ann, 'T', {
    format: 1,
    unit: 'kWh',
    rounding: 'per-bill',
    cycle: 'year',
    scheme: {
      kind: 'tiered',
      tiers: [
        { upTo: '120', price: '0.533' },
        { upTo: '250', price: '0.777' },
        { upTo: null, price: '1.291' },
      ],
    },
    lateFee: { perDay: '0.003', perDayAfterYearEnd: '0.007' },
  });
  const station = { name: '城北站', kind: 'both', phone: '', address: '', lanDoor: false, runApproval } as const;
  await ann.as('administrator').station.saveSettings(station);
  if (!isAutoPay) stopAutoPay(ann);
  const houses = ['1-101', '1-102', '2-101'].map((door) => addHouse(ann, door, { baseline: 100 }));
  for (const house of houses) await accepted(ann, house, '2026-10-01T09:00:00', 110);
  return { ann, houses, totals: [110, 110, 110], done: [], [Symbol.asyncDispose]: () => ann[Symbol.asyncDispose]() };
}

const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];
const rows = <T>(ann: TestStation, sql: string) => ann.station.db.prepare(sql).all() as T[];
const today = ({ ann }: Town) => localDate(ann.now(), ann.station.zone);

interface Standing {
  readonly id: number;
  readonly owedFen: number;
  readonly presentId: number | null;
  readonly meterId: number | null;
}
const standing = (ann: TestStation, where = '1') =>
  rows<Standing>(
    ann,
    `SELECT id, amount_fen - paid_fen AS owedFen, present_reading_id AS presentId, meter_id AS meterId FROM bill
     WHERE reversed_at IS NULL AND ${where} ORDER BY id`,
  );
const undo = () => ({ reason, requestId: requestId() });

async function readAll(town: Town, by: readonly number[]): Promise<void> {
  const { ann, houses, totals } = town;
  for (const [i, house] of houses.entries()) {
    if (by[i] === 0) continue;
    const total = (totals[i] ?? 0) + (by[i] ?? 0);
    const at = new Date(ann.now() + 8 * 3_600_000).toISOString().slice(0, 19);
    await accepted(ann, house, at, total);
    totals[i] = total;
  }
}

const PLAY = {
  async advance({ ann }, { a }) {
    ann.advance((1 + (a % 20)) * 86_400_000);
  },
  async read(town, { a, b, c }) {
    town.ann.advance(3_600_000);
    await readAll(town, [a % 150, b % 150, c % 150]);
  },
  async issue(town, { a }) {
    const buildings = [undefined, ['1'], ['2']][a % 3];
    const month = a % 4 === 3 ? addMonths(monthOf(today(town)), -1) : monthOf(today(town));
    const of = { month, service, ...(buildings && { buildings }), dueOn: addDays(today(town), 5) } as const;
    const manager = town.ann.as('manager');
    const { bills, amountFen, needsApproval } = await manager.billing.preview(of);
    if (needsApproval && bills > 0) {
      const seen = { expectedBills: bills, expectedAmountFen: amountFen, note: '', requestId: requestId() };
      const { approvalId } = await manager.billing.submitRun({ ...of, ...seen });
      const yes = { approvalId, decision: 'approve', reason: '', requestId: requestId() } as const;
      await town.ann.as('administrator').billing.decideRun(yes);
    }
    await manager.billing.issue(of);
  },
  async bill(town, { a, b, c }) {
    await PLAY.read(town, { a: a + 20, b: b + 20, c: c + 20 });
    await PLAY.issue(town, { a: 0, b: 0, c: 0 });
  },
  async pay(town, { a, b, c }) {
    const { ann, houses } = town;
    const house = pick(houses, a) as House;
    const { owedFen } = await ann.as('manager').cashier.customer({ customerId: house.customerId });
    const fen = [owedFen, 1 + (b % 9000), Math.ceil(owedFen / 2), owedFen + (b % 5000)][c % 4] ?? 0;
    await ann.as('manager').cashier.takePayment({
      ...{ customerId: house.customerId, paidFen: fen, tenderedFen: fen, method: 'wechat', requestId: requestId() },
      ...{ keepOnAccountId: house.accountId },
    });
  },
  async prepay({ ann, houses }, { a, b }) {
    const { customerId, accountId: keepOnAccountId } = pick(houses, a) as House;
    const fen = 1 + (b % 9000);
    const how = { paidFen: fen, tenderedFen: fen, method: 'cash' as const, billIds: [], requestId: requestId() };
    await ann.as('manager').cashier.takePayment({ customerId, keepOnAccountId, ...how });
  },
  async 'use-credit'({ ann, houses }, { a }) {
    const { customerId } = pick(houses, a) as House;
    const { creditFen, owedFen } = await ann.as('manager').cashier.customer({ customerId });
    const how = { paidFen: 0, tenderedFen: 0, creditFen: Math.min(creditFen, owedFen), method: 'cash' } as const;
    await ann.as('manager').cashier.takePayment({ customerId, ...how, requestId: requestId() });
  },
  async refund({ ann, houses }, { a, b, c }) {
    const { customerId, accountId } = pick(houses, a) as House;
    const { payments } = await ann.as('manager').credit.refundable({ customerId });
    const paymentId = c % 2 === 0 ? payments[0]?.paymentId : undefined;
    const way = paymentId ? ({ way: 'original', paymentId } as const) : ({ way: 'cash' } as const);
    const { creditFen } = await ann.as('manager').cashier.customer({ customerId });
    await ann.as('manager').credit.refund({ accountId, amountFen: 1 + (b % (creditFen + 9)), ...way, ...undo() });
  },
  async adjust({ ann }, { a, b, c }) {
    const bill = pick(standing(ann, 'paid_fen < amount_fen'), a);
    if (!bill) return;
    const amount = c % 3 === 0 ? bill.owedFen : 1 + (b % bill.owedFen);
    const kind = c % 2 === 0 ? 'discount' : 'write-off';
    const seen = { billId: bill.id as never, expectedOwedFen: bill.owedFen };
    await ann.as('manager').charges.adjust({ ...seen, kind, amountFen: amount, ...undo() });
  },
  async 'post-late-fees'({ ann }) {
    const { asOf, feeFen } = await ann.as('manager').charges.previewLateFees();
    await ann.as('manager').charges.postLateFees({ asOf, expectedFeeFen: feeFen });
  },
  async waive({ ann }, { a, b, c }) {
    const { rows: due } = await ann.as('manager').charges.previewLateFees();
    const fee = pick(due, a);
    if (!fee) return;
    const amountFen = c % 2 === 0 ? null : 1 + (b % fee.dueFen);
    await ann
      .as('manager')
      .charges.waiveLateFee({ billId: fee.billId, amountFen, expectedDueFen: fee.dueFen, ...undo() });
  },
  async 'revoke-waiver'({ ann }, { a }) {
    const waiver = pick(rows<{ id: never }>(ann, 'SELECT id FROM late_fee_waiver WHERE revoked_at IS NULL'), a);
    if (waiver) await ann.as('manager').charges.revokeWaiver({ waiverId: waiver.id, reason, requestId: requestId() });
  },
  async charge({ ann, houses }, { a, b }) {
    const { accountId } = pick(houses, a) as House;
    ann.station.write(ann.actor('manager'), { action: 'test.charge' }, (tx) =>
      issueCharge(tx, {
        ...{ accountId, dueOn: localDate(tx.now, ann.station.zone), lines: [{ amountFen: 1 + (b % 3000) }] },
        ...{ reason: { kind: 'other', name: '换表费' }, zone: ann.station.zone },
      }),
    );
  },
  async correct({ ann, houses, totals }, { a, b }) {
    const bill = pick(standing(ann, "kind = 'usage'"), a);
    if (!bill?.presentId) return;
    const readingId = bill.presentId as never;
    const was = rows<{ milli: number }>(ann, `SELECT total_milli AS milli FROM reading WHERE id = ${readingId}`);
    const totalMilli = (was[0]?.milli ?? 0) + ((b % 81) - 40) * 1000;
    const { differenceFen } = await ann.as('manager').billing.previewCorrection({ readingId, totalMilli });
    const seen = { readingId, totalMilli, expectedDifferenceFen: differenceFen };
    await ann.as('manager').billing.correct({ ...seen, ...undo() });
    const i = houses.findIndex((house) => house.meterId === bill.meterId);
    totals[i] = Math.max(totals[i] ?? 0, totalMilli / 1000);
  },
  async estimate(town, { a }) {
    const { ann, houses } = town;
    town.ann.advance(25 * 86_400_000);
    const { meterId } = pick(houses, a) as House;
    const of = { month: monthOf(today(town)), readOn: today(town), method: 'average' as const };
    await ann.as('manager').readings.estimate({ ...of, meterIds: [meterId], note: '家中无人', requestId: requestId() });
    await PLAY.issue(town, { a: 0, b: 0, c: 0 });
  },
  async 'true-up'(town, { a, b, c }) {
    const { ann, houses, totals } = town;
    const i = a % houses.length;
    if (c % 2 === 0) await PLAY.estimate(town, { a, b, c });
    ann.advance(10 * 86_400_000);
    const { meterId } = houses[i] as House;
    const total = (totals[i] ?? 0) + (b % 30);
    const doubtful = await ann.as('reader').readings.record({
      ...{ meterId, totalMilli: total * 1000, isConfirmed: true, note: '实抄', requestId: requestId() },
    });
    totals[i] = total;
    const { readingId } = doubtful;
    const { differenceFen } = await ann.as('manager').meterwork.previewTrueUp({ readingId });
    await ann.as('manager').meterwork.confirmTrueUp({ readingId, expectedDifferenceFen: differenceFen, ...undo() });
  },
  async swap(town, { a, b, c }) {
    const { ann, houses } = town;
    const [one, other] = [pick(houses, a) as House, pick(houses, a + 1 + (b % 2)) as House];
    const begins = rows<{ at: number }>(
      ann,
      `SELECT r.read_at AS at FROM bill b JOIN reading r ON r.id = b.previous_reading_id
       WHERE b.reversed_at IS NULL AND b.meter_id = ${one.meterId} ORDER BY 1 DESC`,
    );
    const begin = pick(begins, c);
    if (!begin) return;
    const sinceOn = localDate(begin.at, ann.station.zone);
    const of = { meterId: one.meterId, otherMeterId: other.meterId, sinceOn };
    const { differenceFen } = await ann.as('manager').meterwork.previewSwap(of);
    await ann.as('manager').meterwork.swap({ ...of, expectedDifferenceFen: differenceFen, ...undo() });
  },
  async 'cancel-run'({ ann }, { a, b, c }) {
    const runs = (await ann.as('manager').billing.runs()).filter((run) => run.state !== 'cancelled');
    const run = c % 3 === 0 ? pick(runs, a) : runs[0];
    if (!run) return;
    const { runId } = run;
    const { amountFen, begun } = await ann.as('manager').billing.previewCancellation({ runId });
    const money = b % 3 === 0 ? 'refuse' : 'credit';
    const of = { runId, money, expectedAmountFen: begun?.amountFen ?? amountFen } as const;
    if (c % 4 > 0) await ann.as('manager').billing.cancelRun({ ...of, ...undo() });
    else {
      const stop = new AbortController();
      const halfWay = { chunkSize: 1, signal: stop.signal, onChunk: () => stop.abort() };
      await cancelRun(ann.station, ann.actor('manager'), { ...of, ...undo() }, halfWay);
    }
  },
  async 'reverse-payment'({ ann }, { a }) {
    const found = pick(
      rows<{ id: never }>(ann, 'SELECT id FROM payment WHERE reversed_at IS NULL ORDER BY id DESC'),
      a,
    );
    if (found) await ann.as('manager').cashier.reversePayment({ paymentId: found.id, ...undo() });
  },
  async 'reverse-refund'({ ann }, { a }) {
    const found = pick(rows<{ id: never }>(ann, 'SELECT id FROM refund WHERE reversed_at IS NULL'), a);
    if (found) await ann.as('manager').credit.reverseRefund({ refundId: found.id, ...undo() });
  },
  async 'reverse-auto'({ ann }, { a }) {
    const found = pick(
      rows<{ id: never }>(ann, 'SELECT id FROM auto_payment WHERE reversed_at IS NULL ORDER BY id DESC'),
      a,
    );
    if (found) await ann.as('manager').autoPay.reverse({ autoPaymentId: found.id, ...undo() });
  },
  async 'reverse-adjustment'({ ann }, { a }) {
    const found = pick(
      rows<{ id: never }>(ann, 'SELECT id FROM adjustment WHERE reversed_at IS NULL ORDER BY id DESC'),
      a,
    );
    if (found) await ann.as('manager').charges.reverseAdjustment({ adjustmentId: found.id, ...undo() });
  },
  async close({ ann }) {
    const next = (await ann.as('manager').periods.list()).find((period) => period.isNext);
    if (!next) return;
    await ann.as('manager').periods.close({ month: next.month, acceptsOpenMatters: true, requestId: requestId() });
  },
  async reopen({ ann }) {
    const last = (await ann.as('manager').periods.list()).find((period) => period.isLast);
    if (last) await ann.as('manager').periods.reopen({ month: last.month, ...undo() });
  },
} satisfies Record<string, (town: Town, of: Omit<Step, 'kind'>) => Promise<void>>;

export type Kind = keyof typeof PLAY;
export const KINDS = Object.keys(PLAY) as Kind[];

/** A refusal is an answer; anything else is a bug. */
export async function play(town: Town, step: Step): Promise<void> {
  try {
    await PLAY[step.kind](town, step);
    town.done.push(step.kind);
  } catch (error) {
    const { cause } = error as { cause?: unknown };
    const refusal = isStationError(error) ? error : isStationError(cause) ? cause : undefined;
    if (!refusal) throw error;
    town.done.push(`${step.kind}: ${refusal.code}`);
  }
}
