import { z } from 'zod';
import { LineSettings } from './link/line.schema.ts';
import { CJT188_PRESETS, Cjt188Profile, HEAT_TYPES } from './meter-cjt188/profile.schema.ts';
import { Dlt645Profile } from './meter-dlt645/profile.schema.ts';
import { Dlt645Of1997Profile } from './meter-dlt645-1997/profile.schema.ts';
import { DsmrP1Profile } from './meter-dsmr-p1/profile.schema.ts';
import { Iec62056Profile } from './meter-iec62056/profile.schema.ts';
import { ModbusProfile, totalOf } from './meter-modbus/profile.schema.ts';
import { PrinterProfile } from './printer-escpos/profile.schema.ts';

import { BcdScaleProfile } from './scale-bcd/profile.schema.ts';
import { TextScaleProfile } from './scale-text/profile.schema.ts';
import { ScannerProfile } from './scanner-serial/profile.schema.ts';

/** How a device is reached and what it is: stored with the device row, sent by the form, handed to the drivers. */

/** What an adapter is known by in whichever USB socket it is. */
export const UsbIdentity = z.strictObject({
  vendorId: z.string().max(10),
  productId: z.string().max(10),
  serialNumber: z.string().min(1).max(100),
});
export type UsbIdentity = z.infer<typeof UsbIdentity>;

export const SerialLink = z.strictObject({
  type: z.literal('serial'),
  /** "/dev/ttyUSB0", "/dev/serial/by-id/…", "COM3". */
  path: z.string().trim().min(1).max(200),
  /** Looked for under another name where the path is gone. Absent for adapters without a number of their own. */
  usb: UsbIdentity.optional(),
  ...LineSettings.shape,
});
export type SerialLink = z.infer<typeof SerialLink>;

/** A serial server on the office network, in raw TCP mode. */
export const TcpLink = z.strictObject({
  type: z.literal('tcp'),
  host: z.string().trim().min(1).max(200),
  port: z.number().int().min(1).max(65_535),
});
export type TcpLink = z.infer<typeof TcpLink>;

/** A named pair inside the program, for simulators. */
export const MemoryLink = z.strictObject({ type: z.literal('memory'), name: z.string().trim().min(1).max(60) });
export type MemoryLink = z.infer<typeof MemoryLink>;

export const DeviceLink = z.discriminatedUnion('type', [SerialLink, TcpLink, MemoryLink]);
export type DeviceLink = z.infer<typeof DeviceLink>;

/** What the meters of a bus can speak; one wire may carry any mix of them. */
export const METER_PROTOCOLS = ['dlt645-2007', 'dlt645-1997', 'cjt188', 'modbus', 'iec62056-21', 'dsmr-p1'] as const;
export type MeterProtocolName = (typeof METER_PROTOCOLS)[number];

/** How one meter speaks its protocol. Each protocol's part stands in its own folder; every field has a default. */
export const MeterProfile = z.discriminatedUnion('protocol', [
  Dlt645Profile,
  Dlt645Of1997Profile,
  Cjt188Profile,
  ModbusProfile,
  Iec62056Profile,
  DsmrP1Profile,
]);
export type MeterProfile = z.infer<typeof MeterProfile>;
/** The profile of one protocol. */
export type ProfileOf<P extends MeterProtocolName> = Extract<MeterProfile, { protocol: P }>;

/** Whether the program can order the meter's relay or valve; where not, somebody goes there. */
export function canSwitch(profile: MeterProfile | null): boolean {
  return profile?.protocol === 'dlt645-2007' || (profile?.protocol === 'cjt188' && profile.hasValve);
}

/** A meter of which nothing more is known than what it measures. */
export function usualProfile(protocol: MeterProtocolName, service?: string): MeterProfile {
  return MeterProfile.parse(
    protocol === 'cjt188' && service === 'gas' ? { protocol, ...CJT188_PRESETS.gas } : { protocol },
  );
}

/** What a profile makes of the meter's total; null where it does not say. */
export function quantityOf(profile: MeterProfile): 'energy' | 'volume' | null {
  if (profile.protocol === 'cjt188') return HEAT_TYPES.has(profile.type) ? 'energy' : 'volume';
  if (profile.protocol === 'modbus') return totalOf(profile);
  if (profile.protocol === 'iec62056-21') return profile.unit === 'm3' ? 'volume' : 'energy';
  if (profile.protocol === 'dsmr-p1' && profile.unit !== 'any') return profile.unit === 'm3' ? 'volume' : 'energy';
  return null;
}

/** What the makers ship: where a search begins and what the form proposes. */
export const USUAL_LINES: Readonly<Record<MeterProtocolName, LineSettings>> = {
  'dlt645-2007': { baud: 2400, parity: 'even', dataBits: 8, stopBits: 1 },
  'dlt645-1997': { baud: 1200, parity: 'even', dataBits: 8, stopBits: 1 },
  cjt188: { baud: 2400, parity: 'even', dataBits: 8, stopBits: 1 },
  modbus: { baud: 9600, parity: 'none', dataBits: 8, stopBits: 1 },
  'iec62056-21': { baud: 300, parity: 'even', dataBits: 7, stopBits: 1 },
  'dsmr-p1': { baud: 115_200, parity: 'none', dataBits: 8, stopBits: 1 },
};

