import type { UnixMs } from '../shared/dates.ts';
import type { Grams, Milli } from '../shared/quantity.ts';
import type { DeviceConfig } from './config.schema.ts';

/** What modules know of hardware. Model folders implement these; nobody outside main/devices imports a model. */

/** closed: not asked for · opening · open: bytes flow · silent: open, but nothing heard · lost: gone, being retried. */
export type LinkState = 'closed' | 'opening' | 'open' | 'silent' | 'lost';

/** The reason in one word (the renderer owns the sentence) and the raw detail for support. */
export interface DeviceProblem {
  readonly code:
    | 'port-missing'
    | 'port-busy'
    | 'port-denied'
    | 'host-unreachable'
    | 'unplugged'
    | 'no-answer'
    | 'garbage'
    | 'bad-checksum'
    | 'refused'
    | 'bad-data'
    | 'wrong-unit'
    | 'no-sim'
    | 'sim-locked'
    | 'no-network'
    | 'other';
  readonly detail: string;
  readonly at: UnixMs;
}

export interface LinkStatus {
  readonly state: LinkState;
  readonly problem: DeviceProblem | null;
  readonly statistics: LinkStatistics;
}

export interface LinkStatistics {
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly requests: number;
  readonly answers: number;
  readonly retries: number;
  readonly timeouts: number;
  readonly badFrames: number;
  readonly droppedBytes: number;
  readonly reconnects: number;
}

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
}

export const WEIGHT_STALE_MS = 3000;

/** Register values in thousandths of a kWh; null where the meter has no such register. */
export interface RegisterValues {
  readonly totalMilli: Milli;
  readonly sharpMilli: Milli | null;
  readonly peakMilli: Milli | null;
  readonly flatMilli: Milli | null;
  readonly valleyMilli: Milli | null;
  readonly at: UnixMs;
}

export interface ReadMeterOptions {
  readonly withTou: boolean;
  readonly signal?: AbortSignal;
  /** Somebody waits for it (interactive) or a round of many meters (background, the default). */
  readonly priority?: BusPriority;
}

export type BusPriority = 'interactive' | 'background';

/** One wire with meters on it. Calls queue up; one request is on the wire at a time. */
export interface MeterBusPort {
  status(): LinkStatus;
  /** Fails with a StationError device.* when the meter does not answer or answers an error. */
  readMeter(address: string, options: ReadMeterOptions): Promise<RegisterValues>;
  /** Addresses found on the wire. */
  discover(
    onProgress: (progress: { found: readonly string[]; tried: number; total: number }) => void,
    signal?: AbortSignal,
  ): Promise<readonly string[]>;
  /**
   * Sends one relay command and then reads the meter's status word until it shows what was ordered: only that is done.
   * The command itself goes out at most once, and not at all where the status shows it already; the password is the
   * bus's own setting.
   *
   * Refusals after which the relay certainly is as it was: `device.bad-address`, `device.relay-no-password`,
   * `device.relay-expired`, `device.relay-wrong-password`, `device.relay-refused` (the meter said no), `device.no-answer`
   * (the meter was not there before anything was sent), and the port's own (`device.port-missing`, `device.unplugged` …).
   * Refusals after which it is not known: `device.relay-unknown` (sent, no answer, and the status could not be read) and
   * `device.relay-unmoved` (the status word still shows the old state). Call `readStatus` before ordering again.
   */
  control(address: string, command: RelayCommand): Promise<RelayStatus>;
  /** Status word 3 of the meter (04000503). */
  readStatus(address: string, signal?: AbortSignal): Promise<RelayStatus>;
}

/** 跳闸 · 合闸允许 (a person then presses the button on the meter) · 直接合闸 · 报警 · 报警解除 · 保电 · 保电解除. */
export const RELAY_ACTIONS = [
  'trip',
  'allow-close',
  'close',
  'alarm',
  'alarm-off',
  'keep-power',
  'keep-power-off',
] as const;
export type RelayAction = (typeof RELAY_ACTIONS)[number];

export interface RelayCommand {
  readonly action: RelayAction;
  /** Written into the command: neither the program sends it nor the meter takes it after this moment. */
  readonly validUntil: UnixMs;
  /** Up to eight digits that the meter keeps in its event record; the bus's setting when absent. */
  readonly operatorCode?: string;
}

/** What status word 3 says. */
export interface RelayStatus {
  /** The contact itself: open = the household has no power. */
  readonly isOpen: boolean;
  /** The last order was "open". After `allow-close` it is false while the contact waits for the button. */
  readonly isOrderedOpen: boolean;
  /** The meter warns that it is about to trip. */
  readonly isAlarming: boolean;
  /** The meter refuses to trip. */
  readonly isKeepingPower: boolean;
  readonly word: number;
  readonly at: UnixMs;
}

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
  /** Opens what is newly enabled, closes what is gone, reopens what changed. Never throws for a missing cable. */
  reload(): void;
  statuses(): ReadonlyMap<number, LinkStatus>;
  /** Setting devices up. Absent where a station has no hardware at all. */
  readonly workshop?: DeviceWorkshop;
}

export interface DeviceWorkshop {
  /** Serial ports of this computer; empty where they cannot be listed, so a path can always be typed. */
  ports(): Promise<readonly PortInfo[]>;
  /** Tries a device that need not be saved yet. A device already open on the same wire gives way meanwhile. */
  probe(config: DeviceConfig, options: ProbeOptions): Promise<ProbeResult>;
}

export interface PortInfo {
  readonly path: string;
  /** Maker and serial number, as far as the system knows them. */
  readonly label: string;
}

export interface ProbeOptions {
  /** A meter to read; without it the bus is asked who is there. */
  readonly address?: string;
  /** A modem sends this message; without it only card, network and signal are looked at. */
  readonly message?: { readonly to: string; readonly text: string };
  readonly signal?: AbortSignal;
}

export interface ProbeResult {
  /** Null when everything came as it should. */
  readonly problem: DeviceProblem | null;
  /** Meters that answered; more of them may be on the wire when `isCrowded`. */
  readonly addresses: readonly string[];
  readonly isCrowded: boolean;
  readonly registers: RegisterValues | null;
  readonly weight: WeightReading | null;
  readonly modem: ModemInfo | null;
  readonly sent: SmsSent | null;
  readonly statistics: LinkStatistics;
}
