import { z } from 'zod';
import { RequestId } from '../../shared/ids.ts';

export const StationKind = z.enum(['gas-station', 'property-office', 'both']);
export type StationKind = z.infer<typeof StationKind>;

/** What the station says about itself before anybody is logged in. */
export const StationState = z.object({
  isSetUp: z.boolean(),
  name: z.string(),
  kind: StationKind,
  zone: z.string(),
  isDemo: z.boolean(),
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

/** Printed on bills, receipts and notices. */
export const StationSettings = z.strictObject({
  name: z.string().trim().min(1).max(60),
  kind: StationKind,
  phone: z.string().trim().max(40),
  address: z.string().trim().max(120),
  lanDoor: z.boolean(),
});
export type StationSettings = z.infer<typeof StationSettings>;
