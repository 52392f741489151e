import { randomUUID } from 'node:crypto';
import type { ReadDb } from '../../db/types.ts';
import type { Actor } from '../../db/writer.ts';
import { monthSpan, startOfLocalDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { UserId } from '../../shared/ids.ts';
import { isAllowed } from '../../shared/permissions.ts';
import type { Station } from '../../station.types.ts';
import { openRereads, realReadingsSince } from '../readings/index.ts';
import { listUsers } from '../users/index.ts';
import type { ChangeRound, CloseRound, PlanRound, Reader } from './rounds.schema.ts';
import * as store from './rounds.store.ts';
import { metersAt } from './routes.store.ts';

/** Who may be sent on a round. */
export function readers(st: Station): Reader[] {
  return listUsers(st)
    .filter((user) => user.isActive && isAllowed(user.roles, 'rounds.walk'))
    .map(({ id, displayName }) => ({ userId: id, displayName }));
}

/** A round over the meters that now hang at the places, in their order. Refuses one without any. */
export function planRound(st: Station, by: Actor, cmd: PlanRound): number {
  const { requestId, ...asked } = cmd;
  refuseUnfit(st, asked.readerId);
  return st.write(by, { action: 'rounds.plan', requestId, input: asked }, (tx) => {
    const { places, onlyUnread, month, showsLast, needsPhoto, ...rest } = asked;
    const list = JSON.stringify(places.map(({ premisesId, service }) => [premisesId, service]));
    const meters = new Map(metersAt(tx.db, { places: list }).map((row) => [row.meterId, row]));
    // Its reading of the month was not believed, whatever else there is.
    const again = new Set(openRereads(tx.db).map(({ meterId }) => meterId));
    const stops = [...meters.values()].filter(
      ({ meterId }) => !onlyUnread || again.has(meterId) || !isRead(st, tx.db, meterId, month),
    );
    if (stops.length === 0) throw new StationError('round.no-meters');
    const roundId = store.insertRound(tx.db, {
      ...rest,
      month,
      showsLast: Number(showsLast),
      needsPhoto: Number(needsPhoto),
      roundUid: randomUUID(),
      now: tx.now,
      by: tx.by.userId,
    });
    store.insertStops(
      tx.db,
      stops.map(({ meterId, accountId }, i) => ({ position: i + 1, meterId, accountId })),
      { roundId },
    );
    tx.audit({ kind: 'reading-round', id: roundId, after: { ...rest, month, stops: stops.length } });
    tx.announce({ topic: 'rounds', id: roundId });
    return roundId;
  });
}

/** Another reader, day or setting. What is out already keeps the settings it left with. */
export function changeRound(st: Station, by: Actor, cmd: ChangeRound): void {
  refuseUnfit(st, cmd.readerId);
  st.write(by, { action: 'rounds.change', input: cmd }, (tx) => {
    const { roundId, version, showsLast, needsPhoto, ...rest } = cmd;
    const before = roundOr(tx.db, roundId);
    if (before.state === 'closed') throw new StationError('round.closed', { name: before.name });
    const row = { ...rest, roundId, version, showsLast: Number(showsLast), needsPhoto: Number(needsPhoto) };
    if (!store.changeRound(tx.db, row)) throw new StationError('record.changed', { kind: 'round', id: roundId });
    tx.audit({ kind: 'reading-round', id: roundId, before, after: rest });
    tx.announce({ topic: 'rounds', id: roundId });
  });
}

/** What still comes in afterwards waits for a person. */
export function closeRound(st: Station, by: Actor, cmd: CloseRound): void {
  const { requestId, roundId, version } = cmd;
  st.write(by, { action: 'rounds.close', requestId, input: { roundId } }, (tx) => {
    const before = roundOr(tx.db, roundId);
    if (before.state === 'closed') throw new StationError('round.closed', { name: before.name });
    if (!store.closeRound(tx.db, { roundId, version, now: tx.now }))
      throw new StationError('record.changed', { kind: 'round', id: roundId });
    tx.audit({ kind: 'reading-round', id: roundId, before: { state: before.state }, after: { state: 'closed' } });
    tx.announce({ topic: 'rounds', id: roundId });
  });
}

/** Ended too early, or something is still on the way. What came in after the end keeps waiting for a person. */
export function reopenRound(st: Station, by: Actor, cmd: CloseRound): void {
  const { requestId, roundId, version } = cmd;
  st.write(by, { action: 'rounds.reopen', requestId, input: { roundId } }, (tx) => {
    const before = roundOr(tx.db, roundId);
    if (!store.reopenRound(tx.db, { roundId, version }))
      throw new StationError('record.changed', { kind: 'round', id: roundId });
    const { state } = roundOr(tx.db, roundId);
    tx.audit({ kind: 'reading-round', id: roundId, before: { state: before.state }, after: { state } });
    tx.announce({ topic: 'rounds', id: roundId });
  });
}

export function roundOr(db: ReadDb, roundId: number): store.RoundColumns {
  const round = store.findRound(db, { roundId });
  if (!round) throw new StationError('record.not-found', { kind: 'round', id: roundId });
  return round;
}

export function roundByUid(db: ReadDb, roundUid: string): store.RoundColumns {
  const round = store.findRoundByUid(db, { roundUid });
  if (!round) throw new StationError('record.not-found', { kind: 'round', id: roundUid });
  return round;
}

function refuseUnfit(st: Station, readerId: UserId): void {
  if (!readers(st).some(({ userId }) => userId === readerId)) throw new StationError('round.reader-unfit');
}

function isRead(st: Station, db: ReadDb, meterId: number, month: string): boolean {
  const { from, to } = monthSpan(month);
  const until = startOfLocalDate(to, st.zone);
  return realReadingsSince(db, meterId, startOfLocalDate(from, st.zone)).some(({ readAt }) => readAt < until);
}
