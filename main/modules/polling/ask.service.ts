import type {
  Asking,
  FrozenPoint,
  FrozenValues,
  MeterBusPort,
  MeterState,
  PowerValues,
  RegisterValues,
  WireMeter,
} from '../../devices/ports.ts';
import { type LocalDate, localDate, type UnixMs } from '../../shared/dates.ts';
import { isStationError, StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { type Meter, wireMeterOf } from '../meters/index.ts';
import { type Finding, powerFindings, stateFindings } from './alerts.domain.ts';
import { DAYS_KEPT, freezesAgo, nightOf, SETTLEMENTS_KEPT, settlementsAgo } from './due.domain.ts';
import type { PolicyFields } from './policy.schema.ts';

/** One meter on the wire it hangs on, asked in the background: who stands at the counter passes. */
export interface OnWire {
  readonly bus: MeterBusPort;
  readonly wire: WireMeter;
  readonly meter: Meter;
  readonly asking: Asking;
}

/** Refuses 'reading.bus-closed' where the bus is switched off or gone. */
export function onWire(st: Station, meter: Meter, signal: AbortSignal): OnWire {
  const bus = meter.busId === null ? undefined : st.devices.meterBus(meter.busId);
  if (!bus) throw new StationError('reading.bus-closed', { meterNo: meter.meterNo });
  return { bus, wire: wireMeterOf(meter), meter, asking: { priority: 'background', signal } };
}

export interface NightValues {
  readonly values: RegisterValues;
  readonly readAt: UnixMs;
  readonly isFrozen: boolean;
}

/** What the meter may still be asked where it keeps no freezes: another night is gone, this one is not. */
const KEEPS_NONE = new Set(['device.not-supported', 'device.meter-no-data', 'device.meter-error', 'device.bad-data']);

function keepsNone(error: unknown): boolean {
  return isStationError(error) && KEEPS_NONE.has(error.code);
}

/** The register at the beginning of a local day: what the meter froze then, or, for today, what it shows now. */
export async function askNight(st: Station, at: OnWire, day: LocalDate): Promise<NightValues> {
  const today = localDate(st.clock.now(), st.zone);
  const ago = freezesAgo(day, today);
  if (ago > DAYS_KEPT) throw new StationError('polling.too-old', { meterNo: at.meter.meterNo, day });
  const isPresentEnough = day === today;
  if (!at.bus.supports(at.wire.protocol).frozen) {
    if (!isPresentEnough) throw new StationError('polling.no-freeze', { meterNo: at.meter.meterNo, day });
    return askPresent(st, at);
  }
  try {
    return await askFrozen(st, at, { point: { kind: 'day', ago }, day });
  } catch (error) {
    if (!isPresentEnough || !isMissing(error)) throw error;
    return askPresent(st, at);
  }
}

/**
 * The register at the settlement day: the meter's own settlement freeze, else its freeze of that night, else, on the day
 * itself or in the minutes before it, what it shows now. A meter that settles on another day says so by the date of its freeze.
 */
export async function askSettlement(st: Station, at: OnWire, day: LocalDate): Promise<NightValues> {
  const today = localDate(st.clock.now(), st.zone);
  if (today < day) return askPresent(st, at);
  const ago = settlementsAgo(day, today);
  if (at.bus.supports(at.wire.protocol).frozen && ago >= 1 && ago <= SETTLEMENTS_KEPT) {
    try {
      return await askFrozen(st, at, { point: { kind: 'settlement', ago }, day });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return askNight(st, at, day);
}

function isMissing(error: unknown): boolean {
  return keepsNone(error) || isStationError(error, 'polling.other-night');
}

async function askFrozen(
  st: Station,
  at: OnWire,
  wanted: { point: FrozenPoint; day: LocalDate },
): Promise<NightValues> {
  const values: FrozenValues = await at.bus.readFrozen(at.wire, wanted.point, at.asking);
  const night = nightOf(values.frozenAt, st.zone);
  // Its clock is wrong, or it was without power: the value of another night must not stand here.
  if (night !== wanted.day || values.frozenAt > st.clock.now()) {
    const { meterNo } = at.meter;
    const frozenOn = localDate(values.frozenAt, st.zone);
    throw new StationError('polling.other-night', { meterNo, day: wanted.day, frozenOn });
  }
  return { values, readAt: values.frozenAt, isFrozen: true };
}

async function askPresent(st: Station, at: OnWire): Promise<NightValues> {
  const { hasTou, hasDemand, hasReactive } = at.meter;
  const options = { withTou: hasTou, withDemand: hasDemand, withReactive: hasReactive };
  const values = await at.bus.readMeter(at.wire, { ...options, ...at.asking });
  return { values, readAt: Math.min(values.at, st.clock.now()), isFrozen: false };
}

export interface NightExtras {
  readonly demandMilli: number | null;
  readonly demandAt: UnixMs | null;
  readonly findings: readonly Finding[];
  /** Its status words, where it was asked for them and answered. */
  readonly state: MeterState | null;
}

/** What a meter that has just answered says of itself beside its register. None of it is worth losing the night for. */
export async function askExtras(at: OnWire, policy: PolicyFields): Promise<NightExtras> {
  const abilities = at.bus.supports(at.wire.protocol);
  const demand =
    abilities.demand && at.meter.hasDemand ? await orNothing(at, () => at.bus.readDemand(at.wire, at.asking)) : null;
  const state = abilities.state ? await orNothing(at, () => at.bus.readState(at.wire, at.asking)) : null;
  const clockOffMs = state?.clock ? state.clock.at - state.at : null;
  const findings = [
    ...(state
      ? stateFindings({ clockOffMs, isBatteryLow: state.isBatteryLow, isCoverOpen: state.isCoverOpen }, policy)
      : []),
    ...(await askPower(at, policy)),
  ];
  return { demandMilli: demand?.demandMilli ?? null, demandAt: demand?.occurredAt ?? null, findings, state };
}

/** What voltage and direction say, where the meter tells them. */
export async function askPower(at: OnWire, policy: PolicyFields): Promise<Finding[]> {
  if (!at.bus.supports(at.wire.protocol).power) return [];
  const power: PowerValues | null = await orNothing(at, () => at.bus.readPower(at.wire, at.asking));
  if (!power) return [];
  const seen = { voltageMilli: power.voltageMilli, totalPowerMilli: power.powerMilli.total };
  return powerFindings(seen, at.meter.multiplier, policy);
}

async function orNothing<T>(at: OnWire, ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    at.asking.signal?.throwIfAborted();
    if (isStationError(error)) return null;
    throw error;
  }
}
