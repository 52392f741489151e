import { z } from 'zod';
import { many, maybe, one } from '../../db/query.ts';
import type { ReadDb } from '../../db/types.ts';
import { stationSettings } from '../../modules/station/index.ts';
import type { LocalDate } from '../../shared/dates.ts';
import { sumFen } from '../../shared/money.ts';
import { depositsOf, depositTotals } from './deposit-rows.ts';
import { type Takings, TakingsItem, TakingsReceipt, TakingsRefund, TakingsRow } from './takings.schema.ts';

const byCashierAndMethod = many(
  TakingsRow,
  `SELECT m.userId, u.display_name AS cashierName, m.method, sum(m.payments) AS payments, sum(m.takenFen) AS takenFen,
     sum(m.reversals) AS reversals, sum(m.reversedFen) AS reversedFen, sum(m.refunds) AS refunds, sum(m.refundedFen) AS refundedFen
   FROM (
     SELECT user_id AS userId, method, 1 AS payments, amount_fen AS takenFen, 0 AS reversals, 0 AS reversedFen,
       0 AS refunds, 0 AS refundedFen
     FROM payment WHERE business_date = :date
     UNION ALL
     SELECT reversed_by, method, 0, 0, 1, amount_fen, 0, 0 FROM payment WHERE reversed_on = :date
     UNION ALL
     SELECT user_id, channel, 0, 0, 0, 0, 1, amount_fen FROM refund WHERE business_date = :date
     UNION ALL
     SELECT reversed_by, channel, 0, 0, 0, 0, -1, -amount_fen FROM refund WHERE reversed_on = :date
   ) m JOIN user u ON u.id = m.userId
   GROUP BY m.userId, m.method ORDER BY u.display_name, m.userId, m.method`,
);

const LINE = `coalesce(b.kind, 'kept') AS kind, a.service`;
const LINES = `payment p JOIN payment_line l ON l.payment_id = p.id JOIN account a ON a.id = l.account_id
       LEFT JOIN bill b ON b.id = l.bill_id`;
const byItem = many(
  TakingsItem,
  `SELECT kind, service, sum(payments) AS payments, sum(takenFen) AS takenFen, sum(reversals) AS reversals,
     sum(reversedFen) AS reversedFen
   FROM (
     SELECT ${LINE}, 1 AS payments, l.amount_fen AS takenFen, 0 AS reversals, 0 AS reversedFen
     FROM ${LINES} WHERE p.business_date = :date
     UNION ALL
     SELECT ${LINE}, 0, 0, 1, l.amount_fen FROM ${LINES} WHERE p.reversed_on = :date)
   GROUP BY kind, service
   ORDER BY CASE kind WHEN 'usage' THEN 0 WHEN 'late-fee' THEN 1 WHEN 'shared' THEN 2 WHEN 'other' THEN 3 ELSE 4 END, service`,
);

const receiptsOf = many(
  TakingsReceipt,
  `SELECT p.id AS paymentId, p.receipt_no AS receiptNo, p.paid_at AS paidAt, p.business_date AS businessDate,
     json_extract(p.receipt_json, '$.customerName') AS customerName,
     (SELECT group_concat(DISTINCT json_extract(value, '$.doorNo')) FROM json_each(p.receipt_json, '$.lines')) AS doors,
     p.method, p.amount_fen AS paidFen, p.credit_used_fen AS creditUsedFen,
     json_extract(p.receipt_json, '$.cashierName') AS cashierName,
     (SELECT count(*) FROM receipt_print r WHERE r.payment_id = p.id) AS copies,
     p.reversed_on AS reversedOn, p.reversal_reason AS reversalReason
   FROM payment p WHERE p.business_date = :date OR p.reversed_on = :date ORDER BY p.id DESC`,
);

