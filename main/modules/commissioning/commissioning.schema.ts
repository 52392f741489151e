import { z } from 'zod';
import { METER_PROTOCOLS, MeterProfile } from '../../devices/config.schema.ts';
import { LineSettings } from '../../devices/link/line.schema.ts';
import { isLocalDate } from '../../shared/dates.ts';
import { AccountId, DeviceId, MeterId, RequestId } from '../../shared/ids.ts';
import { MeterNo, MeterService } from '../meters/meters.schema.ts';

export const BusOnly = z.strictObject({ busId: DeviceId });

/** A registered meter of a bus, with whom it measures for. */
export const KnownMeter = z.object({
  meterId: MeterId,
  meterNo: z.string(),
  protocol: z.enum(METER_PROTOCOLS),
  address: z.string(),
  service: MeterService,
  line: LineSettings.nullable(),
  /** Null where its settings cannot be read: its page says so. */
  profile: MeterProfile.nullable(),
  accountId: AccountId.nullable(),
  accountNo: z.string().nullable(),
  customerName: z.string().nullable(),
  doorNo: z.string().nullable(),
});
export type KnownMeter = z.infer<typeof KnownMeter>;

const Milli = z.number().int().min(0).max(999_999_999_999);
/** What the meter answered when it was tried; becomes its first reading, which is never billed. */
export const Baseline = z.strictObject({
  readAt: z.number().int().positive(),
  totalMilli: Milli,
  sharpMilli: Milli.nullable(),
  peakMilli: Milli.nullable(),
  flatMilli: Milli.nullable(),
  valleyMilli: Milli.nullable(),
});

export const MeterToRegister = z.strictObject({
  meterNo: MeterNo,
  service: MeterService,
  protocol: z.enum(METER_PROTOCOLS),
  address: z.string().trim().max(40),
  line: LineSettings.nullable(),
  /** Null = as the makers ship it. */
  profile: MeterProfile.nullable().default(null),
  digits: z.number().int().min(1).max(9),
  decimals: z.number().int().min(0).max(3),
  multiplier: z.number().int().min(1).max(1_000_000).default(1),
  hasTou: z.boolean().default(false),
  accountId: AccountId.nullable(),
  baseline: Baseline.nullable(),
});
export type MeterToRegister = z.infer<typeof MeterToRegister>;

/** All of them or none. */
export const Register = z.strictObject({
  busId: DeviceId,
  fromOn: z.string().refine(isLocalDate, 'date'),
  meters: z.array(MeterToRegister).min(1).max(500),
  requestId: RequestId,
});
export type Register = z.input<typeof Register>;

/** `linked`: the number was in the register already and the meter now has this wire. */
export const Registered = z.object({
  meters: z.array(z.object({ meterId: MeterId, meterNo: z.string(), outcome: z.enum(['new', 'linked']) })),
});
export type Registered = z.infer<typeof Registered>;

const Refusal = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** How far a meter's clock is from the station's: seconds, positive = fast. Null where it has none or did not answer. */
export const ClockRow = z.object({
  meterId: MeterId,
  meterNo: z.string(),
  address: z.string(),
  aheadSeconds: z.number().nullable(),
  /** It can be set alone, by its address. */
  canSet: z.boolean(),
  refusal: Refusal.nullable(),
});
export type ClockRow = z.infer<typeof ClockRow>;

export const ClockCheck = z.object({
  /** Job name of the live `progress` messages. */
  job: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  rows: z.array(ClockRow),
  total: z.number(),
  refusal: Refusal.nullable(),
});
export type ClockCheck = z.infer<typeof ClockCheck>;

export const Clocks = z.object({
  check: ClockCheck.nullable(),
  /** Local date of the last broadcast. */
  lastSetOn: z.string().nullable(),
});
export type Clocks = z.infer<typeof Clocks>;

/** What a meter kept; its own clock dates it. Null where nothing could be read. */
export const FreezeRow = z.object({
  meterId: MeterId,
  meterNo: z.string(),
  address: z.string(),
  frozenAt: z.number().nullable(),
  totalMilli: z.number().nullable(),
  refusal: Refusal.nullable(),
});
export type FreezeRow = z.infer<typeof FreezeRow>;

export const FreezeRun = z.object({
  /** Job name of the live `progress` messages. */
  job: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  /** By the station's clock. */
  orderedAt: z.number(),
  rows: z.array(FreezeRow),
  total: z.number(),
  refusal: Refusal.nullable(),
});
export type FreezeRun = z.infer<typeof FreezeRun>;

export const FreezeNow = z.strictObject({ busId: DeviceId, requestId: RequestId });
export type FreezeNow = z.infer<typeof FreezeNow>;

export const SetClock = z.strictObject({ meterId: MeterId, requestId: RequestId });
export type SetClock = z.infer<typeof SetClock>;

export const SyncClocks = z.strictObject({ busId: DeviceId, requestId: RequestId });
export type SyncClocks = z.infer<typeof SyncClocks>;
