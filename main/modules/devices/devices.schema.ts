import { z } from 'zod';
import { DeviceConfig, METER_PROTOCOLS, MeterProfile, UsbIdentity } from '../../devices/config.schema.ts';
import { LineSettings } from '../../devices/link/line.schema.ts';
import { DeviceId, RequestId } from '../../shared/ids.ts';

export const DeviceKindName = z.enum(['meter-bus', 'scale', 'modem', 'printer', 'scanner']);
const DeviceName = z.string().trim().min(1).max(40);
const Version = z.number().int().positive();

export const LinkState = z.enum(['closed', 'opening', 'open', 'silent', 'lost']);
export const ProblemCode = z.enum([
  'port-missing',
  'port-busy',
  'port-denied',
  'host-unreachable',
  'unplugged',
  'no-answer',
  'garbage',
  'bad-checksum',
  'duplicate-address',
  'refused',
  'bad-data',
  'wrong-unit',
  'no-sim',
  'sim-locked',
  'no-network',
  'no-paper',
  'paper-low',
  'cover-open',
  'stopped',
  'other',
]);
export const Problem = z.object({ code: ProblemCode, detail: z.string(), at: z.number() });

export const Statistics = z.object({
  bytesIn: z.number(),
  bytesOut: z.number(),
  requests: z.number(),
  answers: z.number(),
  retries: z.number(),
  timeouts: z.number(),
  badFrames: z.number(),
  droppedBytes: z.number(),
  reconnects: z.number(),
});

export const Status = z.object({ state: LinkState, problem: Problem.nullable(), statistics: Statistics });

export const Weight = z.object({
  weightGrams: z.number(),
  isNet: z.boolean(),
  isStable: z.boolean(),
  isOverloaded: z.boolean(),
  at: z.number(),
});

/** Thousandths of a kWh (m³, kW, kvarh); null where the meter has no such register. */
export const Registers = z.object({
  totalMilli: z.number(),
  sharpMilli: z.number().nullable(),
  peakMilli: z.number().nullable(),
  flatMilli: z.number().nullable(),
  valleyMilli: z.number().nullable(),
  reverseMilli: z.number().nullable(),
  demandMilli: z.number().nullable(),
  reactiveMilli: z.number().nullable(),
  /** The meter sends more digits than its kind of number can carry. */
  isImprecise: z.literal(true).optional(),
  at: z.number(),
});
export type Registers = z.infer<typeof Registers>;

/** What a modem last said of its card and its network. */
export const Modem = z.object({
  sim: z.enum(['ready', 'missing', 'locked', 'unknown']),
  network: z.enum(['home', 'roaming', 'searching', 'denied', 'none', 'unknown']),
  signalDbm: z.number().nullable(),
  name: z.string(),
  at: z.number(),
});
export type Modem = z.infer<typeof Modem>;

export const RelayStatus = z.object({
  isOpen: z.boolean(),
  isOrderedOpen: z.boolean(),
  isAlarming: z.boolean(),
  isKeepingPower: z.boolean(),
  word: z.number(),
  at: z.number(),
});
export type RelayStatus = z.infer<typeof RelayStatus>;

const AccessLevel = z.number().int().min(0).max(9);
const OperatorCode = z.string().regex(/^\d{8}$/);

/** A device as the list shows it. `status` is null while it is disabled. */
export const DeviceView = z.object({
  deviceId: DeviceId,
  kind: DeviceKindName,
  name: z.string(),
  config: DeviceConfig,
  isEnabled: z.boolean(),
  isRecorded: z.boolean(),
  meterCount: z.number(),
  /** Meters of a bus that fell silent and are left alone meanwhile. */
  silentMeters: z.number(),
  version: z.number(),
  status: Status.nullable(),
  /** Last weight of a scale, however old. */
  weight: Weight.nullable(),
  /** Null until a modem has answered. */
  modem: Modem.nullable(),
  /** How relays on this bus are ordered, without the password; null where none is set. */
  relayAccess: z.object({ level: AccessLevel, operatorCode: OperatorCode }).nullable(),
});
export type DeviceView = z.infer<typeof DeviceView>;

export const CreateDevice = z.strictObject({
  name: DeviceName,
  config: DeviceConfig,
  isEnabled: z.boolean().default(true),
  requestId: RequestId,
});
export type CreateDevice = z.infer<typeof CreateDevice>;
export const UpdateDevice = z.strictObject({
  deviceId: DeviceId,
  version: Version,
  name: DeviceName,
  config: DeviceConfig,
  isEnabled: z.boolean(),
});
export type UpdateDevice = z.infer<typeof UpdateDevice>;
export const EnableDevice = z.strictObject({ deviceId: DeviceId, version: Version, isEnabled: z.boolean() });
export type EnableDevice = z.infer<typeof EnableDevice>;
export const RemoveDevice = z.strictObject({ deviceId: DeviceId, version: Version });
export type RemoveDevice = z.infer<typeof RemoveDevice>;

