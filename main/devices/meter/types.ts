import type { Bus } from '../bus/types.ts';
import type { BusProfile, MeterProtocolName } from '../config.schema.ts';
import type { LineSettings } from '../link/line.schema.ts';
import type { Timers } from '../link/timers.ts';
import type {
  Asking,
  DemandValues,
  DiscoveryProgress,
  FoundMeter,
  FrozenPoint,
  FrozenValues,
  MeterState,
  PowerValues,
  ReadRegisters,
  RegisterValues,
  RelayCommand,
  RelayStatus,
  WireMeter,
} from '../ports/meter.ts';

/**
 * What one protocol can do on a bus. A call that a protocol does not have is left out: the bus then answers
 * `device.not-supported`. Calls fail with a StationError device.*; `meterRefusal` makes one of what the bus met.
 */
export interface MeterDriver {
  /** As the protocol writes it; null for what is none. Every other call gets a meter whose address was taken through it. */
  normaliseAddress(text: string): string | null;
  readRegisters(meter: WireMeter, options: ReadRegisters & Asking): Promise<RegisterValues>;
  readPower?(meter: WireMeter, asking: Asking): Promise<PowerValues>;
  readState?(meter: WireMeter, asking: Asking): Promise<MeterState>;
  readFrozen?(meter: WireMeter, which: FrozenPoint, asking: Asking): Promise<FrozenValues>;
  readDemand?(meter: WireMeter, asking: Asking): Promise<DemandValues>;
  broadcastClock?(at: number, asking: Asking & { readonly line: LineSettings | null }): Promise<void>;
  /** Every meter that hears it keeps its registers now. */
  broadcastFreeze?(asking: Asking & { readonly line: LineSettings | null }): Promise<void>;
  /** What a meter kept at the last such broadcast. */
  readInstantFreeze?(meter: WireMeter, asking: Asking): Promise<FrozenValues>;
  writeClock?(meter: WireMeter, asking: Asking): Promise<void>;
  control?(meter: WireMeter, command: RelayCommand): Promise<RelayStatus>;
  readStatus?(meter: WireMeter, signal?: AbortSignal): Promise<RelayStatus>;
  /** On each of the lines; an empty list = on the wire's own. */
  discover?(
    options: { readonly lines: readonly LineSettings[] },
    onProgress: (progress: DiscoveryProgress) => void,
    signal?: AbortSignal,
  ): Promise<readonly FoundMeter[]>;
  /** Who answers at once, without searching: for the test of a new bus. */
  whoIsThere?(signal?: AbortSignal): Promise<{ readonly found: readonly FoundMeter[]; readonly isCrowded: boolean }>;
}

/** What opens a meter to a command: the level's digit, six digits, eight digits. */
export interface RelayAccess {
  readonly level: number;
  readonly password: string;
  readonly operatorCode: string;
}

/** What a driver is made of. */
export interface DriverTools {
  readonly bus: Bus;
  readonly timers: Timers;
  readonly now: () => number;
  /** The meters' clocks run in the station's zone. */
  readonly zone: string;
  readonly profile: BusProfile;
  /** Looked up at the moment of an order, so that a changed password needs no reopening; null = no relay is ordered here. */
  readonly relayAccess: () => RelayAccess | null;
}

/** Quarantine and answering times are kept by this name. */
export function stationOf({ protocol, address }: { protocol: MeterProtocolName; address: string }): string {
  return `${protocol}:${address}`;
}
