import { createWriter } from '../db/writer.ts';
import type { UnixMs } from '../shared/dates.ts';
import type { Station } from '../station.types.ts';

/** The same station with its clock set to another time, so that history is made by calling services, not by hand. */
export function stationAt(station: Station, at: UnixMs): Station {
  const now = () => at;
  const writer = createWriter(station.db, now, (notice) => station.live.publish({ topic: 'changed', notice }));
  return { ...station, clock: { now }, write: writer.write };
}
