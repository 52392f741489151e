import { z } from 'zod';
import { insert, many, maybe, one, run } from '../../db/query.ts';

export const HazardColumns = z.object({
  id: z.number(),
  hazardNo: z.string(),
  inspectionId: z.number().nullable(),
  accountId: z.number().nullable(),
  place: z.string(),
  description: z.string(),
  grade: z.enum(['general', 'serious']),
  dueOn: z.string(),
  responsible: z.string(),
  state: z.enum(['open', 'rectified', 'closed']),
  foundAt: z.number(),
  foundOn: z.string(),
  closedOn: z.string().nullable(),
  version: z.number(),
});
export type HazardColumns = z.infer<typeof HazardColumns>;

const COLUMNS = `id, hazard_no AS hazardNo, inspection_id AS inspectionId, account_id AS accountId, place, description, grade,
  due_on AS dueOn, responsible, state, found_at AS foundAt, found_on AS foundOn, closed_on AS closedOn, version`;

export const findHazard = maybe(HazardColumns, `SELECT ${COLUMNS} FROM hazard WHERE id = :id`);
/** The unclosed hazard of the same item at the same account; account 0 is the station itself. */
export const findSame = maybe(
  HazardColumns,
  `SELECT ${COLUMNS} FROM hazard WHERE ifnull(account_id, 0) = :accountId AND item_id = :itemId AND state <> 'closed'`,
);

const WHERE = `(CASE :show
    WHEN 'unclosed' THEN state <> 'closed'
    WHEN 'open' THEN state = 'open'
    WHEN 'overdue' THEN state = 'open' AND due_on < :today
    WHEN 'rectified' THEN state = 'rectified'
    WHEN 'closed' THEN state = 'closed'
  END)
  AND (:grade = '' OR grade = :grade)
  AND (:accountId = 0 OR account_id = :accountId)
  AND (:text = '' OR instr(upper(hazard_no), upper(:text)) > 0 OR instr(place, :text) > 0 OR instr(description, :text) > 0
    OR instr(responsible, :text) > 0)`;
/** Overdue serious ones on top, then the overdue, then the serious, each by due date; closed ones by closing, newest first. */
const ORDER = `closed_at DESC, CASE WHEN state = 'open' AND due_on < :today THEN 0 ELSE 1 END,
  CASE grade WHEN 'serious' THEN 0 ELSE 1 END, due_on, id`;
export const pageOfHazards = many(
  HazardColumns,
  `SELECT ${COLUMNS} FROM hazard WHERE ${WHERE} ORDER BY ${ORDER} LIMIT :limit OFFSET :offset`,
);
export const countHazards = one(z.object({ n: z.number() }), `SELECT count(*) AS n FROM hazard WHERE ${WHERE}`);
export const unclosedHazards = many(
  HazardColumns,
  `SELECT ${COLUMNS} FROM hazard WHERE state <> 'closed' ORDER BY due_on, id`,
);

export const insertHazard = insert(
  `INSERT INTO hazard (hazard_no, inspection_id, account_id, item_id, place, description, grade, due_on, responsible, state, found_at, found_on)
   VALUES (:hazardNo, :inspectionId, :accountId, :itemId, :place, :description, :grade, :dueOn, :responsible, 'open', :now, :today)`,
);
export const updateHazard = run(
  `UPDATE hazard SET state = :state, grade = :grade, due_on = :dueOn, closed_at = :closedAt, closed_on = :closedOn, version = version + 1
   WHERE id = :id AND version = :version`,
);

const EventRow = z.object({
  id: z.number(),
  at: z.number(),
  kind: z.string(),
  note: z.string(),
  dueOn: z.string().nullable(),
  photoId: z.number().nullable(),
  userId: z.number(),
  userName: z.string(),
});
export const eventsOf = many(
  EventRow,
  `SELECT id, at, kind, note, due_on AS dueOn, photo_id AS photoId, user_id AS userId, user_name AS userName
   FROM hazard_event WHERE hazard_id = :hazardId ORDER BY id`,
);
export const insertEvent = insert(
  `INSERT INTO hazard_event (hazard_id, inspection_id, at, on_date, kind, note, due_on, photo_id, user_id, user_name)
   VALUES (:hazardId, :inspectionId, :at, :onDate, :kind, :note, :dueOn, :photoId, :userId, :userName)`,
);

/** The state at the end of a past day is that of the last event before the next one that changed it. */
const STATE_THEN = `(SELECT kind FROM hazard_event e WHERE e.hazard_id = h.id AND e.on_date < :to
  AND e.kind IN ('found', 'found-again', 'rectified', 're-check-passed', 're-check-failed') ORDER BY e.id DESC LIMIT 1)`;
export const summary = one(
  z.object({
    found: z.number(),
    rectified: z.number(),
    closed: z.number(),
    open: z.number(),
    overdue: z.number(),
    openSerious: z.number(),
  }),
  `SELECT
     (SELECT count(*) FROM hazard WHERE found_on >= :from AND found_on < :to) AS found,
     (SELECT count(DISTINCT hazard_id) FROM hazard_event WHERE kind = 'rectified' AND on_date >= :from AND on_date < :to) AS rectified,
     (SELECT count(*) FROM hazard WHERE closed_on >= :from AND closed_on < :to) AS closed,
     count(*) AS open,
     count(CASE WHEN h.due_on < :lastDay AND ${STATE_THEN} <> 'rectified' THEN 1 END) AS overdue,
     count(CASE WHEN h.grade = 'serious' THEN 1 END) AS openSerious
   FROM hazard h WHERE h.found_on < :to AND (h.closed_on IS NULL OR h.closed_on >= :to)`,
);
