import type { ReadDb } from '../../db/types.ts';
import { addDays, startOfLocalDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { AUDIT_PAGE, AuditEntry, type AuditFacets, type AuditFilter, type AuditPage, NOBODY } from './audit.schema.ts';
import * as store from './audit.store.ts';
import { allUsers } from './users.store.ts';

/** One page of the trail, newest first. */
export function auditPage(st: Station, filter: AuditFilter): AuditPage {
  const conditions: store.AuditCondition[] = [];
  if (filter.userId !== undefined) conditions.push('user');
  if (filter.action !== undefined) conditions.push('action');
  if (filter.day !== undefined) conditions.push('day');
  const params = {
    userId: filter.userId === NOBODY ? null : (filter.userId ?? null),
    action: filter.action ?? '',
    from: filter.day ? startOfLocalDate(filter.day, st.zone) : 0,
    to: filter.day ? startOfLocalDate(addDays(filter.day, 1), st.zone) : 0,
  };
  const list = store.auditList(conditions);
  return {
    rows: list.page(st.db, { ...params, limit: AUDIT_PAGE, offset: (filter.page - 1) * AUDIT_PAGE }),
    total: list.count(st.db, params).n,
  };
}

export function auditFacets(db: ReadDb): AuditFacets {
  return {
    actions: store.auditActions(db).map(({ action }) => action),
    users: allUsers(db).map(({ id, displayName }) => ({ userId: id, name: displayName })),
  };
}

export function auditEntry(db: ReadDb, id: number): AuditEntry {
  const row = store.auditEntry(db, { id });
  if (!row) throw new StationError('record.not-found', { kind: 'audit', id });
  const { bodyJson, ...head } = row;
  const body = JSON.parse(bodyJson) as { input?: unknown; subjects?: unknown };
  return AuditEntry.parse({ ...head, input: body.input ?? null, subjects: body.subjects ?? [] });
}
