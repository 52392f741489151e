import { z } from 'zod';
import { METER_PROTOCOLS, MeterProfile } from '../../devices/config.schema.ts';
import { LineSettings } from '../../devices/link/line.schema.ts';
import { isLocalDate } from '../../shared/dates.ts';
import { AccountId, DeviceId, MeterId, RequestId } from '../../shared/ids.ts';

export const MeterService = z.enum(['electricity', 'gas', 'water']);
export type MeterService = z.infer<typeof MeterService>;

/** How a meter is read: by hand, or by a driver of main/devices, which needs an address. */
export const MeterProtocol = z.enum(['manual', ...METER_PROTOCOLS]);
export type MeterProtocol = z.infer<typeof MeterProtocol>;

/** digits and decimals are those of the register; multiplier = CT × PT ratio. removedOn is the first day without it. */
export const Meter = z.object({
  meterId: MeterId,
  meterNo: z.string(),
  service: MeterService,
  protocol: MeterProtocol,
  address: z.string(),
  busId: DeviceId.nullable(),
  /** Null = as its wire is set. */
  line: LineSettings.nullable(),
  /** Null for a meter that is read by hand. */
  profile: MeterProfile.nullable(),
  digits: z.number(),
  decimals: z.number(),
  multiplier: z.number(),
  hasTou: z.boolean(),
  /** The highest demand and reactive energy are read too, for the demand charge and the power factor. */
  hasDemand: z.boolean(),
  hasReactive: z.boolean(),
  model: z.string(),
  location: z.string(),
  sealNo: z.string(),
  installedOn: z.string(),
  removedOn: z.string().nullable(),
  calibrationDueOn: z.string().nullable(),
  createdAt: z.number(),
  version: z.number(),
});
export type Meter = z.infer<typeof Meter>;

/** Which meter measures for which account, half-open in local dates: [fromOn, toOn). */
export const Assignment = z.object({
  accountId: AccountId,
  meterId: MeterId,
  fromOn: z.string(),
  toOn: z.string().nullable(),
});
export type Assignment = z.infer<typeof Assignment>;

/** An assignment with what a person calls its two ends. */
export const AssignmentRow = Assignment.extend({
  accountNo: z.string(),
  customerName: z.string(),
  doorNo: z.string(),
  meterNo: z.string(),
});
export type AssignmentRow = z.infer<typeof AssignmentRow>;

/** A meter in a list, with the account it now measures for. */
export const MeterRow = Meter.extend({
  accountId: AccountId.nullable(),
  accountNo: z.string().nullable(),
  customerName: z.string().nullable(),
  doorNo: z.string().nullable(),
});
export type MeterRow = z.infer<typeof MeterRow>;

const LocalDateText = z.string().refine(isLocalDate, 'date');
const Version = z.number().int().positive();
const note = (longest: number) => z.string().trim().max(longest).default('');

export const MeterNo = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[\p{L}\p{N}./-]+$/u);

const masterFields = {
  meterNo: MeterNo,
  protocol: MeterProtocol.default('manual'),
  address: note(40),
  busId: DeviceId.nullable().default(null),
  line: LineSettings.nullable().default(null),
  /** Null = as the makers of the protocol ship it. */
  profile: MeterProfile.nullable().default(null),
  digits: z.number().int().min(1).max(9).default(6),
  decimals: z.number().int().min(0).max(3).default(2),
  multiplier: z.number().int().min(1).max(1_000_000).default(1),
  hasTou: z.boolean().default(false),
  hasDemand: z.boolean().default(false),
  hasReactive: z.boolean().default(false),
  model: note(60),
  location: note(120),
  sealNo: note(40),
  calibrationDueOn: LocalDateText.nullable().default(null),
};

export const NewMeter = z.strictObject({ ...masterFields, service: MeterService, installedOn: LocalDateText });
export type NewMeter = z.infer<typeof NewMeter>;
export const CreateMeter = NewMeter.extend({ requestId: RequestId.optional() });
export type CreateMeter = z.input<typeof CreateMeter>;

export const UpdateMeter = z.strictObject({ ...masterFields, meterId: MeterId, version: Version });
export type UpdateMeter = z.input<typeof UpdateMeter>;

/** How several meters of one protocol are spoken to; what is left out stays as it is. A line of null = as the wire is set. */
export const SetWires = z
  .strictObject({
    meterIds: z.array(MeterId).min(1).max(500),
    line: LineSettings.nullable().optional(),
    profile: MeterProfile.optional(),
    requestId: RequestId.optional(),
  })
  .refine(({ line, profile }) => line !== undefined || profile !== undefined, 'nothing to set');
export type SetWires = z.infer<typeof SetWires>;

/** From the start of a day; open-ended until the meter is taken off. */
export const AssignMeter = z.strictObject({
  meterId: MeterId,
  accountId: AccountId,
  fromOn: LocalDateText,
  requestId: RequestId.optional(),
});
export type AssignMeter = z.infer<typeof AssignMeter>;

/** toOn is the first day the meter no longer measures for the account. */
export const UnassignMeter = z.strictObject({ meterId: MeterId, toOn: LocalDateText, requestId: RequestId.optional() });
export type UnassignMeter = z.infer<typeof UnassignMeter>;

export const RemoveMeter = z.strictObject({
  meterId: MeterId,
  version: Version,
  removedOn: LocalDateText,
  requestId: RequestId.optional(),
});
export type RemoveMeter = z.infer<typeof RemoveMeter>;

export const MeterState = z.enum(['installed', 'unassigned', 'calibration-due', 'removed', 'all']);
export type MeterState = z.infer<typeof MeterState>;
export const MeterFilter = z.strictObject({
  text: z.string().max(60).default(''),
  service: MeterService.nullable().default(null),
  protocol: MeterProtocol.nullable().default(null),
  busId: DeviceId.nullable().default(null),
  state: MeterState.default('installed'),
  page: z.number().int().min(1).max(100_000).default(1),
  pageSize: z.number().int().min(1).max(200).default(50),
});
export type MeterFilter = z.infer<typeof MeterFilter>;
export const MeterPage = z.object({ rows: z.array(MeterRow), total: z.number() });
export type MeterPage = z.infer<typeof MeterPage>;
