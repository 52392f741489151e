import { z } from 'zod';
import { insert, insertRows, many, maybe, run } from '../../db/query.ts';
import { AccountId, UserId } from '../../shared/ids.ts';
import { MyRound, RoundState, Stop, Uid } from './phone.schema.ts';
import { RoundRow } from './rounds.schema.ts';

export const RoundColumns = z.object({
  roundId: z.number(),
  roundUid: Uid,
  name: z.string(),
  month: z.string(),
  dueOn: z.string(),
  readerId: UserId,
  readerName: z.string(),
  state: RoundState,
  showsLast: z.number(),
  needsPhoto: z.number(),
  highPercent: z.number(),
  agreePercent: z.number(),
  returnedAt: z.number().nullable(),
  closedAt: z.number().nullable(),
  version: z.number(),
});
export type RoundColumns = z.infer<typeof RoundColumns>;
const ROUND = `r.id AS roundId, r.uid AS roundUid, r.name, r.month, r.due_on AS dueOn, r.user_id AS readerId, u.display_name AS readerName,
  r.state, r.shows_last AS showsLast, r.needs_photo AS needsPhoto, r.high_percent AS highPercent, r.agree_percent AS agreePercent, r.returned_at AS returnedAt,
  r.closed_at AS closedAt, r.version`;
const ROUND_FROM = 'reading_round r JOIN user u ON u.id = r.user_id';
export const findRound = maybe(RoundColumns, `SELECT ${ROUND} FROM ${ROUND_FROM} WHERE r.id = :roundId`);
export const findRoundByUid = maybe(RoundColumns, `SELECT ${ROUND} FROM ${ROUND_FROM} WHERE r.uid = :roundUid`);

const STOPS = '(SELECT count(*) FROM round_stop s WHERE s.round_id = r.id)';
const READ = `(SELECT count(DISTINCT c.meter_id) FROM round_capture c WHERE c.round_id = r.id AND c.values_json IS NOT NULL)`;
const SEEN = `(SELECT count(DISTINCT c.meter_id) FROM round_capture c WHERE c.round_id = r.id)`;
/** A conflict is what a rule decided between two claims; a person's own correction is none. */
const CONFLICTS = `(SELECT count(*) FROM round_capture c WHERE c.round_id = r.id AND c.rule IS NOT NULL AND c.rule <> 'corrected')`;
const WAITS = `(SELECT count(*) FROM round_capture c JOIN reading g ON g.id = c.reading_id WHERE c.round_id = r.id AND g.state = 'doubtful')`;
const PHOTOS_MISSING = `(SELECT count(*) FROM round_capture c WHERE c.round_id = r.id AND c.photo_uid IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM round_photo p WHERE p.uid = c.photo_uid))`;
const FIGURES = `${STOPS} AS stops, ${READ} AS read, ${SEEN} - ${READ} AS noAccess, ${CONFLICTS} AS conflicts, ${WAITS} AS waits,
   ${PHOTOS_MISSING} AS photosMissing`;
const LIST = `r.id AS roundId, r.uid AS roundUid, r.name, r.month, r.due_on AS dueOn, r.user_id AS readerId, u.display_name AS readerName,
  r.state, ${FIGURES}`;
export const roundRows = many(
  RoundRow,
  `SELECT ${LIST} FROM ${ROUND_FROM} WHERE :show = 'all' OR (r.state = 'closed') = (:show = 'closed') ORDER BY r.due_on DESC, r.id DESC LIMIT 500`,
);
export const roundRow = maybe(RoundRow, `SELECT ${LIST} FROM ${ROUND_FROM} WHERE r.id = :roundId`);
export const roundsOfReader = many(
  MyRound,
  `SELECT r.uid AS roundUid, r.name, r.month, r.due_on AS dueOn, r.state, ${STOPS} AS stops, ${SEEN} AS done FROM reading_round r
   WHERE r.user_id = :userId AND r.state <> 'closed' ORDER BY r.due_on, r.id`,
);

