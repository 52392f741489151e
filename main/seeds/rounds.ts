import { randomUUID } from 'node:crypto';
import type { Actor } from '../db/writer.ts';
import { recordReading } from '../modules/readings/index.ts';
import { downloadRound, findPlaces, planRound, roundFile, uploadCaptures } from '../modules/rounds/index.ts';
import { addDays, localDate, type Month } from '../shared/dates.ts';
import { isStationError } from '../shared/error-codes.ts';
import type { Station } from '../station.types.ts';
import { stationAt } from './past.ts';
import { seededRequestId } from './request-ids.ts';

const NO_TOU = { sharpMilli: null, peakMilli: null, flatMilli: null, valleyMilli: null };
const DAYS = 5;
/** What a home uses in a month, and what nobody believes at once. */
const [USUAL_MILLI, MUCH_MILLI] = [30_000, 4_000_000];

/**
 * The homes nobody met this month, as a round the reader is out on: one read, one locked, one that
 * waits for review, two that contradict another reading. */
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
  const look = (stop: (typeof stops)[number], usedMilli: number | null, minutesAgo: number) => {
    const seen = { uid: randomUUID(), meterId: stop.meterId, takenAt: now - minutesAgo * 60_000, photo: null };
    if (usedMilli === null) return { ...seen, values: null, noAccess: 'locked' as const, note: '敲门无人' };
    const totalMilli = (stop.history[0]?.totalMilli ?? 0) + usedMilli;
    return { ...seen, values: { totalMilli, ...NO_TOU, demandMilli: null, reactiveMilli: null }, noAccess: null };
  };
  const uses = [USUAL_MILLI, null, MUCH_MILLI, USUAL_MILLI, USUAL_MILLI];
  const visited = stops.slice(0, uses.length);
  // Somebody typed another figure for the last of them meanwhile, and a second phone saw less on the one before.
  const typed = stops[4];
  if (typed)
    recordReading(stationAt(st, now - 30 * 60_000), manager, {
      meterId: typed.meterId,
      totalMilli: (typed.history[0]?.totalMilli ?? 0) + 2 * USUAL_MILLI,
      isConfirmed: true,
      note: '住户电话报数',
      requestId: seededRequestId(),
    });
  const captures = visited.map((stop, i) => look(stop, uses[i] ?? null, 20 - i));
  uploadCaptures(st, reader, { ...device, sentAt: now, captures });
  const twice = stops[3];
  if (twice) {
    const second = { roundUid, deviceId: randomUUID(), downloadUid: randomUUID() };
    downloadRound(st, reader, second);
    uploadCaptures(st, reader, { ...second, sentAt: now, captures: [look(twice, USUAL_MILLI / 2, 2)] });
  }
  return `${list.length} meters still to be read, ${captures.length} of them visited`;
}
