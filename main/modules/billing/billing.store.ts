import { z } from 'zod';
import { many, maybe, one, run } from '../../db/query.ts';
import { AccountId, BillId, BillingRunId, CustomerId, MeterId, ReadingId, TariffId } from '../../shared/ids.ts';
import { BillSummary, ListedBill, OpenBill } from './billing.schema.ts';
import { BillHead, BillKind } from './charge.schema.ts';
import { BilledService } from './cohort.schema.ts';

export const openBillsOfCustomer = many(
  OpenBill,
  `SELECT b.id AS billId, b.bill_no AS billNo, b.kind, b.account_id AS accountId, a.account_no AS accountNo, a.service, b.month,
     b.due_on AS dueOn, b.amount_fen AS amountFen, b.paid_fen AS paidFen, b.amount_fen - b.paid_fen AS owedFen, b.issued_at AS issuedAt
   FROM account a JOIN bill b ON b.account_id = a.id
   WHERE a.customer_id = :customerId AND b.reversed_at IS NULL AND b.paid_fen < b.amount_fen
   ORDER BY b.month, b.id`,
);

const PaidRow = z.object({
  billNo: z.string(),
  amountFen: z.number(),
  paidFen: z.number(),
  reversedAt: z.number().nullable(),
});
export const findPaid = maybe(
  PaidRow,
  'SELECT bill_no AS billNo, amount_fen AS amountFen, paid_fen AS paidFen, reversed_at AS reversedAt FROM bill WHERE id = :billId',
);
export const addPaid = run('UPDATE bill SET paid_fen = paid_fen + :addFen WHERE id = :billId');

const PackedColumns = z.object({ contextJson: z.string().nullable(), explainJson: z.string() });
/** What a usage bill has and no other one is null there. */
export const BillRow = BillHead.omit({ lines: true }).extend({
  kind: BillKind,
  runId: BillingRunId.nullable(),
  meterId: MeterId.nullable(),
  quantityMilli: z.number().nullable(),
  tariffId: TariffId.nullable(),
  previousReadingId: ReadingId.nullable(),
  presentReadingId: ReadingId.nullable(),
  replacesId: BillId.nullable(),
  replacesNo: z.string().nullable(),
  replacedById: BillId.nullable(),
  replacedByNo: z.string().nullable(),
  correctionReason: z.string(),
  cancellationReason: z.string().nullable(),
  ...PackedColumns.shape,
});
export const findBill = maybe(
  BillRow,
  `SELECT b.id AS billId, b.bill_no AS billNo, b.kind, b.run_id AS runId, b.account_id AS accountId, a.customer_id AS customerId,
     b.meter_id AS meterId, b.month, b.period_from AS periodFrom, b.period_to AS periodTo, b.quantity_milli AS quantityMilli,
     b.tariff_id AS tariffId, b.amount_fen AS amountFen, b.paid_fen AS paidFen,
     coalesce((SELECT sum(x.amount_fen) FROM adjustment x WHERE x.bill_id = b.id AND x.reversed_at IS NULL), 0) AS adjustedFen,
     CASE WHEN b.reversed_at IS NULL THEN b.amount_fen - b.paid_fen ELSE 0 END AS owedFen,
     b.due_on AS dueOn, b.issued_at AS issuedAt, b.entry_id AS entryId, b.reversed_at AS reversedAt, x.body_json AS contextJson, b.explain_json AS explainJson,
     b.previous_reading_id AS previousReadingId, b.present_reading_id AS presentReadingId, o.id AS replacesId, o.bill_no AS replacesNo,
     n.id AS replacedById, n.bill_no AS replacedByNo, coalesce(k.reason, '') AS correctionReason,
     (SELECT q.reason FROM bill_cancellation z JOIN run_cancellation q ON q.id = z.cancellation_id WHERE z.bill_id = b.id) AS cancellationReason
   FROM bill b JOIN account a ON a.id = b.account_id LEFT JOIN bill_context x ON x.id = b.context_id
     LEFT JOIN bill_replacement i ON i.new_bill_id = b.id LEFT JOIN bill o ON o.id = i.bill_id
     LEFT JOIN bill_replacement r ON r.bill_id = b.id LEFT JOIN bill n ON n.id = r.new_bill_id
     LEFT JOIN correction k ON k.id = coalesce(r.correction_id, i.correction_id)
   WHERE b.id = :billId`,
);

