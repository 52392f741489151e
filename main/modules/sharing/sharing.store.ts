import { z } from 'zod';
import { insert, many, maybe, run } from '../../db/query.ts';
import { AccountId, ReadingId, ShareRunId, SharingGroupId } from '../../shared/ids.ts';
import { AccountShare, Household, Member, ShareBill, SharingGroup } from './sharing.schema.ts';

const GROUP = `SELECT g.id AS groupId, g.name, g.service, g.meter_id AS meterId, m.meter_no AS meterNo, g.method, g.price_e8 AS priceE8,
    g.note, (SELECT count(*) FROM sharing_member s WHERE s.group_id = g.id) AS members,
    (SELECT max(r.month) FROM share_run r WHERE r.group_id = g.id AND r.reversed_at IS NULL) AS lastMonth, g.version
  FROM sharing_group g LEFT JOIN meter m ON m.id = g.meter_id`;
export const allGroups = many(SharingGroup, `${GROUP} ORDER BY g.name`);
export const findGroup = maybe(SharingGroup, `${GROUP} WHERE g.id = :groupId`);
export const findNamed = maybe(
  z.object({ groupId: SharingGroupId }),
  'SELECT id AS groupId FROM sharing_group WHERE name = :name',
);
export const insertGroup = insert(
  `INSERT INTO sharing_group (name, service, meter_id, method, price_e8, note, created_at)
   VALUES (:name, :service, :meterId, :method, :priceE8, :note, :createdAt)`,
);
export const updateGroup = run(
  `UPDATE sharing_group SET name = :name, meter_id = :meterId, method = :method, price_e8 = :priceE8, note = :note, version = version + 1
   WHERE id = :groupId AND version = :version`,
);

const HOUSEHOLD = `a.id AS accountId, a.account_no AS accountNo, c.name AS customerName, p.door_no AS doorNo, a.service,
  a.opened_on AS openedOn, p.area_dm2 AS areaDm2`;
const HOUSEHOLD_TABLES = 'account a JOIN customer c ON c.id = a.customer_id JOIN premises p ON p.id = a.premises_id';
export const findHousehold = maybe(Household, `SELECT ${HOUSEHOLD} FROM ${HOUSEHOLD_TABLES} WHERE a.id = :accountId`);
export const householdsOf = many(
  Household,
  `SELECT ${HOUSEHOLD} FROM ${HOUSEHOLD_TABLES}
   WHERE p.building = :building AND a.service = :service AND a.closed_on IS NULL ORDER BY p.door_sort, a.id`,
);

/** SQLite keeps a boolean as 0 or 1. */
const MemberColumns = Member.extend({ isVacant: z.number() });
export type MemberColumns = z.infer<typeof MemberColumns>;
const MEMBER = `${HOUSEHOLD}, s.area_milli AS areaMilli, s.coefficient_milli AS coefficientMilli, s.is_vacant AS isVacant,
  s.vacant_permille AS vacantPermille, s.from_on AS fromOn, s.to_on AS toOn`;
export const membersOf = many(
  MemberColumns,
  `SELECT ${MEMBER} FROM sharing_member s JOIN ${HOUSEHOLD_TABLES.replace('account a', 'account a ON a.id = s.account_id')}
   WHERE s.group_id = :groupId ORDER BY p.door_sort, a.id`,
);
export const insertMember = run(
  `INSERT INTO sharing_member (group_id, account_id, area_milli, coefficient_milli, is_vacant, vacant_permille, from_on, to_on)
   VALUES (:groupId, :accountId, :areaMilli, :coefficientMilli, :isVacant, :vacantPermille, :fromOn, :toOn)`,
);
export const clearMembers = run('DELETE FROM sharing_member WHERE group_id = :groupId');

/** What the bills of a month that stand measured, one row a billed member. */
export const billedQuantities = many(
  z.object({ accountId: AccountId, quantityMilli: z.number(), periodFrom: z.string(), periodTo: z.string() }),
  `SELECT b.account_id AS accountId, sum(b.quantity_milli) AS quantityMilli, min(b.period_from) AS periodFrom,
     max(b.period_to) AS periodTo
   FROM sharing_member s JOIN bill b ON b.account_id = s.account_id
   WHERE s.group_id = :groupId AND b.month = :month AND b.meter_id IS NOT NULL AND b.reversed_at IS NULL GROUP BY b.account_id`,
);
/** Where the master of the newest standing run before a month was read: the next one goes on from there. */
export const lastPresent = maybe(
  z.object({ readingId: ReadingId }),
  `SELECT present_id AS readingId FROM share_run
   WHERE group_id = :groupId AND meter_id = :meterId AND month < :month AND reversed_at IS NULL ORDER BY month DESC LIMIT 1`,
);

const RunRow = z.object({
  runId: ShareRunId,
  groupId: SharingGroupId,
  month: z.string(),
  amountFen: z.number(),
  issuedAt: z.number(),
  userName: z.string(),
  proofJson: z.string(),
  reversedAt: z.number().nullable(),
});
export type RunRow = z.infer<typeof RunRow>;
const RUN = `SELECT id AS runId, group_id AS groupId, month, amount_fen AS amountFen, issued_at AS issuedAt, user_name AS userName,
  proof_json AS proofJson, reversed_at AS reversedAt FROM share_run`;
export const findRun = maybe(RunRow, `${RUN} WHERE id = :runId`);
export const standingRun = maybe(RunRow, `${RUN} WHERE group_id = :groupId AND month = :month AND reversed_at IS NULL`);
/** The newest standing run after a month: its master was read on from there. */
export const laterRun = maybe(
  z.object({ month: z.string() }),
  `SELECT month FROM share_run WHERE group_id = :groupId AND month > :month AND reversed_at IS NULL ORDER BY month DESC LIMIT 1`,
);
export const insertRun = insert(
  `INSERT INTO share_run (group_id, month, meter_id, present_id, master_milli, sub_milli, loss_milli, amount_fen, proof_json, issued_at,
     user_id, user_name)
   VALUES (:groupId, :month, :meterId, :presentId, :masterMilli, :subMilli, :lossMilli, :amountFen, :proofJson, :issuedAt, :userId,
     :userName)`,
);
export const insertLine = run(
  `INSERT INTO share_line (run_id, account_id, line_no, weight_e6, share_fen) VALUES (:runId, :accountId, :lineNo, :weightE6, :shareFen)`,
);
export const sealRun = run('UPDATE share_run SET is_sealed = 1 WHERE id = :runId');
export const reverseRun = run(
  `UPDATE share_run SET reversed_at = :now, reversed_by = :userName, reversal_reason = :reason WHERE id = :runId AND reversed_at IS NULL`,
);

export const billsOf = many(
  ShareBill,
  `SELECT s.account_id AS accountId, b.id AS billId, b.bill_no AS billNo, b.amount_fen AS amountFen, b.paid_fen AS paidFen
   FROM share_bill s JOIN bill b ON b.id = s.bill_id WHERE s.run_id = :runId ORDER BY b.id`,
);
export const insertBill = run(
  'INSERT INTO share_bill (run_id, account_id, bill_id) VALUES (:runId, :accountId, :billId)',
);

export const sharesOf = many(
  AccountShare,
  `SELECT r.id AS runId, g.name AS groupName, l.share_fen AS shareFen
   FROM share_line l JOIN share_run r ON r.id = l.run_id JOIN sharing_group g ON g.id = r.group_id
   WHERE l.account_id = :accountId AND r.month = :month AND r.reversed_at IS NULL ORDER BY r.id`,
);
