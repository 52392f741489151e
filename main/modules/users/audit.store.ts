import { z } from 'zod';
import { many, maybe, one } from '../../db/query.ts';
import { AuditRow } from './audit.schema.ts';

/** One statement a combination of filters: a condition that may be absent would keep SQLite from using an index. */
const CONDITIONS = { user: 'user_id IS :userId', action: 'action = :action', day: 'at >= :from AND at < :to' } as const;
export type AuditCondition = keyof typeof CONDITIONS;

const COMBINATIONS: readonly (readonly AuditCondition[])[] = [
  [],
  ['user'],
  ['action'],
  ['day'],
  ['user', 'action'],
  ['user', 'day'],
  ['action', 'day'],
  ['user', 'action', 'day'],
];

const keyOf = (conditions: readonly AuditCondition[]) => [...conditions].sort().join();

const LISTS = new Map(
  COMBINATIONS.map((conditions) => {
    const where = conditions.length > 0 ? `WHERE ${conditions.map((name) => CONDITIONS[name]).join(' AND ')}` : '';
    const page = many(
      AuditRow,
      `SELECT id, at, user_name AS userName, via, action,
         json_extract(body_json, '$.subjects[0].kind') AS subjectKind,
         CAST(json_extract(body_json, '$.subjects[0].id') AS TEXT) AS subjectId,
         coalesce(json_array_length(body_json, '$.subjects'), 0) AS subjectCount
       FROM audit ${where} ORDER BY id DESC LIMIT :limit OFFSET :offset`,
    );
    const count = one(z.object({ n: z.number() }), `SELECT count(*) AS n FROM audit ${where}`);
    return [keyOf(conditions), { page, count }];
  }),
);

export function auditList(conditions: readonly AuditCondition[]) {
  const found = LISTS.get(keyOf(conditions));
  if (!found) throw new Error(`no list for ${conditions}`);
  return found;
}

const EntryColumns = z.object({
  id: z.number(),
  at: z.number(),
  userName: z.string(),
  via: z.string(),
  action: z.string(),
  bodyJson: z.string(),
  hash: z.string(),
  prevHash: z.string(),
});
export const auditEntry = maybe(
  EntryColumns,
  `SELECT id, at, user_name AS userName, via, action, body_json AS bodyJson, hash, prev_hash AS prevHash
   FROM audit WHERE id = :id`,
);

/** Steps from one action to the next in the index instead of reading every row. */
export const auditActions = many(
  z.object({ action: z.string() }),
  `WITH RECURSIVE step (action) AS (
     SELECT min(action) FROM audit
     UNION ALL SELECT (SELECT min(a.action) FROM audit a WHERE a.action > step.action) FROM step WHERE step.action IS NOT NULL)
   SELECT action FROM step WHERE action IS NOT NULL`,
);
