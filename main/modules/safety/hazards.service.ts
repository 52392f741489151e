import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { daysBetween, type LocalDate, localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { HazardId, type RequestId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { findAccount } from '../customers/index.ts';
import { nextNumber } from '../station/index.ts';
import { formatHazardNo, isOverdue, joined } from './hazards.domain.ts';
import type {
  ChangeDueDate,
  Hazard,
  HazardDetails,
  HazardEventKind,
  RecheckHazard,
  RectifyHazard,
  ReportHazard,
} from './hazards.schema.ts';
import * as store from './hazards.store.ts';

export function toHazard(row: store.HazardColumns, today: LocalDate): Hazard {
  return {
    ...row,
    id: HazardId.parse(row.id),
    isOverdue: isOverdue(row, today),
    daysLeft: daysBetween(today, row.dueOn),
  };
}

export interface FoundHazard extends HazardDetails {
  readonly inspectionId: number | null;
  readonly accountId: number | null;
  /** Null when no checklist item stands behind it. */
  readonly itemId: number | null;
  readonly place: string;
  readonly note: string;
  readonly photoId: number | null;
}

/** Opens a hazard inside the caller's transaction, or joins the unclosed one of the same account and item. */
export function openHazard(
  tx: Tx,
  zone: string,
  found: FoundHazard,
): { hazardId: HazardId; hazardNo: string; isJoined: boolean } {
  const today = localDate(tx.now, zone);
  if (found.dueOn < today) throw new StationError('safety.due-date-past', { date: found.dueOn });
  const { inspectionId, accountId, itemId, note, photoId } = found;
  const known = itemId === null ? undefined : store.findSame(tx.db, { accountId: accountId ?? 0, itemId });
  if (known) {
    change(tx, known, { state: 'open', ...joined(known, found) });
    addEvent(tx, zone, known.id, 'found-again', { note, photoId, inspectionId });
    return { hazardId: HazardId.parse(known.id), hazardNo: known.hazardNo, isJoined: true };
  }
  const { place, description, grade, dueOn, responsible } = found;
  const hazardNo = formatHazardNo(nextNumber(tx, 'hazard'));
  const columns = { hazardNo, inspectionId, accountId, itemId, place, description, grade, dueOn, responsible };
  const id = store.insertHazard(tx.db, { ...columns, now: tx.now, today });
  tx.audit({ kind: 'hazard', id, after: columns });
  addEvent(tx, zone, id, 'found', { note, photoId, inspectionId });
  return { hazardId: HazardId.parse(id), hazardNo, isJoined: false };
}

export function reportHazard(st: Station, by: Actor, cmd: ReportHazard): HazardId {
  return st.write(by, { action: 'hazards.report', requestId: cmd.requestId, input: cmd }, (tx) => {
    if (cmd.accountId !== null && !findAccount(tx.db, cmd.accountId))
      throw new StationError('record.not-found', { kind: 'account', id: cmd.accountId });
    const { requestId: _, ...found } = cmd;
    return openHazard(tx, st.zone, { ...found, inspectionId: null, itemId: null, note: '' }).hazardId;
  });
}

export function rectifyHazard(st: Station, by: Actor, cmd: RectifyHazard): void {
  st.write(by, { action: 'hazards.rectify', requestId: cmd.requestId, input: cmd }, (tx) => {
    const hazard = current(tx, cmd);
    if (hazard.state !== 'open') throw new StationError('safety.not-open', { hazardNo: hazard.hazardNo });
    change(tx, hazard, { state: 'rectified' });
    addEvent(tx, st.zone, hazard.id, 'rectified', cmd);
  });
}

/** On site, by somebody else than who recorded the rectification: nobody closes their own work. */
export function recheckHazard(st: Station, by: Actor, cmd: RecheckHazard): void {
  st.write(by, { action: 'hazards.re-check', requestId: cmd.requestId, input: cmd }, (tx) => {
    const hazard = current(tx, cmd);
    const { hazardNo } = hazard;
    if (hazard.state !== 'rectified') throw new StationError('safety.not-rectified', { hazardNo });
    const rectified = latestRectification(tx.db, hazard.id);
    if (rectified && rectified.userId === by.userId)
      throw new StationError('safety.same-person', { hazardNo, name: rectified.userName });
    change(
      tx,
      hazard,
      cmd.isPassed ? { state: 'closed', closedAt: tx.now, closedOn: localDate(tx.now, st.zone) } : { state: 'open' },
    );
    addEvent(tx, st.zone, hazard.id, cmd.isPassed ? 're-check-passed' : 're-check-failed', cmd);
  });
}

/** One extension and no more (closed loop: found → graded → notice → due date → extension once → rectified → re-check → closed). */
export function changeDueDate(st: Station, by: Actor, cmd: ChangeDueDate): void {
  st.write(by, { action: 'hazards.change-due-date', requestId: cmd.requestId, input: cmd }, (tx) => {
    const hazard = current(tx, cmd);
    const { hazardNo } = hazard;
    if (hazard.state === 'closed') throw new StationError('safety.closed', { hazardNo });
    if (hasChangedDueDate(tx.db, hazard.id)) throw new StationError('safety.due-date-changed', { hazardNo });
    if (cmd.dueOn < localDate(tx.now, st.zone)) throw new StationError('safety.due-date-past', { date: cmd.dueOn });
    if (cmd.dueOn === hazard.dueOn) throw new StationError('safety.due-date-same');
    change(tx, hazard, { dueOn: cmd.dueOn });
    addEvent(tx, st.zone, hazard.id, 'due-date-changed', { note: cmd.reason, dueOn: cmd.dueOn });
  });
}

/** A printed notice is part of the history; the hazard itself does not change. */
export function recordNotice(st: Station, by: Actor, cmd: { hazardId: HazardId; requestId: RequestId }): void {
  st.write(by, { action: 'hazards.print-notice', requestId: cmd.requestId, input: cmd }, (tx) => {
    if (!store.findHazard(tx.db, { id: cmd.hazardId }))
      throw new StationError('record.not-found', { kind: 'hazard', id: cmd.hazardId });
    addEvent(tx, st.zone, cmd.hazardId, 'notice-printed', {});
  });
}

export function latestRectification(db: ReadDb, hazardId: number): { userId: number; userName: string } | undefined {
  return store.eventsOf(db, { hazardId }).findLast((event) => event.kind === 'rectified');
}

export function hasChangedDueDate(db: ReadDb, hazardId: number): boolean {
  return store.eventsOf(db, { hazardId }).some((event) => event.kind === 'due-date-changed');
}

function current(tx: Tx, cmd: { hazardId: HazardId; version: number }): store.HazardColumns {
  const hazard = store.findHazard(tx.db, { id: cmd.hazardId });
  if (!hazard) throw new StationError('record.not-found', { kind: 'hazard', id: cmd.hazardId });
  if (hazard.version !== cmd.version) throw new StationError('record.changed', { kind: 'hazard', id: cmd.hazardId });
  return hazard;
}

type Changes = Partial<Pick<store.HazardColumns, 'state' | 'grade' | 'dueOn' | 'closedOn'>> & { closedAt?: number };

function change(tx: Tx, before: store.HazardColumns, changes: Changes): void {
  const { id, version, state, grade, dueOn } = before;
  store.updateHazard(tx.db, { id, version, state, grade, dueOn, closedAt: null, closedOn: null, ...changes });
  tx.audit({ kind: 'hazard', id, before: { state, grade, dueOn }, after: changes });
}

interface EventDetails {
  readonly note?: string;
  readonly photoId?: number | null;
  readonly inspectionId?: number | null;
  readonly dueOn?: string;
}

function addEvent(tx: Tx, zone: string, hazardId: number, kind: HazardEventKind, details: EventDetails): void {
  const { userId, name: userName } = tx.by;
  if (userId === null) throw new StationError('session.required');
  const { note = '', photoId = null, inspectionId = null, dueOn = null } = details;
  const when = { at: tx.now, onDate: localDate(tx.now, zone) };
  store.insertEvent(tx.db, { hazardId, ...when, kind, note, photoId, inspectionId, dueOn, userId, userName });
  tx.announce({ topic: 'hazards', id: hazardId });
}
