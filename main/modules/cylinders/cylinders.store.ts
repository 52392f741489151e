import { z } from 'zod';
import { insert, many, maybe, one, run } from '../../db/query.ts';

export const CylinderColumns = z.object({
  id: z.number(),
  code: z.string(),
  serialNo: z.string(),
  typeCode: z.string(),
  maker: z.string(),
  madeOn: z.string().nullable(),
  volumeMl: z.number(),
  maxFillGrams: z.number(),
  tareGrams: z.number(),
  lastInspectedOn: z.string().nullable(),
  nextInspectionOn: z.string(),
  scrapOn: z.string(),
  isLifeExtended: z.number(),
  isOwn: z.number(),
  scrappedAt: z.number().nullable(),
  scrapReason: z.string(),
  createdAt: z.number(),
  version: z.number(),
});
export type CylinderColumns = z.infer<typeof CylinderColumns>;

const COLUMNS = `id, code, serial_no AS serialNo, type_code AS typeCode, maker, made_on AS madeOn, volume_ml AS volumeMl,
  max_fill_g AS maxFillGrams, tare_g AS tareGrams, last_inspected_on AS lastInspectedOn, next_inspection_on AS nextInspectionOn,
  scrap_on AS scrapOn, is_life_extended AS isLifeExtended, is_own AS isOwn, scrapped_at AS scrappedAt,
  scrap_reason AS scrapReason, created_at AS createdAt, version`;

export const findCylinder = maybe(CylinderColumns, `SELECT ${COLUMNS} FROM cylinder WHERE id = :id`);
export const findByCode = maybe(CylinderColumns, `SELECT ${COLUMNS} FROM cylinder WHERE code = :code`);

/** The shown groups follow cylinderState (a test compares them): a cylinder is in each group its dates put it in. */
const SHOWN = `(CASE :show
    WHEN 'all' THEN 1
    WHEN 'scrapped' THEN scrapped_at IS NOT NULL
    WHEN 'foreign' THEN scrapped_at IS NULL AND is_own = 0
    WHEN 'in-service' THEN scrapped_at IS NULL AND is_own = 1
    WHEN 'scrap-reached' THEN scrapped_at IS NULL AND is_own = 1 AND scrap_on <= :today
    WHEN 'overdue' THEN scrapped_at IS NULL AND is_own = 1 AND scrap_on > :today AND next_inspection_on < :today
    WHEN 'due' THEN scrapped_at IS NULL AND is_own = 1 AND scrap_on > :today AND next_inspection_on BETWEEN :today AND :soon
  END)
  AND (:typeCode = '' OR type_code = :typeCode)
  AND (:text = '' OR instr(code, :text) > 0 OR instr(upper(serial_no), :text) > 0)`;

export const pageOfCylinders = many(
  CylinderColumns,
  `SELECT ${COLUMNS} FROM cylinder WHERE ${SHOWN} ORDER BY next_inspection_on, code LIMIT :limit OFFSET :offset`,
);
export const countCylinders = one(z.object({ n: z.number() }), `SELECT count(*) AS n FROM cylinder WHERE ${SHOWN}`);

export const cylindersDueBy = many(
  CylinderColumns,
  `SELECT ${COLUMNS} FROM cylinder
   WHERE scrapped_at IS NULL AND is_own = 1 AND (next_inspection_on <= :soon OR scrap_on <= :soon)
   ORDER BY min(next_inspection_on, scrap_on), code`,
);

