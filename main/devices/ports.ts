import type { UnixMs } from '../shared/dates.ts';
import type { Grams } from '../shared/quantity.ts';
import type { DeviceConfig, DeviceLink, UsbIdentity } from './config.schema.ts';
import type { DeviceProblem, LinkStatistics, LinkStatus } from './ports/link.ts';
import type { FoundMeter, MeterBusPort, RegisterValues, WireMeter } from './ports/meter.ts';
import type { ReceiptPrinterPort } from './ports/printer.ts';
import type { Detection, DetectProgress, ZeroFate } from './ports/scale.ts';
import type { ScanReading } from './ports/scanner.ts';

export * from './ports/link.ts';
export * from './ports/meter.ts';
export * from './ports/printer.ts';
export * from './ports/scale.ts';
export * from './ports/scanner.ts';

/** What modules know of hardware. Model folders implement these; nobody outside main/devices imports a model. */

export interface WeightReading {
  /** Indicated weight; gross unless the indicator says net. */
  readonly weightGrams: Grams;
  readonly isNet: boolean;
  readonly isStable: boolean;
  readonly isOverloaded: boolean;
  readonly at: UnixMs;
}

/** A continuously sending scale. A reading older than three seconds is stale and must not be used. */
export interface ScalePort {
  status(): LinkStatus;
  latest(): WeightReading | null;
  onReading(listener: (reading: WeightReading) => void): () => void;
  /** Sets what is on the scale now as its zero. Absent where the scale takes no orders. */
  zero?(): Promise<ZeroFate>;
}

export const WEIGHT_STALE_MS = 3000;

/** A GSM modem. Messages queue up; one is sent at a time. */
export interface SmsModemPort {
  status(): LinkStatus;
  /** What the modem last said of its card and its network; null until it has answered. */
  info(): ModemInfo | null;
  /**
   * Sends a text, in as many parts as it needs; resolves when the network has taken all of them.
   *
   * Certainly not sent: `sms.number-invalid`, `sms.text-empty`, `sms.text-too-long`, `sms.no-sim`, `sms.sim-locked`,
   * `sms.no-network`, `sms.modem-silent`, the port's own (`device.port-missing`, `device.unplugged` …), and
   * `sms.refused` with `sent` 0. `sms.refused` with `sent` > 0: so many parts of `parts` went out.
   * `sms.unknown`: handed over without an answer; it may have gone out and is never sent again by itself.
   */
  send(to: string, text: string, options?: { readonly signal?: AbortSignal }): Promise<SmsSent>;
  /** Delivery reports of the network, as they come. */
  onReport(listener: (report: SmsReport) => void): () => void;
}

export interface SmsSent {
  readonly parts: number;
  /** The network's number for each part; a report names it again. They repeat after 255. */
  readonly references: readonly number[];
}

export interface SmsReport {
  readonly reference: number;
  readonly to: string;
  readonly outcome: 'delivered' | 'trying' | 'failed';
  /** TP-Status as it came. */
  readonly statusCode: number;
  readonly at: UnixMs;
}

export interface ModemInfo {
  readonly sim: 'ready' | 'missing' | 'locked' | 'unknown';
  readonly network: 'home' | 'roaming' | 'searching' | 'denied' | 'none' | 'unknown';
  /** Null where the modem does not know. Below -100 is poor, above -80 good. */
  readonly signalDbm: number | null;
  /** Maker and model. */
  readonly name: string;
  readonly at: UnixMs;
}

/** The station's open devices by row id. */
export interface DeviceHost extends AsyncDisposable {
  scale(deviceId: number): ScalePort | undefined;
  meterBus(deviceId: number): MeterBusPort | undefined;
  smsModem(deviceId: number): SmsModemPort | undefined;
  /** Absent where a station has no hardware at all. */
  receiptPrinter?(deviceId: number): ReceiptPrinterPort | undefined;
  /** Opens what is newly enabled, closes what is gone, reopens what changed. Never throws for a missing cable. */
  reload(): void;
  statuses(): ReadonlyMap<number, LinkStatus>;
  /** What was recorded of a device's wire. Absent where a station has no hardware at all. */
  readonly recordings?: DeviceRecordings;
  /** Setting devices up. Absent where a station has no hardware at all. */
  readonly workshop?: DeviceWorkshop;
}

export interface DeviceRecordings {
  /** Oldest first; empty where nothing was recorded. */
  read(deviceId: number): Promise<string>;
  forget(deviceId: number): Promise<void>;
}

export interface DeviceWorkshop {
  /** Serial ports of this computer; empty where they cannot be listed, so a path can always be typed. */
  ports(): Promise<readonly PortInfo[]>;
  /** Tries a device that need not be saved yet. A device already open on the same wire gives way meanwhile. */
  probe(config: DeviceConfig, options: ProbeOptions): Promise<ProbeResult>;
  /**
   * Finds out what scale is on a wire, at the usual speeds, beginning with those of the link. A device already open on
   * the wire gives way meanwhile. Fails with the signal's reason when cancelled.
   */
  detectScale(
    link: DeviceLink,
    onProgress: (progress: DetectProgress) => void,
    signal: AbortSignal,
  ): Promise<Detection>;
}

export interface PortInfo {
  readonly path: string;
  /** Chip or maker and serial number, as far as the system knows them. */
  readonly label: string;
  /** Null where nothing tells this adapter from another of its kind. */
  readonly usb: UsbIdentity | null;
}

export interface ProbeOptions {
  /** A meter to read; without it the bus is asked who is there. */
  readonly meter?: WireMeter;
  /** A modem sends this message; without it only card, network and signal are looked at. */
  readonly message?: { readonly to: string; readonly text: string };
  readonly signal?: AbortSignal;
}

export interface ProbeResult {
  /** Null when everything came as it should. */
  readonly problem: DeviceProblem | null;
  /** Meters that answered; more of them may be on the wire when `isCrowded`. */
  readonly meters: readonly FoundMeter[];
  readonly isCrowded: boolean;
  readonly registers: RegisterValues | null;
  readonly weight: WeightReading | null;
  readonly modem: ModemInfo | null;
  readonly sent: SmsSent | null;
  /** A test page went to the printer. */
  readonly isPrinted: boolean;
  /** What a scanner was shown meanwhile. */
  readonly scan: ScanReading | null;
  readonly statistics: LinkStatistics;
}
