import { z } from 'zod';
import { many, one } from '../../db/query.ts';
import type { ReadDb } from '../../db/types.ts';
import { monthSpan, startOfLocalDate } from '../../shared/dates.ts';
import { assembleMonthly } from './monthly.domain.ts';
import type { MonthlyQuery, MonthlyReport } from './monthly.schema.ts';

const AccountsRow = z.object({ building: z.string(), accounts: z.number() });
const accountsBy = many(
  AccountsRow,
  `SELECT p.building, count(*) AS accounts FROM account a JOIN premises p ON p.id = a.premises_id
   WHERE a.service = :service AND a.opened_on < :to AND (a.closed_on IS NULL OR a.closed_on > :from) GROUP BY p.building`,
);

const BillsRow = z.object({
  building: z.string(),
  bills: z.number(),
  quantityMilli: z.number(),
  billedFen: z.number(),
  collectedFen: z.number(),
  adjustedFen: z.number(),
  ledgerFen: z.number(),
});
/** ledgerFen is what the entries of these bills put on the receivables. */
const billsBy = many(
  BillsRow,
  `SELECT p.building, count(*) AS bills, coalesce(sum(b.quantity_milli), 0) AS quantityMilli, sum(b.amount_fen) AS billedFen,
     sum(b.paid_fen - coalesce(x.fen, 0)) AS collectedFen, coalesce(sum(x.fen), 0) AS adjustedFen,
     coalesce(sum((SELECT sum(l.debit_fen - l.credit_fen) FROM entry_line l
       WHERE l.entry_id = b.entry_id AND l.ledger_code = '1122' AND l.account_id = b.account_id)), 0) AS ledgerFen
   FROM bill b JOIN account a ON a.id = b.account_id JOIN premises p ON p.id = a.premises_id
     LEFT JOIN (SELECT bill_id, sum(amount_fen) AS fen FROM adjustment WHERE reversed_at IS NULL GROUP BY bill_id) x ON x.bill_id = b.id
   WHERE b.month = :month AND a.service = :service AND b.reversed_at IS NULL GROUP BY p.building`,
);

const BalanceRow = z.object({ building: z.string(), fen: z.number() });
const receivableNow = many(
  BalanceRow,
  `SELECT p.building, sum(b.balance_fen) AS fen
   FROM ledger_balance b JOIN account a ON a.id = b.account_id JOIN premises p ON p.id = a.premises_id
   WHERE b.ledger_code = '1122' AND a.service = :service GROUP BY p.building`,
);
/** Movement since the month, read by days: left to itself SQLite reads every account's whole history. */
const movedSince = many(
  BalanceRow,
  `SELECT p.building, sum(l.debit_fen - l.credit_fen) AS fen
   FROM entry e INDEXED BY entry_business_date CROSS JOIN entry_line l ON l.entry_id = e.id
     JOIN account a ON a.id = l.account_id JOIN premises p ON p.id = a.premises_id
   WHERE e.business_date >= :to AND l.ledger_code = '1122' AND a.service = :service GROUP BY p.building`,
);
const MovementRow = z.object({ documentKind: z.string(), fen: z.number() });
const movementIn = many(
  MovementRow,
  `SELECT e.document_kind AS documentKind, sum(l.debit_fen - l.credit_fen) AS fen
   FROM entry e JOIN entry_line l ON l.entry_id = e.id JOIN account a ON a.id = l.account_id
   WHERE e.business_date >= :from AND e.business_date < :to AND l.ledger_code = '1122' AND a.service = :service
   GROUP BY e.document_kind`,
);

const Sum = z.object({ fen: z.number() });
const openOnBills = one(
  Sum,
  `SELECT coalesce(sum(b.amount_fen - b.paid_fen), 0) AS fen FROM bill b JOIN account a ON a.id = b.account_id
   WHERE a.service = :service AND b.reversed_at IS NULL AND b.paid_fen < b.amount_fen`,
);
/**
 * What was open on the bills at the end of a month: issued before, not reversed before, less what was paid before.
 * Only bills open now, or touched since, can have been open then.
 */
