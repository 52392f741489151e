import {
  BusProfile,
  DeviceConfig,
  DeviceLink,
  type DeviceModel,
  GsmProfile,
  type ScaleSetting,
  ToledoProfile,
  type UsbIdentity,
  usualSerial,
  YaohuaProfile,
} from '../../../main/devices/config.schema.ts';
import { PrinterProfile } from '../../../main/devices/printer-escpos/profile.schema.ts';
import { BcdScaleProfile } from '../../../main/devices/scale-bcd/profile.schema.ts';
import { TextScaleProfile } from '../../../main/devices/scale-text/profile.schema.ts';
import { ScannerProfile } from '../../../main/devices/scanner-serial/profile.schema.ts';
import { formatScaled, parseScaled } from '../../../main/shared/money.ts';
import type { Device } from './device-state.ts';

/** The form's fields, flat: which of them count depends on the model and on how it is connected. */
export interface DeviceFields {
  readonly name: string;
  readonly isEnabled: boolean;
  readonly model: DeviceModel;
  readonly linkType: DeviceLink['type'];
  readonly path: string;
  /** The adapter that was chosen from the list; null where the port was typed. */
  readonly usb: UsbIdentity | null;
  readonly baud: number;
  readonly parity: 'none' | 'even' | 'odd';
  readonly dataBits: 7 | 8;
  readonly stopBits: 1 | 2;
  readonly host: string;
  readonly port: number | null;
  readonly memoryName: string;
  readonly answerMs: number;
  readonly retries: number;
  readonly form: YaohuaProfile['form'];
  readonly unit: YaohuaProfile['unit'];
  readonly stableFrames: number;
  readonly checksum: ToledoProfile['checksum'];
  readonly grammar: TextScaleProfile['grammar'];
  readonly ask: string;
  readonly askMs: number;
  readonly decimals: number | null;
  readonly stableWithinMs: number;
  readonly trustsMotion: boolean;
  readonly point: BcdScaleProfile['point'];
  readonly order: BcdScaleProfile['order'];
  readonly hasUnitByte: boolean;
  readonly smsc: string;
  readonly sendSeconds: number;
  readonly validHours: number;
  readonly mostParts: number;
  readonly wantsReports: boolean;
  readonly columns: PrinterProfile['columns'];
  readonly encoding: PrinterProfile['encoding'];
  readonly cut: PrinterProfile['cut'];
  readonly drawer: PrinterProfile['drawer'];
  readonly answersStatus: boolean;
  readonly isDefault: boolean;
  readonly ending: ScannerProfile['ending'];
  readonly repeatMs: number;
  /** Kilograms as typed; empty = none. */
  readonly capacityKg: string;
}

const DEFAULTS = {
  bus: BusProfile.parse({}),
  yaohua: YaohuaProfile.parse({}),
  toledo: ToledoProfile.parse({}),
  'scale-text': TextScaleProfile.parse({}),
  'scale-bcd': BcdScaleProfile.parse({}),
  gsm: GsmProfile.parse({}),
  escpos: PrinterProfile.parse({}),
  'serial-scanner': ScannerProfile.parse({}),
};

/** The fields of a new device, or of the one that is edited. */
export function fieldsOf(device: Device | undefined): DeviceFields {
  const model = device?.config.model ?? 'meter-bus';
  const link = device?.config.link;
  const empty: DeviceFields = {
    name: device?.name ?? '',
    isEnabled: device?.isEnabled ?? true,
    model,
    linkType: link?.type ?? 'serial',
    path: '',
    usb: null,
    ...usualSerial(model),
    host: '',
    port: null,
    memoryName: '',
    ...gsmFields(DEFAULTS.gsm),
    ...DEFAULTS.bus,
    ...DEFAULTS.escpos,
    ...DEFAULTS['serial-scanner'],
    ...DEFAULTS['scale-bcd'],
    ...DEFAULTS['scale-text'],
    ...DEFAULTS.yaohua,
    ...DEFAULTS.toledo,
    capacityKg: capacityText(device?.config),
  };
  const { config } = device ?? {};
  if (!config) return empty;
  const profile = config.model === 'gsm-modem' ? gsmFields(config.profile) : config.profile;
  return { ...empty, ...linkFields(config.link), ...profile };
}

