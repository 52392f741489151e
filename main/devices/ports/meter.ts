import type { UnixMs } from '../../shared/dates.ts';
import type { Milli } from '../../shared/quantity.ts';
import type { MeterProfile, MeterProtocolName } from '../config.schema.ts';
import type { LineSettings } from '../link/line.schema.ts';
import type { BusReport, LinkStatus } from './link.ts';

/** What modules know of meters on a wire. */

/** A meter as its row describes it. */
export interface WireMeter {
  readonly protocol: MeterProtocolName;
  readonly address: string;
  /** Null = as the wire itself is set. */
  readonly line: LineSettings | null;
  readonly profile: MeterProfile;
}

/** Somebody waits for it (interactive) or it is a round of many meters (background). */
export type BusPriority = 'interactive' | 'background';

export interface Asking {
  readonly priority: BusPriority;
  readonly signal?: AbortSignal | undefined;
}

/** Register values in thousandths of a kWh or m³ (kvarh, kW); null where the meter has no such register or was not asked. */
export interface RegisterValues {
  readonly totalMilli: Milli;
  readonly sharpMilli: Milli | null;
  readonly peakMilli: Milli | null;
  readonly flatMilli: Milli | null;
  readonly valleyMilli: Milli | null;
  /** Fed back into the net. */
  readonly reverseMilli: Milli | null;
  readonly demandMilli: Milli | null;
  readonly reactiveMilli: Milli | null;
  /** The meter sends more digits than its kind of number can carry: the last of them are not the meter's. */
  readonly isImprecise?: true;
  readonly at: UnixMs;
}

export interface ReadRegisters {
  readonly withTou: boolean;
  readonly withDemand?: boolean | undefined;
  readonly withReactive?: boolean | undefined;
}
/** In the background unless said otherwise. */
export type ReadMeterOptions = ReadRegisters & Partial<Asking>;

/** Now, in thousandths of V, A, kW and Hz; power is negative where it flows back. Phases a, b, c; null = no such phase. */
export interface PowerValues {
  readonly voltageMilli: readonly [Milli | null, Milli | null, Milli | null];
  readonly currentMilli: readonly [Milli | null, Milli | null, Milli | null];
  readonly powerMilli: {
    readonly total: Milli | null;
    readonly a: Milli | null;
    readonly b: Milli | null;
    readonly c: Milli | null;
  };
  readonly powerFactorMilli: Milli | null;
  readonly frequencyMilli: Milli | null;
  readonly at: UnixMs;
}

/** What a meter says of itself; null where it does not say. */
export interface MeterState {
  readonly clock: { readonly at: UnixMs; readonly text: string } | null;
  readonly isBatteryLow: boolean | null;
  /** The battery that keeps the register readable without mains. */
  readonly isReadingBatteryLow: boolean | null;
  readonly coverOpenings: number | null;
  readonly isCoverOpen: boolean | null;
  readonly isRelayOpen: boolean | null;
  readonly valve: 'open' | 'closed' | 'fault' | null;
  readonly isReversed: boolean | null;
  /** Status words as they came, by the protocol's own names. */
  readonly words: Readonly<Record<string, number>>;
  readonly at: UnixMs;
}

/** What a meter kept at the end of a day (1 = the last one) or at its settlement day. */
export type FrozenPoint =
  | { readonly kind: 'day'; readonly ago: number }
  | { readonly kind: 'settlement'; readonly ago: number };

export interface FrozenValues extends RegisterValues {
  readonly frozenAt: UnixMs;
}

export interface DemandValues {
  /** Thousandths of a kW; the highest of the running period. */
  readonly demandMilli: Milli;
  readonly occurredAt: UnixMs | null;
  readonly at: UnixMs;
}

export interface FoundMeter {
  readonly protocol: MeterProtocolName;
  readonly address: string;
  readonly line: LineSettings | null;
  readonly note?: string;
  /** How it speaks, as far as its answer tells. */
  readonly profile?: MeterProfile;
}

export interface DiscoveryProgress {
  readonly found: readonly FoundMeter[];
  readonly tried: number;
  readonly total: number;
}

