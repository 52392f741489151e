import { z } from 'zod';
import { insert, many, maybe, one, run } from '../../db/query.ts';

const ChecklistRow = z.object({
  id: z.number(),
  kind: z.enum(['patrol', 'household']),
  name: z.string(),
  nameEn: z.string(),
});
export const findChecklist = maybe(
  ChecklistRow,
  'SELECT id, kind, name, name_en AS nameEn FROM checklist WHERE kind = :kind ORDER BY id LIMIT 1',
);
export const itemsOf = many(
  z.object({
    id: z.number(),
    itemNo: z.number(),
    text: z.string(),
    textEn: z.string(),
    fault: z.string(),
    faultEn: z.string(),
    kind: z.enum(['pass-fail', 'number']),
    unit: z.string(),
    minMilli: z.number().nullable(),
    maxMilli: z.number().nullable(),
    grade: z.enum(['general', 'serious']),
  }),
  `SELECT id, item_no AS itemNo, text, text_en AS textEn, fault, fault_en AS faultEn, kind, unit, min_milli AS minMilli,
     max_milli AS maxMilli, grade
   FROM checklist_item WHERE checklist_id = :checklistId ORDER BY item_no`,
);

export const insertInspection = insert(
  `INSERT INTO inspection (kind, checklist_id, account_id, place, outcome, inspected_at, inspected_on, note, photo_id, user_id, user_name)
   VALUES (:kind, :checklistId, :accountId, :place, :outcome, :now, :today, :note, :photoId, :userId, :userName)`,
);
export const insertAnswer = run(
  `INSERT INTO inspection_answer (inspection_id, item_id, result, value_milli, note, photo_id)
   VALUES (:inspectionId, :itemId, :result, :valueMilli, :note, :photoId)`,
);

const InspectionColumns = z.object({
  id: z.number(),
  kind: z.enum(['patrol', 'household']),
  accountId: z.number().nullable(),
  place: z.string(),
  outcome: z.enum(['done', 'no-one-home', 'refused']),
  inspectedAt: z.number(),
  note: z.string(),
  photoId: z.number().nullable(),
  userName: z.string(),
  failed: z.number(),
});
export type InspectionColumns = z.infer<typeof InspectionColumns>;
const COLUMNS = `id, kind, account_id AS accountId, place, outcome, inspected_at AS inspectedAt, note, photo_id AS photoId,
  user_name AS userName, (SELECT count(*) FROM inspection_answer a WHERE a.inspection_id = inspection.id AND a.result = 'fail') AS failed`;
const WHERE = `(:kind = '' OR kind = :kind) AND (:accountId = 0 OR account_id = :accountId)`;

export const findInspection = maybe(InspectionColumns, `SELECT ${COLUMNS} FROM inspection WHERE id = :id`);
export const pageOfInspections = many(
  InspectionColumns,
  `SELECT ${COLUMNS} FROM inspection WHERE ${WHERE} ORDER BY id DESC LIMIT :limit OFFSET :offset`,
);
export const countInspections = one(z.object({ n: z.number() }), `SELECT count(*) AS n FROM inspection WHERE ${WHERE}`);
export const answersOf = many(
  z.object({
    itemNo: z.number(),
    text: z.string(),
    textEn: z.string(),
    unit: z.string(),
    result: z.enum(['pass', 'fail', 'not-applicable']),
    valueMilli: z.number().nullable(),
    note: z.string(),
    photoId: z.number().nullable(),
  }),
  `SELECT i.item_no AS itemNo, i.text, i.text_en AS textEn, i.unit, a.result, a.value_milli AS valueMilli, a.note, a.photo_id AS photoId
   FROM inspection_answer a JOIN checklist_item i ON i.id = a.item_id WHERE a.inspection_id = :inspectionId ORDER BY i.item_no`,
);
