import type { ReadDb } from '../../main/db/types.ts';
import type { TariffDocument } from '../../main/modules/tariffs/document.schema.ts';
import { priceE8 } from '../../main/shared/money.ts';

/**
 * The least a billing run can be with this driver: read both readings and the running total, multiply, round, and write
 * a bill, its lines and one ledger entry with two lines, 500 accounts a commit. No validation, no audit, no hashes, no
 * explanation, no kept balance, no frozen history, no foreign keys, two indexes. What the program takes beyond this is the
 * price of its rules and of what it has to keep; billing-by-hand.ts tells the two apart.
 */
export const CHUNK = 500;

const SCHEMA = `
  CREATE TABLE least_bill (id INTEGER PRIMARY KEY, bill_no INTEGER NOT NULL, account_id INTEGER NOT NULL, meter_id INTEGER NOT NULL,
    month TEXT NOT NULL, previous_id INTEGER NOT NULL, present_id INTEGER NOT NULL, quantity_milli INTEGER NOT NULL,
    amount_fen INTEGER NOT NULL, due_on TEXT NOT NULL, issued_at INTEGER NOT NULL, entry_id INTEGER NOT NULL) STRICT;
  CREATE UNIQUE INDEX least_once ON least_bill (account_id, month);
  CREATE TABLE least_line (bill_id INTEGER NOT NULL, line_no INTEGER NOT NULL, period TEXT NOT NULL, tier INTEGER NOT NULL,
    quantity_milli INTEGER NOT NULL, price_e8 INTEGER NOT NULL, amount_fen INTEGER NOT NULL, PRIMARY KEY (bill_id, line_no)) STRICT, WITHOUT ROWID;
  CREATE TABLE least_entry (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, bill_id INTEGER NOT NULL) STRICT;
  CREATE TABLE least_entry_line (entry_id INTEGER NOT NULL, line_no INTEGER NOT NULL, code TEXT NOT NULL, account_id INTEGER NOT NULL,
    fen INTEGER NOT NULL, PRIMARY KEY (entry_id, line_no)) STRICT, WITHOUT ROWID;
  CREATE INDEX least_entry_account ON least_entry_line (account_id, code);`;

const READ = `SELECT a.id AS accountId, am.meter_id AS meterId, a.tariff_code AS code, b.id AS previousId, n.id AS presentId,
    n.total_milli - b.total_milli AS total, n.valley_milli - b.valley_milli AS valley,
    coalesce((SELECT sum(quantity_milli) FROM least_bill x WHERE x.account_id = a.id), 0) AS running
  FROM account a JOIN account_meter am ON am.account_id = a.id
    JOIN reading b ON b.id = (SELECT id FROM reading
      WHERE meter_id = am.meter_id AND state <> 'rejected' AND read_at < :from ORDER BY read_at DESC LIMIT 1)
    JOIN reading n ON n.id = (SELECT id FROM reading
      WHERE meter_id = am.meter_id AND state <> 'rejected' AND read_at >= :from AND read_at < :to ORDER BY read_at DESC LIMIT 1)
  WHERE a.id > :after AND a.id <= :upTo ORDER BY a.id`;

interface Row {
  readonly accountId: number;
  readonly meterId: number;
  readonly code: string;
  readonly previousId: number;
  readonly presentId: number;
  readonly total: number;
  readonly valley: number | null;
  readonly running: number;
}

interface Line {
  readonly period: string;
  readonly tier: number;
  readonly quantity: number;
  readonly price: number;
  readonly fen: number;
}

export interface LeastTariff {
  readonly isPerLine: boolean;
  readonly tiers: readonly { upTo: number; plain: number; peak: number; valley: number }[];
}

export function leastTariff({ rounding, scheme }: TariffDocument): LeastTariff {
  if (scheme.kind !== 'tiered') throw new Error('the prototype knows tiers only');
  const price = (text: string | undefined) => (text === undefined ? 0 : priceE8(text));
  return {
    isPerLine: rounding === 'per-line',
    tiers: scheme.tiers.map(({ upTo, price: p }) => ({
      upTo: upTo === null ? Number.POSITIVE_INFINITY : Number(upTo) * 1000,
      plain: typeof p === 'string' ? price(p) : 0,
      peak: typeof p === 'string' ? 0 : price(p.peak),
      valley: typeof p === 'string' ? 0 : price(p.valley),
    })),
  };
}