/** The columns that never change, for the hash that joins the ledger chain. */
export const FrozenRow = z.object({
  billNo: z.string(),
  kind: BillKind,
  accountId: z.number(),
  meterId: z.number().nullable(),
  month: z.string(),
  periodFrom: z.string(),
  periodTo: z.string(),
  previousReadingId: z.number().nullable(),
  presentReadingId: z.number().nullable(),
  quantityMilli: z.number().nullable(),
  tariffId: z.number().nullable(),
  amountFen: z.number(),
  ...PackedColumns.shape,
  issuedAt: z.number(),
});
export type FrozenRow = z.infer<typeof FrozenRow>;
export const findFrozen = maybe(
  FrozenRow,
  `SELECT bill_no AS billNo, kind, account_id AS accountId, meter_id AS meterId, month, period_from AS periodFrom, period_to AS periodTo,
     previous_reading_id AS previousReadingId, present_reading_id AS presentReadingId, quantity_milli AS quantityMilli,
     tariff_id AS tariffId, amount_fen AS amountFen, body_json AS contextJson, explain_json AS explainJson, issued_at AS issuedAt
   FROM bill LEFT JOIN bill_context x ON x.id = context_id WHERE bill.id = :billId`,
);
/** What a bill tells of a reading: columns that are frozen. */
export const findReadingValues = one(
  z.object({
    readingId: ReadingId,
    at: z.number(),
    source: z.string(),
    totalMilli: z.number(),
    sharpMilli: z.number().nullable(),
    peakMilli: z.number().nullable(),
    flatMilli: z.number().nullable(),
    valleyMilli: z.number().nullable(),
  }),
  `SELECT id AS readingId, read_at AS at, source, total_milli AS totalMilli, sharp_milli AS sharpMilli, peak_milli AS peakMilli,
     flat_milli AS flatMilli, valley_milli AS valleyMilli
   FROM reading WHERE id = :readingId`,
);
export const LineRow = z.object({
  lineNo: z.number(),
  kind: z.string(),
  period: z.string(),
  tier: z.number().nullable(),
  quantityMilli: z.number(),
  priceE8: z.number(),
  amountFen: z.number(),
  noteJson: z.string(),
});
export type LineRow = z.infer<typeof LineRow>;
export const linesOf = many(
  LineRow,
  `SELECT line_no AS lineNo, kind, period, tier, quantity_milli AS quantityMilli, price_e8 AS priceE8, amount_fen AS amountFen,
     note_json AS noteJson
   FROM bill_line WHERE bill_id = :billId ORDER BY line_no`,
);

const SUMMARY_COLUMNS = `b.id AS billId, b.bill_no AS billNo, b.kind, b.month, b.period_from AS periodFrom, b.period_to AS periodTo,
  b.quantity_milli AS quantityMilli, b.amount_fen AS amountFen, b.paid_fen AS paidFen, b.due_on AS dueOn, b.issued_at AS issuedAt,
  b.reversed_at AS reversedAt`;
export const billsOfAccount = many(
  BillSummary,
  `SELECT ${SUMMARY_COLUMNS} FROM bill b WHERE b.account_id = :accountId ORDER BY b.month DESC, b.id DESC`,
);

const LISTED_FROM = `FROM bill b JOIN account a ON a.id = b.account_id JOIN customer c ON c.id = a.customer_id
  JOIN premises p ON p.id = a.premises_id
  WHERE (:month IS NULL OR b.month = :month) AND (:service IS NULL OR a.service = :service) AND (:runId IS NULL OR b.run_id = :runId)
    AND (:kind IS NULL OR b.kind = :kind)
    AND (:show = 'all' OR (b.reversed_at IS NULL AND b.paid_fen < b.amount_fen AND (:show = 'open' OR b.due_on < :today)))
    AND (:text = '' OR b.bill_no = :text OR a.account_no = :text OR p.door_no LIKE :text || '%' OR c.name LIKE '%' || :text || '%')`;
export const listBills = many(
  ListedBill,
  `SELECT ${SUMMARY_COLUMNS}, b.account_id AS accountId, a.account_no AS accountNo, c.name AS customerName, p.door_no AS doorNo, a.service
   ${LISTED_FROM} ORDER BY b.id DESC LIMIT :limit OFFSET :offset`,
);
export const countBills = one(
  z.object({ total: z.number(), amountFen: z.number(), paidFen: z.number() }),
  `SELECT count(*) AS total, coalesce(sum(CASE WHEN b.reversed_at IS NULL THEN b.amount_fen END), 0) AS amountFen,
     coalesce(sum(b.paid_fen), 0) AS paidFen ${LISTED_FROM}`,
);

