import type { Milli } from '../../shared/quantity.ts';
import type { ClockBroadcast } from '../dlt645/clock.ts';
import { badData, noData } from '../dlt645/exchange.ts';
import { figureIn, toRegister } from '../dlt645/values.ts';
import { minuteOf } from '../framing/bcd.domain.ts';
import { instantOf, isNear, type SettlementDay, settlementBefore, settlementDayOf } from '../meter/clock.ts';
import type { DriverTools } from '../meter/types.ts';
import type {
  Asking,
  DemandValues,
  FrozenPoint,
  FrozenValues,
  ReadRegisters,
  RegisterValues,
  WireMeter,
} from '../ports/meter.ts';
import { EDITION, PROTOCOL, type Reader } from './edition.ts';
import {
  atSettlement,
  DI_COMBINED_REACTIVE,
  DI_DEMAND,
  DI_REVERSE,
  DI_SETTLEMENT_DAYS,
  DI_TOTAL,
  DI_TOU,
  DI_TOU_BLOCK,
  decodeBlock,
  FREEZE,
  freezeRecord,
  numberFormatOf,
} from './registers.ts';

/** Energy and demand, now and as the meter kept them. */

const DAYS_KEPT = 62;
const SETTLEMENTS_KEPT = 12;
/** While a meter closes its period the records move down by one. */
const CLOSING_MS = 60_000;
const SETTLEMENT_DAYS_BELIEVED_MS = 24 * 3_600_000;

type Energies = Omit<RegisterValues, 'at'>;

