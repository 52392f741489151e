import { z } from 'zod';
import { insert, many, maybe, one, run } from '../../db/query.ts';
import { AccountId, MeterId } from '../../shared/ids.ts';
import { Assignment, AssignmentRow, Meter, MeterRow } from './meters.schema.ts';

/** SQLite keeps a boolean as 0 or 1. */
const asStored = {
  hasTou: z.number(),
  hasDemand: z.number(),
  hasReactive: z.number(),
  lineJson: z.string().nullable(),
  profileJson: z.string(),
};
const MeterColumns = Meter.omit({ line: true, profile: true }).extend(asStored);
export type MeterColumns = z.infer<typeof MeterColumns>;
const MeterRowColumns = MeterRow.omit({ line: true, profile: true }).extend(asStored);
export type MeterRowColumns = z.infer<typeof MeterRowColumns>;

const METER = `m.id AS meterId, m.meter_no AS meterNo, m.service, m.protocol, m.address, m.bus_id AS busId, m.line_json AS lineJson, m.profile_json AS profileJson, m.digits,
  m.decimals, m.multiplier, m.has_tou AS hasTou, m.has_demand AS hasDemand, m.has_reactive AS hasReactive, m.model, m.location, m.seal_no AS sealNo, m.installed_on AS installedOn,
  m.removed_on AS removedOn, m.calibration_due_on AS calibrationDueOn, m.created_at AS createdAt, m.version`;
const ASSIGNMENT = `am.account_id AS accountId, am.meter_id AS meterId, am.from_on AS fromOn, am.to_on AS toOn`;

export const findMeter = maybe(MeterColumns, `SELECT ${METER} FROM meter m WHERE m.id = :meterId`);
export const findMeterByNumber = maybe(MeterColumns, `SELECT ${METER} FROM meter m WHERE m.meter_no = :meterNo`);
export const metersNowOn = many(
  MeterColumns,
  `SELECT ${METER} FROM account_meter am JOIN meter m ON m.id = am.meter_id
   WHERE am.account_id = :accountId AND am.to_on IS NULL ORDER BY m.id`,
);
export const meterNosNowOn = many(
  z.object({ meterNo: z.string() }),
  `SELECT m.meter_no AS meterNo FROM account_meter am JOIN meter m ON m.id = am.meter_id
   WHERE am.account_id = :accountId AND am.to_on IS NULL ORDER BY m.id`,
);
export const metersOn = many(
  MeterColumns,
  `SELECT ${METER} FROM account_meter am JOIN meter m ON m.id = am.meter_id
   WHERE am.account_id = :accountId AND am.from_on <= :on AND (am.to_on IS NULL OR am.to_on > :on) ORDER BY m.id`,
);
export const pollableMeters = many(
  MeterColumns,
  `SELECT ${METER} FROM meter m
   WHERE m.bus_id IS NOT NULL AND (:busId IS NULL OR m.bus_id = :busId) AND m.protocol <> 'manual' AND m.removed_on IS NULL
   ORDER BY m.bus_id, m.id`,
);
export const findOnBus = maybe(
  z.object({ meterId: MeterId, meterNo: z.string() }),
  `SELECT id AS meterId, meter_no AS meterNo FROM meter
   WHERE bus_id = :busId AND address = :address AND protocol = :protocol AND removed_on IS NULL AND id <> :exceptId`,
);
export const insertMeter = insert(
  `INSERT INTO meter (meter_no, service, protocol, address, bus_id, line_json, profile_json, digits, decimals, multiplier, has_tou, has_demand, has_reactive, model, location,
     seal_no, installed_on, calibration_due_on, created_at)
   VALUES (:meterNo, :service, :protocol, :address, :busId, :lineJson, :profileJson, :digits, :decimals, :multiplier, :hasTou, :hasDemand, :hasReactive, :model, :location,
     :sealNo, :installedOn, :calibrationDueOn, :createdAt)`,
);
export const updateMeter = run(
  `UPDATE meter SET meter_no = :meterNo, protocol = :protocol, address = :address, bus_id = :busId,
     line_json = :lineJson, profile_json = :profileJson, digits = :digits,
     decimals = :decimals, multiplier = :multiplier, has_tou = :hasTou, has_demand = :hasDemand, has_reactive = :hasReactive, model = :model, location = :location,
     seal_no = :sealNo, calibration_due_on = :calibrationDueOn, version = version + 1
   WHERE id = :meterId AND version = :version`,
);
export const setWire = run(
  'UPDATE meter SET line_json = :lineJson, profile_json = :profileJson, version = version + 1 WHERE id = :meterId',
);
export const setDigits = run('UPDATE meter SET digits = :digits, version = version + 1 WHERE id = :meterId');
export const removeMeter = run(
  `UPDATE meter SET removed_on = :removedOn, version = version + 1
   WHERE id = :meterId AND version = :version AND removed_on IS NULL`,
);

