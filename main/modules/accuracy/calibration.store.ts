import { z } from 'zod';
import { many, maybe, one, run } from '../../db/query.ts';
import { CalibrationRow, PeriodKind } from './accuracy.schema.ts';

const PLACE = `LEFT JOIN account_meter am ON am.id = (SELECT x.id FROM account_meter x WHERE x.meter_id = m.id ORDER BY x.from_on DESC, x.id DESC LIMIT 1)
     LEFT JOIN account a ON a.id = am.account_id LEFT JOIN customer c ON c.id = a.customer_id LEFT JOIN premises p ON p.id = a.premises_id`;
const FROM = `meter m ${PLACE}
   WHERE m.removed_on IS NULL AND (:service IS NULL OR m.service = :service) AND (:building IS NULL OR p.building = :building)
     AND (:text = '' OR instr(m.meter_no, :text) > 0 OR instr(m.model, :text) > 0 OR instr(p.door_no, :text) > 0 OR instr(c.name, :text) > 0)`;
const SHOWN = `(:show = 'all' OR (:show = 'overdue' AND m.calibration_due_on <= :today)
     OR (:show = 'soon' AND m.calibration_due_on > :today AND m.calibration_due_on <= :until) OR (:show = 'undated' AND m.calibration_due_on IS NULL))`;
export const CalibrationColumns = CalibrationRow.extend({ lastPassed: z.number().nullable() });
export const calibrationPage = many(
  CalibrationColumns,
  `SELECT m.id AS meterId, m.meter_no AS meterNo, m.service, m.model, m.installed_on AS installedOn, m.calibration_due_on AS dueOn,
     coalesce(a.account_no, '') AS accountNo, coalesce(c.name, '') AS customerName, coalesce(p.door_no, '') AS doorNo, k.kind,
     t.tested_on AS lastTestOn, t.is_passed AS lastPassed
   FROM ${FROM.replace(
     '\n   WHERE',
     `
     LEFT JOIN meter_calibration k ON k.meter_id = m.id
     LEFT JOIN meter_test t ON t.id = (SELECT x.id FROM meter_test x WHERE x.meter_id = m.id AND x.voided_at IS NULL ORDER BY x.tested_on DESC, x.id DESC LIMIT 1)
   WHERE`,
   )} AND ${SHOWN}
   ORDER BY m.calibration_due_on IS NULL, m.calibration_due_on, length(p.building), p.building, p.door_no, m.id LIMIT :limit OFFSET :offset`,
);
export const countCalibration = one(
  z.object({ overdue: z.number(), soon: z.number(), undated: z.number(), all: z.number() }),
  `SELECT coalesce(sum(m.calibration_due_on <= :today), 0) AS overdue,
     coalesce(sum(m.calibration_due_on > :today AND m.calibration_due_on <= :until), 0) AS soon,
     coalesce(sum(m.calibration_due_on IS NULL), 0) AS undated, count(*) AS "all"
   FROM ${FROM}`,
);
export const buildings = many(
  z.object({ building: z.string() }),
  `SELECT DISTINCT p.building FROM meter m ${PLACE} WHERE m.removed_on IS NULL AND p.building IS NOT NULL
   ORDER BY length(p.building), p.building`,
);
export const lastPassedOn = maybe(
  z.object({ testedOn: z.string() }),
  `SELECT tested_on AS testedOn FROM meter_test WHERE meter_id = :meterId AND voided_at IS NULL AND is_passed = 1
   ORDER BY tested_on DESC, id DESC LIMIT 1`,
);
export const kindOf = maybe(
  z.object({ kind: PeriodKind }),
  'SELECT kind FROM meter_calibration WHERE meter_id = :meterId',
);
export const setKind = run(
  `INSERT INTO meter_calibration (meter_id, kind, set_at, user_id) VALUES (:meterId, :kind, :now, :userId)
   ON CONFLICT (meter_id) DO UPDATE SET kind = excluded.kind, set_at = excluded.set_at, user_id = excluded.user_id`,
);
export const placeOf = maybe(
  z.object({ accountNo: z.string(), customerName: z.string(), doorNo: z.string() }),
  `SELECT coalesce(a.account_no, '') AS accountNo, coalesce(c.name, '') AS customerName, coalesce(p.door_no, '') AS doorNo
   FROM meter m ${PLACE} WHERE m.id = :meterId`,
);