const TARGET_ACCOUNTS = `a.service = :service AND a.opened_on < :to AND (a.closed_on IS NULL OR a.closed_on >= :from)`;
export const countTargets = one(
  z.object({ accounts: z.number() }),
  `SELECT count(*) AS accounts FROM account a WHERE ${TARGET_ACCOUNTS}`,
);
const TargetRow = z.object({
  accountId: AccountId,
  assignmentId: z.number().nullable(),
  fromOn: z.string().nullable(),
});
/**
 * The next accounts after one, of a service and open in the month: one row a meter they had in it. By the page, because all of a large station at once would be long to ask for and much to keep.
 */
export const targetsAfter = many(
  TargetRow,
  `SELECT a.id AS accountId, am.id AS assignmentId, am.from_on AS fromOn
   FROM account a LEFT JOIN account_meter am ON am.account_id = a.id AND am.from_on < :to AND (am.to_on IS NULL OR am.to_on >= :from)
   WHERE a.id > :after AND ${TARGET_ACCOUNTS}
     AND a.id <= (SELECT max(id) FROM (SELECT a.id FROM account a WHERE a.id > :after AND ${TARGET_ACCOUNTS} ORDER BY a.id LIMIT :limit))
   ORDER BY a.id`,
);

export const CandidateRow = z.object({
  accountId: AccountId,
  customerId: CustomerId,
  accountNo: z.string(),
  service: BilledService,
  tariffCode: z.string().nullable(),
  customerName: z.string(),
  doorNo: z.string(),
  address: z.string(),
  meterId: MeterId.nullable(),
  meterNo: z.string(),
  digits: z.number(),
  decimals: z.number(),
  multiplier: z.number(),
  fromOn: z.string(),
  toOn: z.string().nullable(),
});
export type CandidateRow = z.infer<typeof CandidateRow>;
/**
 * What the next bill of a meter follows on: its newest bill that stands since the account has it (last…), and when it left
 * the account it measured for before. A meter that came back was billed to somebody else meanwhile; billedMonth is of any stay.
 */
const FactsRow = CandidateRow.extend({
  place: z.number(),
  billedMonth: z.string().nullable(),
  lastMonth: z.string().nullable(),
  lastReadingId: ReadingId.nullable(),
  lastReadAt: z.number().nullable(),
  leftOn: z.string().nullable(),
});
export type FactsRow = z.infer<typeof FactsRow>;
/** `targets` is a JSON array of [account, assignment]; `place` says which of them a row is of. */
export const factsOf = many(
  FactsRow,
  `SELECT t.key AS place, a.id AS accountId, c.id AS customerId, a.account_no AS accountNo, a.service, a.tariff_code AS tariffCode,
     c.name AS customerName,
     p.door_no AS doorNo, p.address, m.id AS meterId, coalesce(m.meter_no, '') AS meterNo, coalesce(m.digits, 1) AS digits,
     coalesce(m.decimals, 0) AS decimals, coalesce(m.multiplier, 1) AS multiplier, coalesce(am.from_on, '') AS fromOn, am.to_on AS toOn,
     b.month AS billedMonth, iif(b.period_to >= am.from_on, b.month, NULL) AS lastMonth, r.id AS lastReadingId, r.read_at AS lastReadAt,
     iif(r.id IS NULL, (SELECT max(x.to_on) FROM account_meter x
       WHERE x.meter_id = m.id AND x.account_id <> a.id AND x.to_on <= am.from_on), NULL) AS leftOn
   FROM json_each(:targets) t CROSS JOIN account a ON a.id = t.value ->> 0
     CROSS JOIN customer c ON c.id = a.customer_id CROSS JOIN premises p ON p.id = a.premises_id
     LEFT JOIN account_meter am ON am.id = t.value ->> 1 LEFT JOIN meter m ON m.id = am.meter_id
     LEFT JOIN bill b ON b.id = (SELECT x.id FROM bill x WHERE x.account_id = a.id AND x.meter_id = m.id AND x.reversed_at IS NULL
       ORDER BY x.month DESC LIMIT 1)
     LEFT JOIN reading r ON r.id = b.present_reading_id AND b.period_to >= am.from_on`,
);
/** Those of a JSON array of accounts that have a standing bill of their meters for a month. */
export const accountsBilled = many(
  z.object({ accountId: z.number() }),
  `SELECT DISTINCT account_id AS accountId FROM bill
   WHERE account_id IN (SELECT value FROM json_each(:accounts)) AND month = :month AND meter_id IS NOT NULL AND reversed_at IS NULL`,
);
