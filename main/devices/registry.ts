import type { DeviceConfig } from './config.schema.ts';
import type { LinkOptions } from './link/link.ts';
import { createMeterBus, type MeterBus, type MeterBusOptions } from './meter-bus.ts';
import { createGsmModem, type GsmModem } from './modem-gsm/driver.ts';
import type { LinkStatus, ScalePort, ScannerPort } from './ports.ts';
import { createEscPosPrinter, type EscPosPrinter } from './printer-escpos/driver.ts';
import { createScale } from './scales.ts';
import { createSerialScanner } from './scanner-serial/driver.ts';

/** One device with its wire, of whatever model. Made closed. */
export interface RunningDevice {
  readonly port:
    | { readonly kind: 'meter-bus'; readonly bus: MeterBus }
    | { readonly kind: 'scale'; readonly scale: ScalePort }
    | { readonly kind: 'modem'; readonly modem: GsmModem }
    | { readonly kind: 'printer'; readonly printer: EscPosPrinter }
    | { readonly kind: 'scanner'; readonly scanner: ScannerPort };
  status(): LinkStatus;
  /** Phase or problem changed. */
  onStatus(listener: () => void): void;
  start(): void;
  stop(): Promise<void>;
}

/** What a device needs of the station beside its wire. */
export type DeviceSurroundings = Pick<MeterBusOptions, 'zone' | 'relayAccess'>;

/** The one place that knows which driver belongs to which model. */
export function createDevice(
  config: DeviceConfig,
  link: LinkOptions,
  surroundings: DeviceSurroundings = {},
): RunningDevice {
  if (config.model === 'gsm-modem') {
    const modem = createGsmModem({ ...link, profile: config.profile });
    const { status, onStatus, start, stop } = modem;
    return { port: { kind: 'modem', modem }, status, onStatus, start, stop };
  }
  if (config.model === 'escpos') {
    const printer = createEscPosPrinter({ ...link, profile: config.profile });
    const { status, onStatus, start, stop } = printer;
    return { port: { kind: 'printer', printer }, status, onStatus, start, stop };
  }
  if (config.model === 'serial-scanner') {
    const scanner = createSerialScanner({ ...link, profile: config.profile });
    const { status, onStatus, start, stop } = scanner;
    return { port: { kind: 'scanner', scanner }, status, onStatus, start, stop };
  }
  if (config.model === 'meter-bus') {
    const meters = createMeterBus({ ...link, ...surroundings, profile: config.profile });
    const { onStatus, start, stop } = meters.bus;
    return { port: { kind: 'meter-bus', bus: meters }, status: meters.status, onStatus, start, stop };
  }
  const scale = createScale(config, link);
  const { status, onStatus, start, stop } = scale;
  return { port: { kind: 'scale', scale }, status, onStatus, start, stop };
}
