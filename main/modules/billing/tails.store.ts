import { z } from 'zod';
import { many } from '../../db/query.ts';
import { AccountId, MeterId, ReadingId } from '../../shared/ids.ts';

const EndedRow = z.object({
  accountId: AccountId,
  assignmentId: z.number(),
  meterId: MeterId,
  fromOn: z.string(),
  toOn: z.string(),
  lastReadingId: ReadingId.nullable(),
  lastReadAt: z.number().nullable(),
});
/** Assignments that ended in [since, before), with the newest reading that a standing bill of theirs holds. */
export const endedAssignments = many(
  EndedRow,
  `SELECT a.id AS accountId, am.id AS assignmentId, am.meter_id AS meterId, am.from_on AS fromOn, am.to_on AS toOn,
     r.id AS lastReadingId, r.read_at AS lastReadAt
   FROM account_meter am JOIN account a ON a.id = am.account_id
     LEFT JOIN bill b ON b.id = (SELECT x.id FROM bill x WHERE x.account_id = a.id AND x.meter_id = am.meter_id AND x.reversed_at IS NULL
       ORDER BY x.month DESC LIMIT 1)
     LEFT JOIN reading r ON r.id = b.present_reading_id
   WHERE am.to_on >= :since AND am.to_on < :before AND a.service = :service ORDER BY a.id, am.from_on, am.id`,
);