export const insertCylinder = insert(
  `INSERT INTO cylinder (code, serial_no, type_code, maker, made_on, volume_ml, max_fill_g, tare_g, next_inspection_on, scrap_on,
     is_life_extended, is_own, created_at)
   VALUES (:code, :serialNo, :typeCode, :maker, :madeOn, :volumeMl, :maxFillGrams, :tareGrams, :nextInspectionOn, :scrapOn,
     :isLifeExtended, :isOwn, :now)`,
);
export const updateCylinder = run(
  `UPDATE cylinder SET serial_no = :serialNo, type_code = :typeCode, maker = :maker, made_on = :madeOn, volume_ml = :volumeMl,
     max_fill_g = :maxFillGrams, tare_g = :tareGrams, next_inspection_on = :nextInspectionOn, scrap_on = :scrapOn,
     is_life_extended = :isLifeExtended, is_own = :isOwn, version = version + 1
   WHERE id = :id AND version = :version AND scrapped_at IS NULL`,
);
export const saveInspection = run(
  `UPDATE cylinder SET last_inspected_on = :inspectedOn, next_inspection_on = :nextInspectionOn, tare_g = :tareGrams,
     scrap_on = :scrapOn, is_life_extended = :isLifeExtended, version = version + 1
   WHERE id = :id AND version = :version AND scrapped_at IS NULL`,
);
export const scrapCylinder = run(
  `UPDATE cylinder SET scrapped_at = :now, scrap_reason = :reason, version = version + 1
   WHERE id = :id AND version = :version AND scrapped_at IS NULL`,
);

const EventRow = z.object({
  id: z.number(),
  at: z.number(),
  kind: z.string(),
  note: z.string(),
  changesJson: z.string(),
  userName: z.string(),
});
export const eventsOf = many(
  EventRow,
  `SELECT id, at, kind, note, changes_json AS changesJson, user_name AS userName
   FROM cylinder_event WHERE cylinder_id = :cylinderId ORDER BY id DESC`,
);
export const insertEvent = insert(
  `INSERT INTO cylinder_event (cylinder_id, at, kind, note, changes_json, user_name)
   VALUES (:cylinderId, :at, :kind, :note, :changesJson, :userName)`,
);

const TypeRow = z.object({
  code: z.string(),
  volumeMl: z.number(),
  maxFillGrams: z.number(),
  nominalGrams: z.number(),
  toleranceGrams: z.number(),
  verifiedOn: z.string().nullable(),
  verifiedBy: z.string(),
  version: z.number(),
});
const TYPE_COLUMNS = `code, volume_ml AS volumeMl, max_fill_g AS maxFillGrams, nominal_g AS nominalGrams, tolerance_g AS toleranceGrams,
  verified_on AS verifiedOn, verified_by AS verifiedBy, version`;
export const allTypes = many(TypeRow, `SELECT ${TYPE_COLUMNS} FROM cylinder_type ORDER BY volume_ml, code`);
export const findType = maybe(TypeRow, `SELECT ${TYPE_COLUMNS} FROM cylinder_type WHERE code = :code`);
export const saveType = run(
  `UPDATE cylinder_type SET nominal_g = :nominalGrams, tolerance_g = :toleranceGrams, verified_on = :today, verified_by = :userName,
     version = version + 1
   WHERE code = :code AND version = :version`,
);

const RuleRow = z.object({
  id: z.number(),
  typeCode: z.string(),
  madeFrom: z.string(),
  intervalYears: z.number(),
  lifeYears: z.number(),
  extensionYears: z.number(),
  source: z.string(),
  verifiedOn: z.string().nullable(),
  verifiedBy: z.string(),
  version: z.number(),
});
const RULE_COLUMNS = `id, type_code AS typeCode, made_from AS madeFrom, interval_years AS intervalYears, life_years AS lifeYears,
  extension_years AS extensionYears, source, verified_on AS verifiedOn, verified_by AS verifiedBy, version`;
export const rulesOf = many(
  RuleRow,
  `SELECT ${RULE_COLUMNS} FROM cylinder_rule WHERE type_code = :typeCode ORDER BY made_from`,
);
export const findRule = maybe(RuleRow, `SELECT ${RULE_COLUMNS} FROM cylinder_rule WHERE id = :id`);
export const saveRule = run(
  `UPDATE cylinder_rule SET interval_years = :intervalYears, life_years = :lifeYears, extension_years = :extensionYears,
     source = :source, verified_on = :today, verified_by = :userName, version = version + 1
   WHERE id = :id AND version = :version`,
);