/** 1e-11 yuan to fen. All products of a household stay far below 2^53. */
const round = (exact: number) => Math.floor((exact + 500_000_000) / 1_000_000_000);

/** A quantity over tiers and two periods, to the fen. */
export function rated(
  tariff: LeastTariff,
  row: { readonly total: number; readonly valley: number | null; readonly running: number },
): { lines: Line[]; fen: number } {
  const lines: Line[] = [];
  let exact = 0;
  let fen = 0;
  const add = (period: string, tier: number, quantity: number, price: number) => {
    if (quantity === 0) return;
    const amount = round(quantity * price);
    exact += quantity * price;
    fen += amount;
    lines.push({ period, tier, quantity, price, fen: amount });
  };
  let above = 0;
  let valley = row.valley ?? 0;
  let left = row.total;
  for (const [i, tier] of tariff.tiers.entries()) {
    const part = Math.min(row.running + row.total, tier.upTo) - Math.max(row.running, above);
    above = tier.upTo;
    if (part <= 0) continue;
    if (row.valley === null) add('', i + 1, part, tier.plain);
    else {
      // The remainder goes to the register that has more of it, the first one when both have the same.
      const share = Math.floor((part * valley) / left) + Number(((part * valley) % left) * 2 > left);
      add('peak', i + 1, part - share, tier.peak);
      add('valley', i + 1, share, tier.valley);
      valley -= share;
      left -= part;
    }
  }
  if (tariff.isPerLine) return { lines, fen };
  const total = round(exact);
  if (total !== fen) lines.push({ period: '', tier: 0, quantity: 0, price: 0, fen: total - fen });
  return { lines, fen: total };
}

export interface LeastRun {
  readonly month: string;
  /** The month in milliseconds, half-open. */
  readonly from: number;
  readonly to: number;
  readonly accounts: number;
  readonly tariffs: ReadonlyMap<string, LeastTariff>;
}

/** Tables first, so that making them is not measured. */
export function prepareLeast(db: ReadDb): void {
  db.exec(SCHEMA);
}

/** Bills everybody; answers the sum in fen. */
export function leastRun(db: ReadDb, { month, from, to, accounts, tariffs }: LeastRun): number {
  const read = db.prepare(READ);
  const bill = db.prepare('INSERT INTO least_bill VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const line = db.prepare('INSERT INTO least_line VALUES (?, ?, ?, ?, ?, ?, ?)');
  const entry = db.prepare('INSERT INTO least_entry VALUES (?, ?, ?)');
  const entryLine = db.prepare('INSERT INTO least_entry_line VALUES (?, ?, ?, ?, ?)');
  const now = Date.now();
  let sum = 0;
  let id = db.prepare('SELECT coalesce(max(id), 0) FROM least_bill').pluck().get() as number;
  const chunk = db.transaction((after: number) => {
    for (const row of read.all({ from, to, after, upTo: after + CHUNK }) as Row[]) {
      const tariff = tariffs.get(row.code);
      if (!tariff) throw new Error(`no tariff ${row.code}`);
      const { lines, fen } = rated(tariff, row);
      id++;
      const { accountId, meterId, previousId, presentId, total } = row;
      bill.run(id, id, accountId, meterId, month, previousId, presentId, total, fen, '2027-01-31', now, id);
      for (const [i, l] of lines.entries()) line.run(id, i + 1, l.period, l.tier, l.quantity, l.price, l.fen);
      entry.run(id, now, id);
      entryLine.run(id, 1, '1122', accountId, fen);
      entryLine.run(id, 2, '6001', 0, -fen);
      sum += fen;
    }
  });
  for (let after = 0; after < accounts; after += CHUNK) chunk.immediate(after);
  return sum;
}
