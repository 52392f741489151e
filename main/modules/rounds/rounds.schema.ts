import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { MeterId, PremisesId, ReadingId, RequestId, UserId } from '../../shared/ids.ts';
import { MeteredService } from '../readings/readings.schema.ts';
import { CapturedValues, CaptureResult, NoAccess, RoundState, Uid } from './phone.schema.ts';

const RowId = z.number().int().positive();
const DateText = z.string().refine(isLocalDate, 'date');
const MonthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const Name = z.string().trim().min(1).max(40);
export const MAX_STOPS = 2000;

/** A service at a door, in walking order. */
const Place = z.strictObject({ premisesId: PremisesId, service: MeteredService });
export type Place = z.infer<typeof Place>;
const Places = z.array(Place).min(1).max(MAX_STOPS);

/** A place with what stands there now; meterNo is null while no meter hangs there. */
export const PlaceRow = z.object({
  premisesId: PremisesId,
  service: MeteredService,
  building: z.string(),
  doorNo: z.string(),
  meterNo: z.string().nullable(),
});
export type PlaceRow = z.infer<typeof PlaceRow>;

export const RouteRow = z.object({ routeId: z.number(), name: z.string(), stops: z.number(), version: z.number() });
export type RouteRow = z.infer<typeof RouteRow>;
export const RouteQuery = z.strictObject({ routeId: RowId });
export const RouteFile = RouteRow.extend({ places: z.array(PlaceRow) });
export type RouteFile = z.infer<typeof RouteFile>;
export const SaveRoute = z.strictObject({
  /** Null makes a new one. */
  routeId: RowId.nullable(),
  version: z.number().int().min(0),
  name: Name,
  places: Places,
  requestId: RequestId,
});
export type SaveRoute = z.infer<typeof SaveRoute>;
export const RemoveRoute = z.strictObject({ routeId: RowId, requestId: RequestId });
export type RemoveRoute = z.infer<typeof RemoveRoute>;

/** Doors of a building, or of all of them, for one service: what a route is put together from. */
export const PlacesQuery = z.strictObject({ service: MeteredService, building: z.string().max(60).nullable() });
export type PlacesQuery = z.infer<typeof PlacesQuery>;
export const PlacesFound = z.object({ buildings: z.array(z.string()), places: z.array(PlaceRow) });
export type PlacesFound = z.infer<typeof PlacesFound>;

/** A place whose meter somebody asked to have read again, and why. */
export const RereadPlace = PlaceRow.extend({ reason: z.string(), dueOn: z.string().nullable() });
export type RereadPlace = z.infer<typeof RereadPlace>;

export const Reader = z.object({ userId: UserId, displayName: z.string() });
export type Reader = z.infer<typeof Reader>;

const settings = {
  name: Name,
  dueOn: DateText,
  readerId: UserId,
  showsLast: z.boolean(),
  needsPhoto: z.boolean(),
  /** From how many per cent of the usual a use is high. */
  highPercent: z.number().int().min(110).max(1000),
  /** How many per cent of the usual use two readings of one meter may lie apart and still agree; 0: only equal ones do. */
  agreePercent: z.number().int().min(0).max(300),
};
export const PlanRound = z.strictObject({
  ...settings,
  month: MonthText,
  routeId: RowId.nullable(),
  places: Places,
  /** Leaves out what has a reading in the month already. */
  onlyUnread: z.boolean(),
  requestId: RequestId,
});
export type PlanRound = z.infer<typeof PlanRound>;
export const ChangeRound = z.strictObject({ ...settings, roundId: RowId, version: z.number().int() });
export type ChangeRound = z.infer<typeof ChangeRound>;
export const RoundQuery = z.strictObject({ roundId: RowId });
/** Ends a round, or takes its end back. */
export const CloseRound = z.strictObject({ roundId: RowId, version: z.number().int(), requestId: RequestId });
export type CloseRound = z.infer<typeof CloseRound>;

export const RoundFilter = z.strictObject({ show: z.enum(['open', 'closed', 'all']).default('open') });
export type RoundFilter = z.infer<typeof RoundFilter>;

const Figures = {
  stops: z.number(),
  read: z.number(),
  noAccess: z.number(),
  conflicts: z.number(),
  waits: z.number(),
  /** Announced by a look and not arrived. */
  photosMissing: z.number(),
};
export const RoundRow = z.object({
  roundId: z.number(),
  roundUid: Uid,
  name: z.string(),
  month: z.string(),
  dueOn: z.string(),
  readerId: UserId,
  readerName: z.string(),
  state: RoundState,
  ...Figures,
});
export type RoundRow = z.infer<typeof RoundRow>;

/** Everything one person saw at one door, newest last. */
const Look = CaptureResult.extend({
  takenAt: z.number(),
  receivedAt: z.number(),
  takenBy: z.string(),
  deviceId: Uid,
  values: CapturedValues.nullable(),
  noAccess: NoAccess.nullable(),
  note: z.string(),
  photoUid: Uid.nullable(),
});
export type Look = z.infer<typeof Look>;

export const RoundStop = z.object({
  position: z.number(),
  meterId: MeterId,
  meterNo: z.string(),
  doorNo: z.string(),
  service: MeteredService,
  decimals: z.number(),
  lastMilli: z.number().nullable(),
  looks: z.array(Look),
});
export type RoundStop = z.infer<typeof RoundStop>;

export const RoundFile = RoundRow.extend({
  showsLast: z.boolean(),
  needsPhoto: z.boolean(),
  highPercent: z.number(),
  agreePercent: z.number(),
  version: z.number(),
  returnedAt: z.number().nullable(),
  closedAt: z.number().nullable(),
  downloads: z.array(z.object({ at: z.number(), userName: z.string(), deviceId: Uid, via: z.enum(['phone', 'file']) })),
  list: z.array(RoundStop),
});
export type RoundFile = z.infer<typeof RoundFile>;

export const PhotosQuery = z.strictObject({ meterId: MeterId });
export const ReadingPhoto = z.object({ readingId: ReadingId, photoUid: Uid });
export type ReadingPhoto = z.infer<typeof ReadingPhoto>;
export const RoundPhotoQuery = z.strictObject({ photoUid: Uid });
