import { z } from 'zod';
import { insert, many, maybe, one, run } from '../../db/query.ts';
import { AccountId, CustomerId, PremisesId } from '../../shared/ids.ts';
import { AccountCard, AccountRow, Building, Customer, Premises } from './customers.schema.ts';

const Count = z.object({ n: z.number() });

const CUSTOMER = `id AS customerId, name, kind, phone, note, closed_on AS closedOn, created_at AS createdAt, version`;
const PREMISES = `id AS premisesId, building, unit, room, door_no AS doorNo, address, area_dm2 AS areaDm2,
  created_at AS createdAt, version`;
const CARD = `a.id AS accountId, a.account_no AS accountNo, a.service, a.tariff_code AS tariffCode,
  c.id AS customerId, c.name AS customerName, c.phone, p.id AS premisesId, p.building,
  p.door_no AS doorNo, p.address, a.opened_on AS openedOn, a.closed_on AS closedOn, a.version`;
const CARD_TABLES = `account a JOIN customer c ON c.id = a.customer_id JOIN premises p ON p.id = a.premises_id`;
const METER_NOS = `coalesce((SELECT group_concat(m.meter_no, ', ') FROM account_meter am JOIN meter m ON m.id = am.meter_id
  WHERE am.account_id = a.id AND am.to_on IS NULL), '') AS meterNos`;

export const findCustomer = maybe(Customer, `SELECT ${CUSTOMER} FROM customer WHERE id = :customerId`);
export const findCustomerNamed = maybe(
  z.object({ customerId: CustomerId }),
  `SELECT c.id AS customerId FROM search_key k JOIN account a ON a.id = k.account_id JOIN customer c ON c.id = a.customer_id
   WHERE k.is_closed IN (0, 1) AND k.key = :key AND k.kind = 'name' AND c.name = :name AND c.phone = :phone
   ORDER BY c.id LIMIT 1`,
);
export const insertCustomer = insert(
  'INSERT INTO customer (name, kind, phone, note, created_at) VALUES (:name, :kind, :phone, :note, :createdAt)',
);
export const updateCustomer = run(
  `UPDATE customer SET name = :name, kind = :kind, phone = :phone, note = :note, version = version + 1
   WHERE id = :customerId AND version = :version`,
);
/** A customer is closed with their last open account and open again with the next. */
export const settleCustomerClosed = run(
  `UPDATE customer SET closed_on = CASE
     WHEN EXISTS (SELECT 1 FROM account WHERE customer_id = :customerId AND closed_on IS NULL) THEN NULL
     ELSE (SELECT max(closed_on) FROM account WHERE customer_id = :customerId) END
   WHERE id = :customerId`,
);

export const findPremises = maybe(Premises, `SELECT ${PREMISES} FROM premises WHERE id = :premisesId`);
export const findPremisesByDoor = maybe(Premises, `SELECT ${PREMISES} FROM premises WHERE door_no = :doorNo`);
export const premisesFrom = many(
  Premises,
  `SELECT ${PREMISES} FROM premises WHERE door_no >= :from AND door_no < :to ORDER BY door_no LIMIT :limit`,
);
export const buildings = many(
  Building,
  'SELECT building, count(*) AS premises FROM premises GROUP BY building ORDER BY min(door_sort)',
);
export const insertPremises = insert(
  `INSERT INTO premises (building, unit, room, door_no, door_sort, address, area_dm2, created_at)
   VALUES (:building, :unit, :room, :doorNo, :doorSort, :address, :areaDm2, :createdAt)`,
);
export const updatePremises = run(
  `UPDATE premises SET building = :building, unit = :unit, room = :room, door_no = :doorNo, door_sort = :doorSort,
     address = :address, area_dm2 = :areaDm2, version = version + 1
   WHERE id = :premisesId AND version = :version`,
);

export const findAccount = maybe(AccountCard, `SELECT ${CARD} FROM ${CARD_TABLES} WHERE a.id = :accountId`);
export const findNumber = maybe(Count, 'SELECT 1 AS n FROM account WHERE account_no = :accountNo');
export const findClosedOn = maybe(
  z.object({ closedOn: z.string().nullable() }),
  'SELECT closed_on AS closedOn FROM account WHERE id = :accountId',
);
export const findRow = maybe(AccountRow, `SELECT ${CARD}, ${METER_NOS} FROM ${CARD_TABLES} WHERE a.id = :accountId`);
export const rowsOfCustomer = many(
  AccountRow,
  `SELECT ${CARD}, ${METER_NOS} FROM ${CARD_TABLES} WHERE a.customer_id = :customerId
   ORDER BY a.closed_on IS NOT NULL, p.door_sort, a.id`,
);
export const rowsOfPremises = many(
  AccountRow,
  `SELECT ${CARD}, ${METER_NOS} FROM ${CARD_TABLES} WHERE a.premises_id = :premisesId
   ORDER BY a.closed_on IS NOT NULL, a.service, a.id`,
);
export const openAccountAt = maybe(
  z.object({ accountId: AccountId, accountNo: z.string() }),
  `SELECT id AS accountId, account_no AS accountNo FROM account
   WHERE premises_id = :premisesId AND service = :service AND closed_on IS NULL`,
);

/** Null parameters do not filter. The building comes first because its index then carries the list. */
const LIST_WHERE = `(:building IS NULL OR p.building = :building) AND (:service IS NULL OR a.service = :service)
  AND (:state = 'all' OR (:state = 'open') = (a.closed_on IS NULL))`;
const LIST_TABLES = `premises p JOIN account a ON a.premises_id = p.id JOIN customer c ON c.id = a.customer_id`;
export const listRows = many(
  AccountRow,
  `SELECT ${CARD}, ${METER_NOS} FROM ${LIST_TABLES} WHERE ${LIST_WHERE}
   ORDER BY p.door_sort, a.service, a.id LIMIT :limit OFFSET :offset`,
);
export const countRows = one(
  Count,
  `SELECT count(*) AS n FROM premises p JOIN account a ON a.premises_id = p.id WHERE ${LIST_WHERE}`,
);

export const insertAccount = insert(
  `INSERT INTO account (account_no, customer_id, premises_id, service, tariff_code, opened_on, created_at)
   VALUES (:accountNo, :customerId, :premisesId, :service, :tariffCode, :openedOn, :createdAt)`,
);
export const updateAccount = run(
  `UPDATE account SET tariff_code = :tariffCode, version = version + 1
   WHERE id = :accountId AND version = :version`,
);
export const closeAccount = run(
  `UPDATE account SET closed_on = :closedOn, version = version + 1
   WHERE id = :accountId AND version = :version AND closed_on IS NULL`,
);
export const accountsWith = many(
  z.object({ accountId: AccountId, customerId: CustomerId, premisesId: PremisesId }),
  `SELECT id AS accountId, customer_id AS customerId, premises_id AS premisesId FROM account
   WHERE customer_id = :customerId OR premises_id = :premisesId`,
);