export interface DiscoverOptions {
  readonly protocols: readonly MeterProtocolName[];
  /** Empty = as the wire itself is set. */
  readonly lines: readonly LineSettings[];
}

/** What can be asked of the meters of a protocol beside their registers. */
export interface MeterAbilities {
  readonly registers: boolean;
  readonly power: boolean;
  readonly state: boolean;
  readonly frozen: boolean;
  readonly demand: boolean;
  readonly relay: boolean;
  /** Takes a broadcast of the time. */
  readonly clock: boolean;
  /** Its clock can be set alone. */
  readonly ownClock: boolean;
  /** Takes a broadcast to freeze. */
  readonly freeze: boolean;
  readonly discover: boolean;
}

/** Meters that hear one broadcast: they share protocol and line. */
export interface BroadcastGroup {
  readonly protocol: MeterProtocolName;
  readonly line: LineSettings | null;
}

/**
 * One wire with meters on it. Calls queue up; one request is on the wire at a time. Every call fails with a StationError
 * device.* when the meter does not answer or answers an error, with `device.not-supported` where its protocol has no such
 * thing, and in the background with `device.quarantined` while a meter that fell silent is left alone.
 */
export interface MeterBusPort {
  status(): LinkStatus;
  report(): BusReport;
  /** Lets rounds ask a silent meter at their next turn again. A request of a person always goes out. */
  release(meter: Pick<WireMeter, 'protocol' | 'address'>): void;
  supports(protocol: MeterProtocolName): MeterAbilities;
  /** The address as the protocol writes it; null for what is none. */
  normaliseAddress(protocol: MeterProtocolName, text: string): string | null;
  readMeter(meter: WireMeter, options: ReadMeterOptions): Promise<RegisterValues>;
  readPower(meter: WireMeter, asking: Asking): Promise<PowerValues>;
  readState(meter: WireMeter, asking: Asking): Promise<MeterState>;
  readFrozen(meter: WireMeter, which: FrozenPoint, asking: Asking): Promise<FrozenValues>;
  readDemand(meter: WireMeter, asking: Asking): Promise<DemandValues>;
  /** Broadcasts the time to everybody who hears it. The caller keeps the standard's limits; the driver refuses a breach. */
  syncClocks(groups: readonly BroadcastGroup[], at: UnixMs, asking: Asking): Promise<void>;
  /** Broadcasts "freeze now"; `readInstantFreeze` tells what a meter kept then, if it heard it. */
  freezeNow(groups: readonly BroadcastGroup[], asking: Asking): Promise<void>;
  readInstantFreeze(meter: WireMeter, asking: Asking): Promise<FrozenValues>;
  /**
   * Sets the clock of one meter that is too far off for a broadcast, to the station's time and with the bus's password;
   * then reads it again: `device.clock-not-taken` where it still shows another time.
   */
  setClock(meter: WireMeter, asking: Asking): Promise<void>;
  discover(
    options: DiscoverOptions,
    onProgress: (progress: DiscoveryProgress) => void,
    signal?: AbortSignal,
  ): Promise<readonly FoundMeter[]>;
  /**
   * Sends one relay or valve command and then reads the meter's status until it shows what was ordered: only that is
   * done. The command itself goes out at most once, and not at all where the status shows it already; the password is
   * the bus's own setting.
   *
   * Refusals after which the relay certainly is as it was: `device.bad-address`, `device.not-supported`,
   * `device.relay-no-password`, `device.relay-expired`, `device.relay-wrong-password`, `device.relay-refused` (the meter
   * said no), `device.no-answer` (the meter was not there before anything was sent), and the port's own
   * (`device.port-missing`, `device.unplugged` …).
   * Refusals after which it is not known: `device.relay-unknown` (sent, no answer, and the status could not be read) and
   * `device.relay-unmoved` (the status word still shows the old state). Call `readStatus` before ordering again.
   */
  control(meter: WireMeter, command: RelayCommand): Promise<RelayStatus>;
  /** What the meter says of its relay or valve (DL/T 645: status word 3, 04000503). */
  readStatus(meter: WireMeter, signal?: AbortSignal): Promise<RelayStatus>;
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
