import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';

/** Rows of one page of the audit trail. */
export const AUDIT_PAGE = 50;
/** Stands for "nobody" in the filter: failed logins, the program's own jobs, the command line. */
export const NOBODY = 0;

export const AuditFilter = z.strictObject({
  userId: z.number().int().min(NOBODY).optional(),
  action: z.string().max(80).optional(),
  /** Local date of the station. */
  day: z.string().refine(isLocalDate).optional(),
  page: z.number().int().min(1).default(1),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

export const AuditRow = z.object({
  id: z.number(),
  at: z.number(),
  userName: z.string(),
  via: z.string(),
  action: z.string(),
  /** What was touched first, and how many things were. */
  subjectKind: z.string().nullable(),
  subjectId: z.string().nullable(),
  subjectCount: z.number(),
});
export type AuditRow = z.infer<typeof AuditRow>;

export const AuditPage = z.object({ rows: z.array(AuditRow), total: z.number() });
export type AuditPage = z.infer<typeof AuditPage>;

/** What the filters offer: actions and people that occur. */
export const AuditFacets = z.object({
  actions: z.array(z.string()),
  users: z.array(z.object({ userId: z.number(), name: z.string() })),
});
export type AuditFacets = z.infer<typeof AuditFacets>;

export const AuditEntry = z.object({
  id: z.number(),
  at: z.number(),
  userName: z.string(),
  via: z.string(),
  action: z.string(),
  input: z.unknown(),
  subjects: z.array(
    z.object({
      kind: z.string(),
      id: z.union([z.number(), z.string()]),
      before: z.unknown().optional(),
      after: z.unknown().optional(),
    }),
  ),
  hash: z.string(),
  prevHash: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
