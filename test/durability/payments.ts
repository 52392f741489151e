import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Actor } from '../../main/db/writer.ts';
import { LEDGER_CHECKS, LEDGER_READERS } from '../../main/ledger-readers.ts';
import { issueRun } from '../../main/modules/billing/index.ts';
import { takePayment } from '../../main/modules/cashier/index.ts';
import { verify } from '../../main/modules/ledger/index.ts';
import { recordReading } from '../../main/modules/readings/index.ts';
import { createUser, listUsers } from '../../main/modules/users/index.ts';
import { seedDemoTariffs } from '../../main/seeds/demo-tariffs.ts';
import { stationAt } from '../../main/seeds/past.ts';
import { type SeededAccount, seedPopulation } from '../../main/seeds/population.ts';
import { seededRequestId } from '../../main/seeds/request-ids.ts';
import { addMonths, localDate, monthOf, monthSpan, startOfLocalDate } from '../../main/shared/dates.ts';
import { CustomerId, RequestId } from '../../main/shared/ids.ts';
import { openStation } from '../../main/station.ts';
import type { Station } from '../../main/station.types.ts';

/** Payments are numbered from 1; everything about one follows from its number, so that any process can repeat it. */
const CUSTOMERS = 20;

export function requestIdOf(n: number): RequestId {
  return RequestId.parse(`00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`);
}

/** An empty folder below the system's temporary files, removed when it goes out of scope. */
export function temporaryFolder(): Disposable & { readonly path: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'stationdesk-durability-'));
  return { path: folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * A station with one cashier and some customers, each with one electricity bill that no number of these payments
 * settles. Made by the product's own services.
 */
export async function prepareStation(folder: string): Promise<void> {
  await using station = openStation({ folder });
  const system: Actor = { userId: null, name: 'test', via: 'job' };
  const cashier = { loginName: 'wang', displayName: '王芳', roles: ['cashier' as const], password: 'till-2026-north' };
  await createUser(station, system, { ...cashier, requestId: requestIdOf(0) }, { mustChangePassword: false });
  seedDemoTariffs(station, system);
  const accounts = seedPopulation(station, system, { households: CUSTOMERS, tariffCodes: { electricity: 'DEMO-E1' } });
  const today = localDate(station.clock.now(), station.zone);
  const month = addMonths(monthOf(today), -1);
  const { from, to } = monthSpan(month);
  readAll(stationAt(station, startOfLocalDate(from, station.zone)), system, accounts, 0);
  readAll(stationAt(station, startOfLocalDate(to, station.zone) - 3_600_000), system, accounts, 900_000_000);
  const { issued } = await issueRun(station, system, { month, service: 'electricity' });
  if (issued !== CUSTOMERS) throw new Error(`${issued} bills were issued`);
}

function readAll(station: Station, by: Actor, accounts: readonly SeededAccount[], totalMilli: number): void {
  for (const { meterId } of accounts) {
    if (meterId === null) throw new Error('a household without a meter');
    recordReading(station, by, { meterId, totalMilli, isConfirmed: true, note: '', requestId: seededRequestId() });
  }
}

export function cashierOf(station: Station): Actor {
  const [user] = listUsers(station);
  if (!user) throw new Error('the station has no cashier');
  return { userId: user.id, name: user.displayName, via: 'window' };
}

/** Takes payment number n through the till's own service; answers its receipt number. */
export function pay(station: Station, by: Actor, n: number): string {
  const paidFen = 100 + (n % 900);
  return takePayment(station, by, {
    customerId: CustomerId.parse(1 + (n % CUSTOMERS)),
    paidFen,
    tenderedFen: paidFen,
    method: n % 3 === 0 ? 'wechat' : 'cash',
    requestId: requestIdOf(n),
  }).receiptNo;
}

export interface Findings {
  /** Acknowledged, and not in the ledger. */
  readonly lost: number[];
  /** In the ledger more than once, or with a figure that is not the one paid. */
  readonly wrong: string[];
  /** In the ledger and not acknowledged: the process died between the commit and the answer. */
  readonly unacknowledged: number;
  readonly findings: readonly unknown[];
}

/** Compares a station with the payments it acknowledged, and runs the product's own verification. */
export function inspect(station: Station, acknowledged: ReadonlySet<number>): Findings {
  const requests = station.db
    .prepare(
      "SELECT request_id AS requestId, json_extract(result_json, '$.paymentId') AS paymentId FROM request WHERE action = 'cashier.take'",
    )
    .all() as { requestId: string; paymentId: number }[];
  const payments = station.db
    .prepare(
      'SELECT p.id, p.amount_fen AS amountFen, sum(l.amount_fen) AS linesFen, p.entry_id AS entryId FROM payment p LEFT JOIN payment_line l ON l.payment_id = p.id GROUP BY p.id',
    )
    .all() as { id: number; amountFen: number; linesFen: number | null; entryId: number | null }[];
  const drifted = station.db
    .prepare(
      `SELECT b.bill_no FROM bill b WHERE b.paid_fen <> (SELECT coalesce(sum(l.amount_fen), 0) FROM payment_line l WHERE l.bill_id = b.id)`,
    )
    .pluck()
    .all();
  const numbers = new Map(
    requests.map(({ requestId, paymentId }) => [Number.parseInt(requestId.slice(-12), 16), paymentId]),
  );
  const byId = new Map(payments.map((payment) => [payment.id, payment]));
  const wrong = drifted.map((billNo) => `bill ${billNo} has not the sum of its payments`);
  for (const [n, paymentId] of numbers) {
    const payment = byId.get(paymentId);
    byId.delete(paymentId);
    const expected = 100 + (n % 900);
    if (payment?.amountFen !== expected || payment.linesFen !== expected || payment.entryId === null)
      wrong.push(`payment ${n}: ${JSON.stringify(payment)}`);
  }
  for (const payment of byId.values()) wrong.push(`a payment nobody asked for: ${JSON.stringify(payment)}`);
  return {
    lost: [...acknowledged].filter((n) => !numbers.has(n)),
    wrong,
    unacknowledged: [...numbers.keys()].filter((n) => !acknowledged.has(n)).length,
    findings: verify(station.db, LEDGER_READERS, LEDGER_CHECKS).findings,
  };
}