export function createReadings(
  reader: Reader,
  { now, zone }: Pick<DriverTools, 'now' | 'zone'>,
  { sawSettlementDays }: Pick<ClockBroadcast, 'sawSettlementDays'>,
) {
  const settlementDays = new Map<string, { readonly days: readonly SettlementDay[]; readonly at: number }>();

  function energies(meter: WireMeter, di: number, values: readonly (Milli | null)[]): Energies {
    const [total = null, sharp = null, peak = null, flat = null, valley = null] = values;
    if (total === null) throw noData(meter.address);
    if (values.some((value) => value !== null && value < 0)) throw badData(EDITION, meter.address, di);
    return {
      totalMilli: total,
      sharpMilli: sharp,
      peakMilli: peak,
      flatMilli: flat,
      valleyMilli: valley,
      reverseMilli: null,
      demandMilli: null,
      reactiveMilli: null,
    };
  }

  async function reverse(meter: WireMeter, di: number, asking: Asking): Promise<Milli | null> {
    const { profile } = meter;
    if (profile.protocol !== PROTOCOL || !profile.readsReverse) return null;
    return reader.register(meter, di, asking);
  }

  /** Combined reactive energy can be negative where capacitors feed back: then there is nothing to be charged by it. */
  async function reactive(meter: WireMeter, di: number, asking: Asking): Promise<Milli | null> {
    const value = await reader.figure(meter, di, asking);
    return value !== null && value < 0 ? null : value;
  }

  async function readRegisters(
    meter: WireMeter,
    { withTou, withDemand, withReactive, ...asking }: ReadRegisters & Asking,
  ): Promise<RegisterValues> {
    const values = withTou
      ? await reader.block(meter, DI_TOU_BLOCK, [DI_TOTAL, ...DI_TOU], asking)
      : [await needed(meter, DI_TOTAL, asking)];
    return {
      ...energies(meter, DI_TOTAL, values),
      reverseMilli: await reverse(meter, DI_REVERSE, asking),
      demandMilli: withDemand ? await reader.register(meter, DI_DEMAND, asking) : null,
      reactiveMilli: withReactive ? await reactive(meter, DI_COMBINED_REACTIVE, asking) : null,
      at: now(),
    };
  }

  async function needed(meter: WireMeter, di: number, asking: Asking): Promise<Milli | null> {
    const payload = await reader.need(meter, di, asking);
    return toRegister(figureIn(payload, numberFormatOf(di)), { edition: EDITION, address: meter.address, di });
  }

  async function readDay(meter: WireMeter, ago: number, asking: Asking): Promise<FrozenValues> {
    if (ago < 1 || ago > DAYS_KEPT) throw noData(meter.address);
    // At midnight the records move down by one.
    return readKept(meter, FREEZE.day, ago, () => isNear(now(), ['00:00'], zone), asking);
  }

  /** Where records may move down by one meanwhile, what was read may belong to another of them. */
  async function readKept(
    meter: WireMeter,
    freeze: number,
    ago: number,
    mayMove: () => boolean,
    asking: Asking,
  ): Promise<FrozenValues> {
    const time = () => readMinute(meter, freezeRecord(freeze, 0, ago), asking);
    const frozenAt = await time();
    const di = freezeRecord(freeze, 1, ago);
    const block = decodeBlock(await reader.need(meter, di, asking), numberFormatOf(di));
    const values = energies(
      meter,
      di,
      block.map((value) => toRegister(value, { edition: EDITION, address: meter.address, di })),
    );
    const reverseMilli = await reverse(meter, freezeRecord(freeze, 2, ago), asking);
    if (mayMove() && (await time()) !== frozenAt) throw badData(EDITION, meter.address, di);
    return { ...values, reverseMilli, frozenAt, at: now() };
  }

  async function readMinute(meter: WireMeter, di: number, asking: Asking): Promise<number> {
    const time = minuteOf(await reader.need(meter, di, asking));
    // A record that was never written has no time.
    if (!time) throw noData(meter.address);
    return instantOf(time, zone);
  }

  async function daysOf(meter: WireMeter, asking: Asking): Promise<readonly SettlementDay[]> {
    const known = settlementDays.get(meter.address);
    if (known && now() - known.at < SETTLEMENT_DAYS_BELIEVED_MS) return known.days;
    const days: SettlementDay[] = [];
    for (const di of DI_SETTLEMENT_DAYS) {
      const payload = await reader.exchange.read(meter, di, asking);
      const day = payload && settlementDayOf(payload);
      if (day) days.push(day);
    }
    if (days.length === 0) throw noData(meter.address);
    settlementDays.set(meter.address, { days, at: now() });
    sawSettlementDays(days);
    return days;
  }

  async function readSettlement(meter: WireMeter, ago: number, asking: Asking): Promise<FrozenValues> {
    if (ago < 1 || ago > SETTLEMENTS_KEPT) throw noData(meter.address);
    const days = await daysOf(meter, asking);
    // By the meter's own clock: one that is slow has not closed the period yet when the station's has passed the hour.
    const clock = await reader.clock(meter, asking, zone);
    const [last, frozenAt] = [1, ago].map((each) => clock && settlementBefore(clock.at, each, days, zone));
    if (!clock || !last || !frozenAt) throw noData(meter.address);
    if (clock.at - last < CLOSING_MS) throw badData(EDITION, meter.address, DI_TOTAL);
    const at = (di: number) => atSettlement(di, ago);
    const values = await reader.block(meter, at(DI_TOU_BLOCK), [DI_TOTAL, ...DI_TOU].map(at), asking);
    return {
      ...energies(meter, at(DI_TOTAL), values),
      reverseMilli: await reverse(meter, at(DI_REVERSE), asking),
      demandMilli: await reader.register(meter, at(DI_DEMAND), asking),
      reactiveMilli: await reactive(meter, at(DI_COMBINED_REACTIVE), asking),
      frozenAt,
      at: now(),
    };
  }

  async function readDemand(meter: WireMeter, asking: Asking): Promise<DemandValues> {
    const { address } = meter;
    const payload = await reader.need(meter, DI_DEMAND, asking);
    const format = numberFormatOf(DI_DEMAND);
    const demandMilli = toRegister(figureIn(payload, format), { edition: EDITION, address, di: DI_DEMAND });
    if (demandMilli === null) throw noData(address);
    const time = minuteOf(payload.subarray(format.bytes));
    return { demandMilli, occurredAt: time ? instantOf(time, zone) : null, at: now() };
  }

  return {
    readRegisters,
    readDemand,
    readInstant: (meter: WireMeter, asking: Asking) => readKept(meter, FREEZE.instant, 1, () => true, asking),
    readFrozen: (meter: WireMeter, { kind, ago }: FrozenPoint, asking: Asking) =>
      kind === 'day' ? readDay(meter, ago, asking) : readSettlement(meter, ago, asking),
  };
}