const openThen = one(
  Sum,
  `WITH candidate (id) AS (
     SELECT id FROM bill INDEXED BY bill_open WHERE reversed_at IS NULL AND paid_fen < amount_fen
     UNION SELECT l.bill_id FROM payment p JOIN payment_line l ON l.payment_id = p.id WHERE p.business_date >= :to AND l.bill_id IS NOT NULL
     UNION SELECT l.bill_id FROM payment p JOIN payment_line l ON l.payment_id = p.id WHERE p.reversed_on >= :to AND l.bill_id IS NOT NULL
     UNION SELECT l.bill_id FROM auto_payment p JOIN auto_payment_line l ON l.auto_payment_id = p.id
       WHERE p.business_date >= :to OR p.reversed_on >= :to
     UNION SELECT document_id FROM entry INDEXED BY entry_business_date WHERE business_date >= :to AND document_kind = 'bill'
     UNION SELECT to_bill_id FROM bill_transfer WHERE moved_on >= :to AND to_bill_id IS NOT NULL
     UNION SELECT from_bill_id FROM bill_transfer WHERE moved_on >= :to AND from_bill_id IS NOT NULL
     UNION SELECT bill_id FROM adjustment WHERE adjusted_on >= :to OR reversed_on >= :to)
   SELECT coalesce(sum(b.amount_fen - coalesce((
       SELECT sum(l.amount_fen) FROM payment_line l JOIN payment p ON p.id = l.payment_id
       WHERE l.bill_id = b.id AND p.business_date < :to AND (p.reversed_on IS NULL OR p.reversed_on >= :to)), 0)
     - coalesce((
       SELECT sum(l.amount_fen) FROM auto_payment_line l JOIN auto_payment p ON p.id = l.auto_payment_id
       WHERE l.bill_id = b.id AND p.business_date < :to AND (p.reversed_on IS NULL OR p.reversed_on >= :to)), 0)
     - coalesce((SELECT sum(amount_fen) FROM bill_transfer WHERE to_bill_id = b.id AND moved_on < :to), 0)
     + coalesce((SELECT sum(amount_fen) FROM bill_transfer WHERE from_bill_id = b.id AND moved_on < :to), 0)
     - coalesce((SELECT sum(amount_fen) FROM adjustment
       WHERE bill_id = b.id AND adjusted_on < :to AND (reversed_on IS NULL OR reversed_on >= :to)), 0)), 0) AS fen
   FROM candidate c JOIN bill b ON b.id = c.id JOIN account a ON a.id = b.account_id
   WHERE a.service = :service AND b.issued_at < :toAt AND (b.reversed_at IS NULL OR b.reversed_at >= :toAt)`,
);

const HazardRow = z.object({ found: z.number(), closed: z.number(), open: z.number() });
const hazardsIn = one(
  HazardRow,
  `SELECT coalesce(sum(found_at >= :fromAt AND found_at < :toAt), 0) AS found,
     coalesce(sum(closed_at >= :fromAt AND closed_at < :toAt), 0) AS closed,
     coalesce(sum(found_at < :toAt AND (closed_at IS NULL OR closed_at >= :toAt)), 0) AS open
   FROM hazard`,
);
const FillingRow = z.object({ count: z.number(), good: z.number(), netGrams: z.number() });
const fillingsIn = one(
  FillingRow,
  `SELECT count(*) AS count, coalesce(sum(outcome = 'good'), 0) AS good,
     coalesce(sum(CASE WHEN outcome = 'good' THEN net_g END), 0) AS netGrams
   FROM filling WHERE filled_at >= :fromAt AND filled_at < :toAt`,
);

/** All figures of one month and service, read at one instant. */
export function monthlyReport(
  db: ReadDb,
  query: MonthlyQuery,
  context: { at: number; zone: string; stationName: string },
): MonthlyReport {
  const { month, service } = query;
  const { from, to } = monthSpan(month);
  const fromAt = startOfLocalDate(from, context.zone);
  const toAt = startOfLocalDate(to, context.zone);
  const { found, closed, open } = hazardsIn(db, { fromAt, toAt });
  return assembleMonthly({
    month,
    service,
    stationName: context.stationName,
    at: context.at,
    accounts: accountsBy(db, { service, from, to }),
    bills: billsBy(db, { service, month }),
    receivableNow: receivableNow(db, { service }),
    movedSince: movedSince(db, { service, to }),
    movementIn: movementIn(db, { service, from, to }),
    openOnBillsNowFen: openOnBills(db, { service }).fen,
    openOnBillsThenFen: openThen(db, { service, to, toAt }).fen,
    safety: { hazardsFound: found, hazardsClosed: closed, hazardsOpen: open },
    fillings: fillingsIn(db, { fromAt, toAt }),
  });
}