export const insertRound = insert(
  `INSERT INTO reading_round (uid, name, route_id, month, due_on, user_id, shows_last, needs_photo, high_percent, agree_percent,
     created_at, created_by)
   VALUES (:roundUid, :name, :routeId, :month, :dueOn, :readerId, :showsLast, :needsPhoto, :highPercent, :agreePercent, :now, :by)`,
);
export const insertStops = insertRows(
  'round_stop',
  { position: 'position', meterId: 'meter_id', accountId: 'account_id' },
  { same: { roundId: 'round_id' } },
);
export const changeRound = run(
  `UPDATE reading_round SET name = :name, due_on = :dueOn, user_id = :readerId, shows_last = :showsLast, needs_photo = :needsPhoto,
     high_percent = :highPercent, agree_percent = :agreePercent, version = version + 1 WHERE id = :roundId AND version = :version`,
);
export const sendOut = run(
  "UPDATE reading_round SET state = 'out', version = version + 1 WHERE id = :roundId AND state = 'planned'",
);
export const returnRound = run(
  "UPDATE reading_round SET state = 'returned', returned_at = :now, version = version + 1 WHERE id = :roundId AND state IN ('planned', 'out')",
);
export const closeRound = run(
  `UPDATE reading_round SET state = 'closed', closed_at = :now, version = version + 1
   WHERE id = :roundId AND version = :version AND state <> 'closed'`,
);
/** Back to where it was: with the reader, handed back, or with nobody yet. */
export const reopenRound = run(
  `UPDATE reading_round SET closed_at = NULL, version = version + 1, state = CASE WHEN returned_at IS NOT NULL THEN 'returned'
     WHEN EXISTS (SELECT 1 FROM round_download d WHERE d.round_id = reading_round.id) THEN 'out' ELSE 'planned' END
   WHERE id = :roundId AND version = :version AND state = 'closed'`,
);

export const StopColumns = Stop.omit({ history: true }).extend({
  position: z.number(),
  hasTou: z.number(),
  hasDemand: z.number(),
  hasReactive: z.number(),
});
export type StopColumns = z.infer<typeof StopColumns>;
export const stopsOfRound = many(
  StopColumns,
  `SELECT s.position, m.id AS meterId, s.account_id AS accountId, m.meter_no AS meterNo, m.service, p.building, p.door_no AS doorNo, m.location,
     m.seal_no AS sealNo, m.digits, m.decimals, m.multiplier, m.has_tou AS hasTou, m.has_demand AS hasDemand, m.has_reactive AS hasReactive
   FROM round_stop s JOIN meter m ON m.id = s.meter_id JOIN account a ON a.id = s.account_id JOIN premises p ON p.id = a.premises_id
   WHERE s.round_id = :roundId ORDER BY s.position`,
);
/** The stop of a meter, with what holds for the meter today. */
export const findStop = maybe(
  z.object({
    accountId: AccountId,
    accountNow: AccountId.nullable(),
    removedOn: z.string().nullable(),
    digits: z.number(),
    decimals: z.number(),
  }),
  `SELECT s.account_id AS accountId, am.account_id AS accountNow, m.removed_on AS removedOn, m.digits, m.decimals
   FROM round_stop s JOIN meter m ON m.id = s.meter_id LEFT JOIN account_meter am ON am.meter_id = m.id AND am.to_on IS NULL
   WHERE s.round_id = :roundId AND s.meter_id = :meterId`,
);

export const Download = z.object({
  at: z.number(),
  userId: UserId,
  userName: z.string(),
  deviceId: Uid,
  via: z.enum(['phone', 'file']),
});
export const downloadsOf = many(
  Download,
  `SELECT d.at, d.user_id AS userId, u.display_name AS userName, d.device_id AS deviceId, d.via
   FROM round_download d JOIN user u ON u.id = d.user_id WHERE d.round_id = :roundId ORDER BY d.at, d.uid`,
);
export const findDownload = maybe(
  z.object({ roundId: z.number(), userId: UserId, userName: z.string(), at: z.number() }),
  `SELECT d.round_id AS roundId, d.user_id AS userId, u.display_name AS userName, d.at FROM round_download d JOIN user u ON u.id = d.user_id
   WHERE d.uid = :downloadUid`,
);
/** When the round first left the station; null before. */
export const firstDownloadAt = maybe(
  z.object({ at: z.number().nullable() }),
  'SELECT min(at) AS at FROM round_download WHERE round_id = :roundId',
);
export const insertDownload = run(
  `INSERT INTO round_download (uid, round_id, user_id, device_id, via, at) VALUES (:downloadUid, :roundId, :userId, :deviceId, :via, :now)`,
);
