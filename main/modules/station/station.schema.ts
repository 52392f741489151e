import { z } from 'zod';
import { RequestId } from '../../shared/ids.ts';
import { ROLES } from '../../shared/permissions.ts';

export const StationKind = z.enum(['gas-station', 'property-office', 'both']);
export type StationKind = z.infer<typeof StationKind>;

/** A login of a demo station, shown on its login page: it guards nothing. A real station has none. */
export const DemoLogin = z.object({
  loginName: z.string(),
  password: z.string(),
  displayName: z.string(),
  roles: z.array(z.enum(ROLES)).readonly(),
});
export type DemoLogin = z.infer<typeof DemoLogin>;

/** What the station says about itself before anybody is logged in. */
export const StationState = z.object({
  isSetUp: z.boolean(),
  name: z.string(),
  kind: StationKind,
  zone: z.string(),
  isDemo: z.boolean(),
  demoLogins: z.array(DemoLogin),
  /** The first page can offer to build the demo station. */
  canOpenDemo: z.boolean(),
  version: z.string(),
});
export type StationState = z.infer<typeof StationState>;

export const SetUp = z.strictObject({
  stationName: z.string().trim().min(1).max(60),
  kind: StationKind,
  loginName: z.string().trim().min(2).max(40),
  displayName: z.string().trim().min(1).max(40),
  password: z.string().min(8).max(128),
  requestId: RequestId,
});
export type SetUp = z.infer<typeof SetUp>;

/** Doubts of readings a station may let pass unreviewed. What ran backwards or contradicts another reading is not among them. */
export const WAIVABLE_DOUBTS = ['zero', 'gap', 'photo-missing', 'high', 'tou-sum'] as const;
const WaivableDoubt = z.enum(WAIVABLE_DOUBTS);

/** Printed on bills, receipts and notices. */
export const StationSettings = z.strictObject({
  name: z.string().trim().min(1).max(60),
  kind: StationKind,
  phone: z.string().trim().max(40),
  address: z.string().trim().max(120),
  lanDoor: z.boolean(),
  /** Another person approves a billing run before it is issued. */
  runApproval: z.boolean().default(false),
  /** Doubts that nobody has to decide about: such a reading counts at once and keeps the doubt. */
  reviewWaived: z.array(WaivableDoubt).readonly().default([]),
});
export type StationSettings = z.infer<typeof StationSettings>;

/** Where the station lives on its computer. */
export const StationPlace = z.object({ folder: z.string(), databaseBytes: z.number(), version: z.string() });
export type StationPlace = z.infer<typeof StationPlace>;
