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
}

/** The station's open devices by row id. */
export interface DeviceHost extends AsyncDisposable {
  scale(deviceId: number): ScalePort | undefined;
  meterBus(deviceId: number): MeterBusPort | undefined;
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
  readonly statistics: LinkStatistics;
}