export const DeviceOnly = z.strictObject({ deviceId: DeviceId });
export const RecordDevice = z.strictObject({ deviceId: DeviceId, isOn: z.boolean() });
export type RecordDevice = z.infer<typeof RecordDevice>;
export const Recording = z.object({ fileName: z.string(), isEmpty: z.boolean(), text: z.string() });
export type Recording = z.infer<typeof Recording>;

/** Null forgets it. A password that is not given stays what it was. */
export const SetRelayAccess = z.strictObject({
  deviceId: DeviceId,
  access: z
    .strictObject({
      level: AccessLevel,
      operatorCode: OperatorCode,
      password: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
    })
    .nullable(),
});
export type SetRelayAccess = z.infer<typeof SetRelayAccess>;

export const PortChoice = z.object({ path: z.string(), label: z.string(), usb: UsbIdentity.nullable() });

/** A meter that need not be registered: what its protocol takes for an address is the driver's own business. */
const MeterOnWire = z.strictObject({
  protocol: z.enum(METER_PROTOCOLS).default('dlt645-2007'),
  address: z.string().trim().max(40),
  line: LineSettings.nullable().default(null),
  /** Null = as the makers ship it. */
  profile: MeterProfile.nullable().default(null),
});
export type MeterOnWire = z.infer<typeof MeterOnWire>;

/** A modem sends the message; it costs money and reaches somebody. */
export const TestDevice = z.strictObject({
  config: DeviceConfig,
  meter: MeterOnWire.optional(),
  message: z.strictObject({ to: z.string().trim().min(1).max(40), text: z.string().min(1).max(500) }).optional(),
});
export type TestDevice = z.infer<typeof TestDevice>;
/** A meter a wire search met. */
const FoundMeter = z.object({
  protocol: z.enum(METER_PROTOCOLS),
  address: z.string(),
  line: LineSettings.nullable(),
  note: z.string().optional(),
  profile: MeterProfile.optional(),
});
export const TestResult = z.object({
  problem: Problem.nullable(),
  meters: z.array(FoundMeter),
  isCrowded: z.boolean(),
  registers: Registers.nullable(),
  weight: Weight.nullable(),
  modem: Modem.nullable(),
  sent: z.object({ parts: z.number() }).nullable(),
  isPrinted: z.boolean(),
  scan: z.object({ text: z.string(), symbology: z.string().nullable(), at: z.number() }).nullable(),
  statistics: Statistics,
});
export type TestResult = z.infer<typeof TestResult>;

export const BusOnly = z.strictObject({ busId: DeviceId });

/** What a bus has learnt of its wire and of the meters that were asked on it. */
export const BusReport = z.object({
  echo: z.enum(['unknown', 'yes', 'no']),
  lineChanges: z.number(),
  ignoredLines: z.number(),
  stations: z.array(
    z.object({
      protocol: z.enum(METER_PROTOCOLS),
      address: z.string(),
      answers: z.number(),
      failures: z.number(),
      usualMs: z.number().nullable(),
      waitMs: z.number().nullable(),
      lastAnswerAt: z.number().nullable(),
      isShared: z.boolean(),
      quarantinedUntil: z.number().nullable(),
    }),
  ),
});
export type BusReport = z.infer<typeof BusReport>;

export const ReleaseMeter = z.strictObject({
  busId: DeviceId,
  protocol: z.enum(METER_PROTOCOLS),
  address: z.string().max(40),
});
export type ReleaseMeter = z.infer<typeof ReleaseMeter>;

/** Which protocols are looked for, and on which lines: none = as the wire itself is set. */
export const StartSearch = z.strictObject({
  busId: DeviceId,
  protocols: z.array(z.enum(METER_PROTOCOLS)).min(1).default(['dlt645-2007']),
  lines: z.array(LineSettings).max(20).default([]),
});
export type StartSearch = z.input<typeof StartSearch>;

/** The search of one bus; the last one stays until the next begins or the program ends. */
export const Search = z.object({
  /** Job name of the live `progress` messages. */
  job: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  found: z.array(FoundMeter),
  tried: z.number(),
  total: z.number(),
  /** Why it failed: an error code and its figures. */
  refusal: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
});
export type Search = z.infer<typeof Search>;

export const ReadNow = MeterOnWire.extend({ busId: DeviceId });
export type ReadNow = z.infer<typeof ReadNow>;

const Phases = z.tuple([z.number().nullable(), z.number().nullable(), z.number().nullable()]);
/** Thousandths of V, A, kW and Hz. */
export const Power = z.object({
  voltageMilli: Phases,
  currentMilli: Phases,
  powerMilli: z.object({
    total: z.number().nullable(),
    a: z.number().nullable(),
    b: z.number().nullable(),
    c: z.number().nullable(),
  }),
  powerFactorMilli: z.number().nullable(),
  frequencyMilli: z.number().nullable(),
  at: z.number(),
});
/** All that a meter can be asked with settings that need not be saved; no live values where it has none. */
export const Trial = z.object({ registers: Registers, power: Power.nullable() });
export type Trial = z.infer<typeof Trial>;
