import type { ReadDb } from '../../db/types.ts';
import type { MeterId, UserId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { type Doubt, historyBefore } from '../readings/index.ts';
import * as captures from './captures.store.ts';
import { CapturedValues, type CaptureResult, type MyRound } from './phone.schema.ts';
import { roundByUid, roundOr } from './plan.service.ts';
import { type RegisterKey, registersOf } from './plausible.domain.ts';
import type { Look, ReadingPhoto, RoundFile, RoundFilter, RoundRow } from './rounds.schema.ts';
import * as store from './rounds.store.ts';

export function listRounds(st: Station, filter: RoundFilter): RoundRow[] {
  return store.roundRows(st.db, { show: filter.show });
}

export function myRounds(st: Station, userId: UserId): MyRound[] {
  return store.roundsOfReader(st.db, { userId });
}

/** What became of one look, as its reading stands now. */
export function resultOf(db: ReadDb, uid: string): CaptureResult | undefined {
  const row = captures.findLook(db, { uid });
  return row && toResult(row);
}

/** What became of everything a device sent of a round. */
export function resultsOfDevice(st: Station, of: { roundUid: string; deviceId: string }): CaptureResult[] {
  const { roundId } = roundByUid(st.db, of.roundUid);
  return captures.looksOfDevice(st.db, { roundId, deviceId: of.deviceId }).map(toResult);
}

/** Photos taken on rounds, by the reading they belong to. */
export function photosOfMeter(st: Station, meterId: MeterId): ReadingPhoto[] {
  return captures.photosOfMeter(st.db, { meterId });
}

/** A round with every stop and everything that was seen there, conflicts and what the rules made of them. */
export function roundFile(st: Station, roundId: number): RoundFile {
  const round = roundOr(st.db, roundId);
  const row = store.roundRow(st.db, { roundId });
  if (!row) throw new Error('a round that was found has a row');
  const looks = Map.groupBy(captures.looksOfRound(st.db, { roundId }), (look) => look.meterId);
  const { showsLast, needsPhoto, highPercent, agreePercent, version, returnedAt, closedAt } = round;
  return {
    ...row,
    showsLast: showsLast === 1,
    needsPhoto: needsPhoto === 1,
    highPercent,
    agreePercent,
    version,
    returnedAt,
    closedAt,
    downloads: store
      .downloadsOf(st.db, { roundId })
      .map(({ at, userName, deviceId, via }) => ({ at, userName, deviceId, via })),
    list: store.stopsOfRound(st.db, { roundId }).map((stop) => {
      const { position, meterId, meterNo, doorNo, service, decimals } = stop;
      const seen = looks.get(meterId) ?? [];
      const before = seen[0]?.readAt ?? st.clock.now();
      const [last] = historyBefore(st.db, { meterId, before, limit: 1 });
      const lastMilli = last?.totalMilli ?? null;
      return { position, meterId, meterNo, doorNo, service, decimals, lastMilli, looks: seen.map(toLook) };
    }),
  };
}

/** A round as a list to write on: the registers of each meter with what they showed last, where the reader may know. */
export function roundSheet(st: Station, roundId: number): RoundSheet {
  const round = roundOr(st.db, roundId);
  const stops = store.stopsOfRound(st.db, { roundId }).map(({ hasTou, hasDemand, hasReactive, ...stop }) => {
    const [last] = historyBefore(st.db, { meterId: stop.meterId, before: st.clock.now() + 1, limit: 1 });
    const keys = registersOf({ hasTou: hasTou === 1, hasDemand: hasDemand === 1, hasReactive: hasReactive === 1 });
    const registers = keys.map((key) => ({ key, lastMilli: round.showsLast === 1 ? (last?.[key] ?? null) : null }));
    return { ...stop, registers };
  });
  return { ...round, showsLast: round.showsLast === 1, stops };
}

export interface RoundSheet extends Omit<store.RoundColumns, 'showsLast'> {
  readonly showsLast: boolean;
  readonly stops: readonly (Omit<store.StopColumns, 'hasTou' | 'hasDemand' | 'hasReactive'> & {
    readonly registers: readonly { readonly key: RegisterKey; readonly lastMilli: number | null }[];
  })[];
}

function toResult(row: captures.LookColumns): CaptureResult {
  const { uid, meterId, outcome, rule, state, againstSource, againstAt, againstMilli } = row;
  const against =
    againstSource !== null && againstAt !== null && againstMilli !== null
      ? { source: againstSource, readAt: againstAt, totalMilli: againstMilli }
      : null;
  const doubts = JSON.parse(row.doubtsJson ?? '[]') as Doubt[];
  return {
    uid,
    meterId,
    outcome,
    rule,
    state,
    doubts,
    against,
    isPhotoMissing: row.photoUid !== null && row.hasPhoto === 0,
  };
}

function toLook(row: captures.LookColumns): Look {
  const { readAt, receivedAt, takenBy, deviceId, noAccess, note, photoUid } = row;
  return {
    ...toResult(row),
    takenAt: readAt,
    receivedAt,
    takenBy,
    deviceId,
    values: row.valuesJson === null ? null : CapturedValues.parse(JSON.parse(row.valuesJson)),
    noAccess,
    note,
    photoUid: row.hasPhoto ? photoUid : null,
  };
}