function gsmFields({ sendMs, ...profile }: GsmProfile) {
  return { ...profile, sendSeconds: Math.round(sendMs / 1000) };
}

function linkFields(link: DeviceLink): Partial<DeviceFields> {
  if (link.type === 'memory') return { memoryName: link.name };
  const { type: _, ...fields } = link;
  return fields;
}

function capacityText(config: DeviceConfig | undefined): string {
  if (!config || !('capacityGrams' in config.profile) || config.profile.capacityGrams === null) return '';
  return formatScaled(config.profile.capacityGrams, 3);
}

/** What a model is set to until somebody knows better. */
export function usualFields(model: DeviceModel): Partial<DeviceFields> {
  if (model === 'yaohua' || model === 'toledo' || model === 'scale-text' || model === 'scale-bcd')
    return DEFAULTS[model];
  if (model === 'escpos' || model === 'serial-scanner') return DEFAULTS[model];
  return { answerMs: model === 'gsm-modem' ? DEFAULTS.gsm.answerMs : DEFAULTS.bus.answerMs };
}

/** The fields of a scale that was found out. */
export function settingFields({ model, profile }: ScaleSetting): Partial<DeviceFields> {
  const { capacityGrams: _, ...fields } = profile;
  return { model, ...fields };
}

/** Grams; null for none; undefined for what is no weight. */
export function capacityGrams(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  try {
    const grams = parseScaled(text, 3);
    return grams > 0 ? grams : undefined;
  } catch {
    return undefined;
  }
}

/** What the fields say, or null where they say nothing valid. */
export function configOf(fields: DeviceFields): DeviceConfig | null {
  const parsed = DeviceConfig.safeParse({ model: fields.model, link: linkOf(fields), profile: profileOf(fields) });
  return parsed.success ? parsed.data : null;
}

/** The wire as it is filled in, or null while it is not. */
export function linkOfFields(fields: DeviceFields): DeviceLink | null {
  const parsed = DeviceLink.safeParse(linkOf(fields));
  return parsed.success ? parsed.data : null;
}

function linkOf({ linkType: type, ...fields }: DeviceFields): unknown {
  if (type === 'tcp') return { type, host: fields.host, port: fields.port };
  if (type === 'memory') return { type, name: fields.memoryName };
  const { path, usb, baud, parity, dataBits, stopBits } = fields;
  return { type, path, ...(usb && { usb }), baud, parity, dataBits, stopBits };
}

function profileOf(fields: DeviceFields): unknown {
  const { answerMs, retries, form, unit, stableFrames, checksum } = fields;
  const capacity = capacityGrams(fields.capacityKg);
  switch (fields.model) {
    case 'meter-bus':
      return { answerMs, retries };
    case 'yaohua':
      return { form, unit, stableFrames, capacityGrams: capacity };
    case 'toledo':
      return { checksum, capacityGrams: capacity };
    case 'scale-text': {
      const { grammar, ask, askMs, decimals, stableWithinMs, trustsMotion } = fields;
      const whole = decimals ?? null;
      const rule = { stableFrames, stableWithinMs, trustsMotion, capacityGrams: capacity };
      return { grammar, ask: ask ?? '', askMs, unit, decimals: whole, ...rule };
    }
    case 'scale-bcd': {
      const { point, order, hasUnitByte } = fields;
      return { point, order, hasUnitByte, unit, stableFrames, capacityGrams: capacity };
    }
    case 'escpos': {
      const { columns, encoding, cut, drawer, answersStatus, isDefault } = fields;
      return { columns, encoding, cut, drawer, answersStatus, isDefault };
    }
    case 'serial-scanner':
      return { ending: fields.ending, repeatMs: fields.repeatMs };
    case 'gsm-modem': {
      const { smsc, sendSeconds, validHours, mostParts, wantsReports } = fields;
      return { smsc, answerMs, sendMs: sendSeconds * 1000, validHours, mostParts, wantsReports };
    }
  }
}
