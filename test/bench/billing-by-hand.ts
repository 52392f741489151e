import type { ReadDb } from '../../main/db/types.ts';
import { CHUNK, type LeastRun, rated } from './billing-prototype.ts';

/**
 * The same rows as the program's, by hand: read what a bill tells, multiply, round, and write bill, lines, entry, entry
 * lines and balance into the program's own tables, with their keys, indexes and triggers, 500 accounts a commit. No rules,
 * no exceptions, no audit, no hashes (a constant stands for each). It says what the tables cost and what the program does.
 */
const READ = `SELECT a.id AS accountId, a.account_no AS accountNo, a.tariff_code AS code, c.name, p.door_no AS doorNo, p.address,
    m.id AS meterId, m.meter_no AS meterNo, m.digits, m.decimals, m.multiplier, b.id AS previousId, n.id AS presentId,
    n.total_milli - b.total_milli AS total, n.valley_milli - b.valley_milli AS valley,
    coalesce((SELECT sum(quantity_milli) FROM bill x WHERE x.account_id = a.id AND x.month < :month AND x.reversed_at IS NULL), 0) AS running
  FROM account a JOIN customer c ON c.id = a.customer_id JOIN premises p ON p.id = a.premises_id
    JOIN account_meter am ON am.account_id = a.id JOIN meter m ON m.id = am.meter_id
    JOIN reading b ON b.id = (SELECT id FROM reading
      WHERE meter_id = am.meter_id AND state <> 'rejected' AND read_at < :from ORDER BY read_at DESC LIMIT 1)
    JOIN reading n ON n.id = (SELECT id FROM reading
      WHERE meter_id = am.meter_id AND state <> 'rejected' AND read_at >= :from AND read_at < :to ORDER BY read_at DESC LIMIT 1)
  WHERE a.id > :after AND a.id <= :upTo ORDER BY a.id`;

interface Row {
  readonly accountId: number;
  readonly accountNo: string;
  readonly code: string;
  readonly name: string;
  readonly doorNo: string;
  readonly address: string;
  readonly meterId: number;
  readonly meterNo: string;
  readonly digits: number;
  readonly decimals: number;
  readonly multiplier: number;
  readonly previousId: number;
  readonly presentId: number;
  readonly total: number;
  readonly valley: number | null;
  readonly running: number;
}

const HASH = '0'.repeat(64);

/** Bills everybody; answers the sum in fen. */
export function runByHand(db: ReadDb, { month, from, to, accounts, tariffs }: LeastRun): number {
  const read = db.prepare(READ);
  const entryLine = db.prepare('INSERT INTO entry_line VALUES (?, ?, ?, ?, ?, ?)');
  const entry = db.prepare(
    `INSERT INTO entry (id, at, business_date, kind, memo, document_kind, document_id, document_hash, user_name, is_posted, prev_hash, hash)
     VALUES (?, ?, '2027-01-05', 'bill', ?, 'bill', ?, ?, 'test', 1, ?, ?)`,
  );
  const line = db.prepare('INSERT INTO bill_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const bill = db.prepare(
    `INSERT INTO bill (id, bill_no, run_id, account_id, meter_id, month, period_from, period_to, previous_reading_id,
       present_reading_id, quantity_milli, tariff_id, amount_fen, context_id, explain_json, due_on, issued_at, entry_id)
     VALUES (?, ?, ?, ?, ?, ?, '2024-12-01', '2025-01-20', ?, ?, ?, ?, ?, ?, ?, '2027-01-25', ?, ?)`,
  );
  const balance = db.prepare(
    `INSERT INTO ledger_balance (ledger_code, account_id, balance_fen) VALUES ('1122', ?, ?)
     ON CONFLICT (account_id, ledger_code) DO UPDATE SET balance_fen = balance_fen + excluded.balance_fen`,
  );
  const now = Date.now();
  const runId = db
    .prepare(
      "INSERT INTO billing_run (month, service, state, due_on, started_at) VALUES (?, 'electricity', 'issued', '', 0)",
    )
    .run(month).lastInsertRowid;
  const contextId = db
    .prepare('INSERT INTO bill_context (hash, body_json) VALUES (?, ?)')
    .run(month, '{}').lastInsertRowid;
  const tariffIds = new Map(db.prepare('SELECT code, id FROM tariff').raw().all() as [string, number][]);
  let sum = 0;
  let id = db.prepare('SELECT coalesce(max(id), 0) FROM bill').pluck().get() as number;
  const chunk = db.transaction((after: number) => {
    for (const row of read.all({ month, from, to, after, upTo: after + CHUNK }) as Row[]) {
      const tariff = tariffs.get(row.code);
      if (!tariff) throw new Error(`no tariff ${row.code}`);
      const { lines, fen } = rated(tariff, row);
      id++;
      const { accountId, meterId, previousId, presentId, total, running } = row;
      entryLine.run(id, 1, '1122', accountId, fen, 0);
      entryLine.run(id, 2, '6001', 0, 0, fen);
      const billNo = `B${month.replace('-', '')}${String(id).padStart(6, '0')}`;
      entry.run(id, now, billNo, id, HASH, HASH, HASH);
      balance.run(accountId, fen);
      for (const [i, l] of lines.entries()) {
        const note = `[0,400000,${running},${running + l.quantity},0]`;
        line.run(id, i + 1, 'tier', l.period, l.tier, l.quantity, l.price, l.fen, note);
      }
      const explain = JSON.stringify({
        a: [row.accountNo, row.name, row.doorNo, row.address],
        m: [row.meterNo, row.digits, row.decimals, row.multiplier],
        b: running,
      });
      const tariffId = tariffIds.get(row.code);
      bill.run(
        id,
        billNo,
        runId,
        accountId,
        meterId,
        month,
        previousId,
        presentId,
        total,
        tariffId,
        fen,
        contextId,
        explain,
        now,
        id,
      );
      sum += fen;
    }
  });
  for (let after = 0; after < accounts; after += CHUNK) chunk.immediate(after);
  return sum;
}
