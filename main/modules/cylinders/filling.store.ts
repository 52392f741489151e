import { z } from 'zod';
import { insert, many, maybe, one, run } from '../../db/query.ts';
import { FillingSummaryRow } from './filling.schema.ts';

export const FillingColumns = z.object({
  id: z.number(),
  cylinderId: z.number(),
  cylinderCode: z.string(),
  typeCode: z.string(),
  filledAt: z.number(),
  filledOn: z.string(),
  deviceId: z.number().nullable(),
  manualReason: z.string().nullable(),
  grossGrams: z.number(),
  tareGrams: z.number(),
  netGrams: z.number(),
  nominalGrams: z.number(),
  toleranceGrams: z.number(),
  maxFillGrams: z.number(),
  outcome: z.string(),
  checksJson: z.string(),
  userName: z.string(),
});
export type FillingColumns = z.infer<typeof FillingColumns>;

const COLUMNS = `f.id, f.cylinder_id AS cylinderId, c.code AS cylinderCode, c.type_code AS typeCode, f.filled_at AS filledAt,
  f.filled_on AS filledOn, f.device_id AS deviceId, f.manual_reason AS manualReason, f.gross_g AS grossGrams, f.tare_g AS tareGrams,
  f.net_g AS netGrams, f.nominal_g AS nominalGrams, f.tolerance_g AS toleranceGrams, f.max_fill_g AS maxFillGrams, f.outcome,
  f.checks_json AS checksJson, f.user_name AS userName`;
const WHERE = `f.filled_on BETWEEN :from AND :to AND (:outcome = '' OR f.outcome = :outcome) AND (:cylinderId = 0 OR f.cylinder_id = :cylinderId)`;

export const lastFilling = maybe(
  FillingColumns,
  `SELECT ${COLUMNS} FROM filling f JOIN cylinder c ON c.id = f.cylinder_id WHERE f.cylinder_id = :cylinderId ORDER BY f.id DESC LIMIT 1`,
);
export const pageOfFillings = many(
  FillingColumns,
  `SELECT ${COLUMNS} FROM filling f JOIN cylinder c ON c.id = f.cylinder_id WHERE ${WHERE} ORDER BY f.id DESC LIMIT :limit OFFSET :offset`,
);
export const countFillings = one(z.object({ n: z.number() }), `SELECT count(*) AS n FROM filling f WHERE ${WHERE}`);

export const insertFilling = insert(
  `INSERT INTO filling (cylinder_id, filled_at, filled_on, device_id, manual_reason, gross_g, tare_g, net_g, nominal_g, tolerance_g,
     max_fill_g, outcome, checks_json, user_id, user_name)
   VALUES (:cylinderId, :filledAt, :filledOn, :deviceId, :manualReason, :grossGrams, :tareGrams, :netGrams, :nominalGrams, :toleranceGrams,
     :maxFillGrams, :outcome, :checksJson, :userId, :userName)`,
);

/** Cylinders in service whose latest filling is outside the good range: to be corrected and weighed again. */
export const unfinishedFillings = many(
  z.object({ cylinderId: z.number(), filledOn: z.string() }),
  `SELECT f.cylinder_id AS cylinderId, f.filled_on AS filledOn FROM filling f JOIN cylinder c ON c.id = f.cylinder_id
   WHERE f.outcome <> 'good' AND c.scrapped_at IS NULL AND f.id = (SELECT max(id) FROM filling WHERE cylinder_id = f.cylinder_id)
   ORDER BY f.id`,
);

export const summaryByType = many(
  FillingSummaryRow,
  `SELECT c.type_code AS typeCode, sum(f.outcome = 'good') AS good, sum(f.outcome = 'over-fill') AS overFill,
     sum(f.outcome = 'under-fill') AS underFill, sum(CASE f.outcome WHEN 'good' THEN f.net_g ELSE 0 END) AS goodNetGrams
   FROM filling f JOIN cylinder c ON c.id = f.cylinder_id
   WHERE f.filled_on BETWEEN :from AND :to GROUP BY c.type_code ORDER BY c.type_code`,
);

const RefusalRow = z.object({
  id: z.number(),
  at: z.number(),
  scannedCode: z.string(),
  cylinderId: z.number().nullable(),
  reason: z.string(),
  detail: z.string(),
  userName: z.string(),
});
const REFUSAL_COLUMNS = `id, at, scanned_code AS scannedCode, cylinder_id AS cylinderId, reason, detail, user_name AS userName`;
export const pageOfRefusals = many(
  RefusalRow,
  `SELECT ${REFUSAL_COLUMNS} FROM filling_refusal WHERE refused_on BETWEEN :from AND :to ORDER BY id DESC LIMIT :limit OFFSET :offset`,
);
export const refusalsOf = many(
  RefusalRow,
  `SELECT ${REFUSAL_COLUMNS} FROM filling_refusal WHERE cylinder_id = :cylinderId ORDER BY id DESC LIMIT 500`,
);
export const countRefusals = one(
  z.object({ n: z.number() }),
  'SELECT count(*) AS n FROM filling_refusal WHERE refused_on BETWEEN :from AND :to',
);
export const insertRefusal = insert(
  `INSERT INTO filling_refusal (at, refused_on, scanned_code, cylinder_id, reason, detail, user_id, user_name)
   VALUES (:at, :refusedOn, :scannedCode, :cylinderId, :reason, :detail, :userId, :userName)`,
);

export const policy = one(
  z.object({ possiblyFullMinutes: z.number() }),
  'SELECT possibly_full_minutes AS possiblyFullMinutes FROM filling_policy WHERE id = 1',
);
export const savePolicy = run('UPDATE filling_policy SET possibly_full_minutes = :possiblyFullMinutes WHERE id = 1');