const refundsOf = many(
  TakingsRefund,
  `SELECT r.id AS refundId, r.refund_no AS refundNo, r.refunded_at AS refundedAt, r.business_date AS businessDate,
     json_extract(r.slip_json, '$.customerName') AS customerName, json_extract(r.slip_json, '$.doorNo') AS doorNo, r.channel,
     r.amount_fen AS amountFen, json_extract(r.slip_json, '$.cashierName') AS cashierName,
     (SELECT count(*) FROM refund_print p WHERE p.refund_id = r.id) AS copies,
     r.reversed_on AS reversedOn, r.reversal_reason AS reversalReason
   FROM refund r WHERE r.business_date = :date OR r.reversed_on = :date ORDER BY r.id DESC`,
);

const Sum = z.object({ fen: z.number() });
const CASH = "'1001'";
const cashNow = one(Sum, `SELECT coalesce(sum(balance_fen), 0) AS fen FROM ledger_balance WHERE ledger_code = ${CASH}`);
/** Cash that moved after the day, by the ledger. */
const cashAfter = one(
  Sum,
  `SELECT coalesce(sum(l.debit_fen - l.credit_fen), 0) AS fen
   FROM entry e JOIN entry_line l ON l.entry_id = e.id WHERE e.business_date > :date AND l.ledger_code = ${CASH}`,
);
const cashOf = one(
  Sum,
  `SELECT coalesce(sum(l.debit_fen - l.credit_fen), 0) AS fen
   FROM entry e JOIN entry_line l ON l.entry_id = e.id WHERE e.business_date = :date AND l.ledger_code = ${CASH}`,
);

const CreditRow = z.object({ usedFen: z.number(), keptFen: z.number() });
const creditOf = one(
  CreditRow,
  `SELECT coalesce(sum(credit_used_fen), 0) AS usedFen,
     coalesce(sum((SELECT sum(l.amount_fen) FROM payment_line l WHERE l.payment_id = p.id AND l.bill_id IS NULL)), 0) AS keptFen
   FROM payment p WHERE business_date = :date AND (reversed_on IS NULL OR reversed_on > :date)`,
);

const HeadRow = z.object({ entryId: z.number(), hash: z.string() });
const headOf = maybe(
  HeadRow,
  'SELECT id AS entryId, hash FROM entry WHERE business_date <= :date ORDER BY id DESC LIMIT 1',
);

/** Everything the takings of one day show. */
export function takingsOf(db: ReadDb, date: LocalDate, today: LocalDate): Takings {
  const rows = byCashierAndMethod(db, { date });
  const cash = rows.filter((row) => row.method === 'cash');
  const takenFen = sumFen(cash.map((row) => row.takenFen));
  const refundedFen = sumFen(cash.map((row) => row.reversedFen + row.refundedFen));
  const deposits = depositTotals(db, { date });
  const cashDeposits = deposits.find((total) => total.method === 'cash');
  const depositTakenFen = cashDeposits?.takenFen ?? 0;
  const depositReturnedFen = cashDeposits?.returnedFen ?? 0;
  const closingFen = cashNow(db).fen - cashAfter(db, { date }).fen;
  const movedFen = cashOf(db, { date }).fen;
  const { usedFen, keptFen } = creditOf(db, { date });
  return {
    date,
    isToday: date === today,
    stationName: stationSettings(db)?.name ?? '',
    rows,
    items: byItem(db, { date }),
    receipts: receiptsOf(db, { date }),
    refunds: refundsOf(db, { date }),
    deposits: depositsOf(db, { date }),
    depositTotals: deposits,
    drawer: {
      openingFen: closingFen - movedFen,
      takenFen,
      refundedFen,
      depositTakenFen,
      depositReturnedFen,
      otherFen: movedFen - takenFen + refundedFen - depositTakenFen + depositReturnedFen,
      closingFen,
    },
    creditUsedFen: usedFen,
    creditKeptFen: keptFen,
    creditRefundedFen: sumFen(rows.map((row) => row.refundedFen)),
    chainHead: headOf(db, { date }) ?? null,
  };
}
