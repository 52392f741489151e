import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { nextDue } from './due.domain.ts';
import {
  type ChangeSchedule,
  CreateSchedule,
  type EnableSchedule,
  type PollRun,
  type Schedule,
  Scope,
  UpdateSchedule,
} from './polling.schema.ts';
import { isRunning } from './running.ts';
import * as store from './schedules.store.ts';
import { targetsOf } from './targets.service.ts';

export const scopeOf = (row: store.ScheduleColumns): Scope => Scope.parse(JSON.parse(row.scopeJson));

export function listSchedules(st: Station): Schedule[] {
  const now = st.clock.now();
  return store.schedules(st.db).map((row) => {
    const { scheduleId, name, kind, atMinute, monthDay, version } = row;
    const scope = scopeOf(row);
    const isEnabled = row.isEnabled === 1;
    return {
      ...{ scheduleId, name, kind, scope, atMinute, monthDay, isEnabled, version },
      meters: targetsOf(st.db, scope).length,
      nextAt: isEnabled ? nextDue(row, now, st.zone) : null,
      isRunning: isRunning(st, scheduleId),
      lastRun: store.lastRun(st.db, { scheduleId }) ?? null,
    };
  });
}

export function recentRuns(st: Station): PollRun[] {
  return store.recentRuns(st.db, { limit: 50 });
}

export function createSchedule(st: Station, by: Actor, cmd: CreateSchedule): { scheduleId: number } {
  const { requestId, ...input } = CreateSchedule.parse(cmd);
  return st.write(by, { action: 'polling.create', requestId, input }, (tx) => {
    refuseTaken(tx, input.name, 0);
    const scheduleId = store.insertSchedule(tx.db, { ...columnsOf(input), now: tx.now });
    tellChange(tx, scheduleId, undefined, input);
    return { scheduleId };
  });
}

export function updateSchedule(st: Station, by: Actor, cmd: UpdateSchedule): void {
  const { scheduleId, version, ...input } = UpdateSchedule.parse(cmd);
  st.write(by, { action: 'polling.update', input: cmd }, (tx) => {
    const before = requireSchedule(tx.db, scheduleId);
    refuseTaken(tx, input.name, scheduleId);
    refuseStale(store.updateSchedule(tx.db, { ...columnsOf(input), scheduleId, version, now: tx.now }), scheduleId);
    tellChange(tx, scheduleId, before, input);
  });
}

export function enableSchedule(st: Station, by: Actor, cmd: EnableSchedule): void {
  const { scheduleId, version, isEnabled } = cmd;
  st.write(by, { action: 'polling.enable', input: cmd }, (tx) => {
    const before = requireSchedule(tx.db, scheduleId);
    const changes = store.enableSchedule(tx.db, { scheduleId, version, isEnabled: isEnabled ? 1 : 0, now: tx.now });
    refuseStale(changes, scheduleId);
    tellChange(tx, scheduleId, before, { isEnabled });
  });
}

/** What it read and what it missed stays. */
export function removeSchedule(st: Station, by: Actor, cmd: ChangeSchedule): void {
  st.write(by, { action: 'polling.remove', input: cmd }, (tx) => {
    const before = requireSchedule(tx.db, cmd.scheduleId);
    if (isRunning(st, cmd.scheduleId)) throw new StationError('polling.running', { name: before.name });
    refuseStale(store.removeSchedule(tx.db, { ...cmd, now: tx.now }), cmd.scheduleId);
    tellChange(tx, cmd.scheduleId, before, undefined);
  });
}

export function requireSchedule(db: ReadDb, scheduleId: number): store.ScheduleColumns {
  const row = store.findSchedule(db, { scheduleId });
  if (!row) throw new StationError('record.not-found', { kind: 'poll-schedule', id: scheduleId });
  return row;
}

type Fields = Omit<ReturnType<typeof CreateSchedule.parse>, 'requestId'>;

function columnsOf({ name, kind, scope, atMinute, monthDay, isEnabled }: Fields) {
  return { name, kind, scopeJson: JSON.stringify(scope), atMinute, monthDay, isEnabled: isEnabled ? 1 : 0 };
}

function refuseTaken(tx: Tx, name: string, exceptId: number): void {
  if (store.findByName(tx.db, { name, exceptId })) throw new StationError('polling.name-taken', { name });
}

function refuseStale(changes: number, id: number): void {
  if (changes === 0) throw new StationError('record.changed', { kind: 'poll-schedule', id });
}

function tellChange(tx: Tx, id: number, before: unknown, after: unknown): void {
  tx.audit({ kind: 'poll-schedule', id, before, after });
  tx.announce({ topic: 'polling' });
}
