import { randomUUID } from 'node:crypto';
import type { Actor } from '../db/writer.ts';
import {
  downloadRound,
  findPlaces,
  planRound,
  roundFile,
  type Upload,
  uploadCaptures,
} from '../modules/rounds/index.ts';
import { addDays, localDate, type Month } from '../shared/dates.ts';
import { isStationError } from '../shared/error-codes.ts';
import type { Station } from '../station.types.ts';
import { seededRequestId } from './request-ids.ts';

const NO_TOU = { sharpMilli: null, peakMilli: null, flatMilli: null, valleyMilli: null };
const DAYS = 5;
/** What a home uses in a month, and what nobody believes at once. */
const [USUAL_MILLI, MUCH_MILLI] = [30_000, 4_000_000];

/** The homes nobody met this month, as a round the reader is out on: one read, one locked, one that waits for review. */
export function seedRounds(st: Station, people: { manager: Actor; reader: Actor }, month: Month): string {
  const { manager, reader } = people;
  if (reader.userId === null) throw new Error('the reader of the demo is a user');
  const places = (['electricity', 'gas'] as const).flatMap(
    (service) => findPlaces(st, { service, building: null }).places,
  );
  const plan = {
    ...{
      name: `补抄 ${month}`,
      month,
      dueOn: addDays(localDate(st.clock.now(), st.zone), DAYS),
      readerId: reader.userId,
    },
    ...{ routeId: null, showsLast: true, needsPhoto: false, highPercent: 300, agreePercent: 150, onlyUnread: true },
    places: places.slice(0, 2000).map(({ premisesId, service }) => ({ premisesId, service })),
    requestId: seededRequestId(),
  };
  let roundId: number;
  try {
    roundId = planRound(st, manager, plan);
  } catch (error) {
    if (!isStationError(error, 'round.no-meters')) throw error;
    return 'every meter is read';
  }
  const { roundUid, list } = roundFile(st, roundId);
  const device = { roundUid, deviceId: randomUUID(), downloadUid: randomUUID() };
  const { stops } = downloadRound(st, reader, device);
  const now = st.clock.now();
  const captures = stops.slice(0, 3).map((stop, i): Upload['captures'][number] => {
    const totalMilli = (stop.history[0]?.totalMilli ?? 0) + (i === 0 ? USUAL_MILLI : MUCH_MILLI);
    const values = { totalMilli, ...NO_TOU, demandMilli: null, reactiveMilli: null };
    const seen = { uid: randomUUID(), meterId: stop.meterId, takenAt: now - (3 - i) * 60_000, photo: null };
    if (i === 1) return { ...seen, values: null, noAccess: 'locked', note: '敲门无人' };
    return { ...seen, values, noAccess: null };
  });
  uploadCaptures(st, reader, { ...device, sentAt: now, captures });
  return `${list.length} meters still to be read, ${captures.length} of them visited`;
}