export const accountOfMeter = maybe(
  z.object({ accountId: AccountId }),
  `SELECT account_id AS accountId FROM account_meter
   WHERE meter_id = :meterId AND from_on <= :on AND (to_on IS NULL OR to_on > :on)`,
);
export const currentAssignment = maybe(
  Assignment,
  `SELECT ${ASSIGNMENT} FROM account_meter am WHERE am.meter_id = :meterId AND am.to_on IS NULL`,
);
export const currentOfAccount = many(
  Assignment,
  `SELECT ${ASSIGNMENT} FROM account_meter am WHERE am.account_id = :accountId AND am.to_on IS NULL`,
);
/** The latest assignment that lies in [fromOn, …): the one a new one from that day would overlap. */
export const assignmentAfter = maybe(
  AssignmentRow,
  `SELECT ${ASSIGNMENT}, a.account_no AS accountNo, c.name AS customerName, p.door_no AS doorNo, m.meter_no AS meterNo
   FROM account_meter am JOIN meter m ON m.id = am.meter_id JOIN account a ON a.id = am.account_id
     JOIN customer c ON c.id = a.customer_id JOIN premises p ON p.id = a.premises_id
   WHERE am.meter_id = :meterId AND (am.to_on IS NULL OR am.to_on > :fromOn) ORDER BY am.from_on DESC LIMIT 1`,
);
export const historyOfMeter = many(
  AssignmentRow,
  `SELECT ${ASSIGNMENT}, a.account_no AS accountNo, c.name AS customerName, p.door_no AS doorNo, m.meter_no AS meterNo
   FROM account_meter am JOIN meter m ON m.id = am.meter_id JOIN account a ON a.id = am.account_id
     JOIN customer c ON c.id = a.customer_id JOIN premises p ON p.id = a.premises_id
   WHERE am.meter_id = :meterId ORDER BY am.from_on DESC, am.id DESC`,
);
export const historyOfCustomer = many(
  AssignmentRow,
  `SELECT ${ASSIGNMENT}, a.account_no AS accountNo, c.name AS customerName, p.door_no AS doorNo, m.meter_no AS meterNo
   FROM account a JOIN account_meter am ON am.account_id = a.id JOIN meter m ON m.id = am.meter_id
     JOIN customer c ON c.id = a.customer_id JOIN premises p ON p.id = a.premises_id
   WHERE a.customer_id = :customerId ORDER BY am.to_on IS NOT NULL, am.from_on DESC, am.id DESC`,
);
export const assignmentsSince = many(
  Assignment,
  `SELECT ${ASSIGNMENT} FROM account_meter am JOIN account a ON a.id = am.account_id
   WHERE a.service = :service AND (am.to_on IS NULL OR am.to_on > :since) ORDER BY am.account_id, am.from_on, am.meter_id`,
);
export const insertAssignment = insert(
  'INSERT INTO account_meter (account_id, meter_id, from_on) VALUES (:accountId, :meterId, :fromOn)',
);
export const endAssignment = run('UPDATE account_meter SET to_on = :toOn WHERE meter_id = :meterId AND to_on IS NULL');

const CURRENT_ACCOUNT = `am.account_id AS accountId, a.account_no AS accountNo, c.name AS customerName, p.door_no AS doorNo`;
const LIST_FROM = `meter m LEFT JOIN account_meter am ON am.meter_id = m.id AND am.to_on IS NULL
  LEFT JOIN account a ON a.id = am.account_id LEFT JOIN customer c ON c.id = a.customer_id
  LEFT JOIN premises p ON p.id = a.premises_id`;
/** Null parameters do not filter; a number is looked for from its beginning. */
const LIST_WHERE = `(:service IS NULL OR m.service = :service) AND (:protocol IS NULL OR m.protocol = :protocol)
  AND (:busId IS NULL OR m.bus_id = :busId) AND m.meter_no >= :from AND m.meter_no < :to
  AND CASE :state WHEN 'all' THEN 1 WHEN 'removed' THEN m.removed_on IS NOT NULL
    WHEN 'unassigned' THEN m.removed_on IS NULL AND am.id IS NULL
    WHEN 'calibration-due' THEN m.removed_on IS NULL AND m.calibration_due_on <= :today
    ELSE m.removed_on IS NULL END`;
export const listRows = many(
  MeterRowColumns,
  `SELECT ${METER}, ${CURRENT_ACCOUNT} FROM ${LIST_FROM} WHERE ${LIST_WHERE}
   ORDER BY m.meter_no LIMIT :limit OFFSET :offset`,
);
export const countRows = one(
  z.object({ n: z.number() }),
  `SELECT count(*) AS n FROM meter m LEFT JOIN account_meter am ON am.meter_id = m.id AND am.to_on IS NULL WHERE ${LIST_WHERE}`,
);
export const findRow = maybe(
  MeterRowColumns,
  `SELECT ${METER}, ${CURRENT_ACCOUNT} FROM ${LIST_FROM} WHERE m.id = :meterId`,
);
