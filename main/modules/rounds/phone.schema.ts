import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { AccountId, MeterId } from '../../shared/ids.ts';
import { Doubt, MeteredService, ReadingSource, ReadingState } from '../readings/readings.schema.ts';

export { MeteredService, ReadingSource, ReadingState };

/** What goes to a phone and comes back: over the network or as a signed file, the same documents. */

export const Uid = z.uuid();
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const RegisterMilli = z.number().int().min(0).max(999_999_999_999);
const Instant = z.number().int().min(0);

export const NoAccess = z.enum([
  'nobody-home',
  'locked',
  'meter-broken',
  'unreadable',
  'refused',
  'blocked',
  'not-found',
  'other',
]);
export type NoAccess = z.infer<typeof NoAccess>;

/** Registers of one look at a meter, in thousandths as it shows them. */
export const CapturedValues = z.strictObject({
  totalMilli: RegisterMilli,
  sharpMilli: RegisterMilli.nullable().default(null),
  peakMilli: RegisterMilli.nullable().default(null),
  flatMilli: RegisterMilli.nullable().default(null),
  valleyMilli: RegisterMilli.nullable().default(null),
  demandMilli: RegisterMilli.nullable().default(null),
  reactiveMilli: RegisterMilli.nullable().default(null),
});
export type CapturedValues = z.output<typeof CapturedValues>;

/** Identity, hash and time are made on the phone; the bytes follow on their own. */
export const CapturedPhoto = z.strictObject({ uid: Uid, sha256: Sha256, takenAt: Instant });
export type CapturedPhoto = z.infer<typeof CapturedPhoto>;

/** What a person saw at one meter: figures, or why there are none. */
export const Capture = z
  .strictObject({
    uid: Uid,
    meterId: MeterId,
    takenAt: Instant,
    values: CapturedValues.nullable(),
    noAccess: NoAccess.nullable(),
    /** The person saw the doubts and said it is so. */
    isConfirmed: z.boolean().default(false),
    note: z.string().trim().max(200).default(''),
    photo: CapturedPhoto.nullable().default(null),
  })
  .refine((capture) => (capture.values === null) !== (capture.noAccess === null), 'values or a reason');
export type Capture = z.output<typeof Capture>;

const HistoryPoint = z.object({
  readAt: z.number(),
  totalMilli: z.number(),
  sharpMilli: z.number().nullable(),
  peakMilli: z.number().nullable(),
  flatMilli: z.number().nullable(),
  valleyMilli: z.number().nullable(),
  demandMilli: z.number().nullable(),
  reactiveMilli: z.number().nullable(),
});

/** One door. Names and telephone numbers of residents do not travel: a phone is lost sooner than a file cabinet. */
export const Stop = z.object({
  meterId: MeterId,
  accountId: AccountId,
  meterNo: z.string(),
  service: MeteredService,
  building: z.string(),
  doorNo: z.string(),
  location: z.string(),
  sealNo: z.string(),
  digits: z.number(),
  decimals: z.number(),
  multiplier: z.number(),
  hasTou: z.boolean(),
  hasDemand: z.boolean(),
  hasReactive: z.boolean(),
  /** Accepted readings, newest first: what the phone judges by. */
  history: z.array(HistoryPoint),
});
export type Stop = z.infer<typeof Stop>;

/** A round as a device takes it out. */
export const RoundPackage = z.object({
  roundUid: Uid,
  downloadUid: Uid,
  stationName: z.string(),
  zone: z.string(),
  name: z.string(),
  month: z.string(),
  dueOn: z.string().refine(isLocalDate),
  readerId: z.number(),
  readerName: z.string(),
  showsLast: z.boolean(),
  needsPhoto: z.boolean(),
  highPercent: z.number(),
  issuedAt: z.number(),
  /** Ed25519 key of the station, to know its files by; and the seed that signs what comes back as a file. */
  stationKey: z.string(),
  returnSeed: z.string(),
  stops: z.array(Stop),
});
export type RoundPackage = z.infer<typeof RoundPackage>;

/** A handful of captures; the phone's clock at sending puts its times right. */
export const MAX_CAPTURES = 50;
export const Upload = z.strictObject({
  roundUid: Uid,
  downloadUid: Uid,
  deviceId: Uid,
  sentAt: Instant,
  captures: z.array(Capture).min(1).max(MAX_CAPTURES),
});
export type Upload = z.input<typeof Upload>;

/** Why a capture did not simply become the reading; merge.domain.ts has each rule. */
export const Rule = z.enum([
  'corrected',
  'meter-replaced',
  'impossible',
  'already-read',
  'newer-reading',
  'second-phone',
  'meter-moved',
  'round-closed',
  'reassigned',
]);
export type Rule = z.infer<typeof Rule>;
/** counts: it is the reading · waits: doubtful, for a person · aside: kept as rejected · noted: no access. */
export const Outcome = z.enum(['counts', 'waits', 'aside', 'noted']);
export type Outcome = z.infer<typeof Outcome>;

export const CaptureResult = z.object({
  uid: Uid,
  meterId: MeterId,
  outcome: Outcome,
  rule: Rule.nullable(),
  state: ReadingState.nullable(),
  doubts: z.array(Doubt),
  /** The reading it lost to or disagrees with. */
  against: z.object({ source: ReadingSource, readAt: z.number(), totalMilli: z.number() }).nullable(),
  isPhotoMissing: z.boolean(),
});
export type CaptureResult = z.infer<typeof CaptureResult>;

export const UploadResult = z.object({
  results: z.array(CaptureResult),
  /** Captures of this upload that are not of this round, or whose identity was used for something else. */
  refused: z.array(z.object({ uid: Uid, why: z.enum(['not-in-round', 'identity-reused']) })),
});
export type UploadResult = z.infer<typeof UploadResult>;

export const RoundState = z.enum(['planned', 'out', 'returned', 'closed']);
export type RoundState = z.infer<typeof RoundState>;

export const MyRound = z.object({
  roundUid: Uid,
  name: z.string(),
  month: z.string(),
  dueOn: z.string(),
  state: RoundState,
  stops: z.number(),
  done: z.number(),
});
export type MyRound = z.infer<typeof MyRound>;

export const Download = z.strictObject({ roundUid: Uid, deviceId: Uid, downloadUid: Uid });
export type Download = z.infer<typeof Download>;
export const RoundOnDevice = z.strictObject({ roundUid: Uid, deviceId: Uid });
export const ReturnRound = z.strictObject({ roundUid: Uid });

export const PART_BYTES = 256 * 1024;
export const PhotoPart = z.strictObject({
  photoUid: Uid,
  /** Where these bytes begin; the answer says from where to go on. */
  offset: z.number().int().min(0),
  totalBytes: z.number().int().min(1),
  base64: z.string().max(400_000),
});
export type PhotoPart = z.infer<typeof PhotoPart>;
export const PhotoProgress = z.object({ received: z.number(), isComplete: z.boolean() });
export type PhotoProgress = z.infer<typeof PhotoProgress>;