/** The wire itself. Answers come 20 to 500 ms after the request; converters and radio links add to that. */
export const BusProfile = z.strictObject({
  answerMs: z.number().int().min(200).max(10_000).default(900),
  retries: z.number().int().min(0).max(5).default(2),
});
export type BusProfile = z.infer<typeof BusProfile>;

/** Above this gross weight the scale counts as overloaded, for indicators that cannot say so. */
const CapacityGrams = z.number().int().positive().max(1_000_000_000).nullable().default(null);

export const YaohuaProfile = z.strictObject({
  /** Parameter "tF" of the indicator; "wn" for the text lines of the A12. */
  form: z.enum(['tF0', 'tF1', 'tF2', 'wn']).default('tF0'),
  /** What the indicator is set to: only the text lines say it. */
  unit: z.enum(['kg', 'g']).default('kg'),
  /** The indicator does not tell motion: this many equal weights within a second count as stable. */
  stableFrames: z.number().int().min(2).max(10).default(3),
  capacityGrams: CapacityGrams,
});
export type YaohuaProfile = z.infer<typeof YaohuaProfile>;

export const ToledoProfile = z.strictObject({
  checksum: z.enum(['auto', 'on', 'off']).default('auto'),
  capacityGrams: CapacityGrams,
});
export type ToledoProfile = z.infer<typeof ToledoProfile>;

const SmscNumber = z
  .string()
  .trim()
  .regex(/^(\+?\d{3,20})?$/);

/** A GSM modem in PDU mode. */
export const GsmProfile = z.strictObject({
  /** Service centre for cards that carry none; empty = the card's. */
  smsc: SmscNumber.default(''),
  /** To ordinary questions; the message itself takes longer. */
  answerMs: z.number().int().min(500).max(30_000).default(3000),
  /** From the last byte of a message to the network's answer. */
  sendMs: z.number().int().min(5000).max(180_000).default(60_000),
  /** How long the network keeps a message for a phone that is off. */
  validHours: z.number().int().min(1).max(720).default(72),
  mostParts: z.number().int().min(1).max(10).default(5),
  wantsReports: z.boolean().default(true),
});
export type GsmProfile = z.infer<typeof GsmProfile>;

export const DEVICE_MODELS = [
  'meter-bus',
  'yaohua',
  'toledo',
  'scale-text',
  'scale-bcd',
  'gsm-modem',
  'escpos',
  'serial-scanner',
] as const;
export type DeviceModel = (typeof DEVICE_MODELS)[number];
export const SCALE_MODELS = ['yaohua', 'toledo', 'scale-text', 'scale-bcd'] as const satisfies readonly DeviceModel[];
export type ScaleModel = (typeof SCALE_MODELS)[number];
export type DeviceKind = 'meter-bus' | 'scale' | 'modem' | 'printer' | 'scanner';

export const DeviceConfig = z.discriminatedUnion('model', [
  z.strictObject({ model: z.literal('meter-bus'), link: DeviceLink, profile: BusProfile }),
  z.strictObject({ model: z.literal('yaohua'), link: DeviceLink, profile: YaohuaProfile }),
  z.strictObject({ model: z.literal('toledo'), link: DeviceLink, profile: ToledoProfile }),
  z.strictObject({ model: z.literal('scale-text'), link: DeviceLink, profile: TextScaleProfile }),
  z.strictObject({ model: z.literal('scale-bcd'), link: DeviceLink, profile: BcdScaleProfile }),
  z.strictObject({ model: z.literal('gsm-modem'), link: DeviceLink, profile: GsmProfile }),
  z.strictObject({ model: z.literal('escpos'), link: DeviceLink, profile: PrinterProfile }),
  z.strictObject({ model: z.literal('serial-scanner'), link: DeviceLink, profile: ScannerProfile }),
]);
export type DeviceConfig = z.infer<typeof DeviceConfig>;
/** What is known of a scale beside its wire. */
export type ScaleSetting = {
  [M in ScaleModel]: Pick<Extract<DeviceConfig, { model: M }>, 'model' | 'profile'>;
}[ScaleModel];

export function kindOf(model: DeviceModel): DeviceKind {
  if (model === 'gsm-modem') return 'modem';
  if (model === 'escpos') return 'printer';
  if (model === 'serial-scanner') return 'scanner';
  return model === 'meter-bus' ? 'meter-bus' : 'scale';
}

/** The wire a link uses: two devices cannot share one. */
export function linkKey(link: DeviceLink): string {
  if (link.type === 'serial') return `serial:${link.path}`;
  return link.type === 'tcp' ? `tcp:${link.host}:${link.port}` : `memory:${link.name}`;
}

/** What the maker ships: DL/T 645 meters 2400 8E1, indicators, printers and scanners 9600 8N1, modems 115200 8N1. */
export function usualSerial(model: DeviceModel): LineSettings {
  if (model === 'meter-bus') return USUAL_LINES['dlt645-2007'];
  return { baud: model === 'gsm-modem' ? 115_200 : 9600, parity: 'none', dataBits: 8, stopBits: 1 };
}
