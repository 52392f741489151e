import { localDate, type UnixMs } from '../../shared/dates.ts';
import type { Milli } from '../../shared/quantity.ts';
import type { ClockBroadcast } from '../dlt645/clock.ts';
import { badData, noData } from '../dlt645/exchange.ts';
import { figureIn, toRegister } from '../dlt645/values.ts';
import { minuteOf } from '../framing/bcd.domain.ts';
import { instantOf, settlementBefore, settlementDayOf } from '../meter/clock.ts';
import { notSupported } from '../meter/refusal.ts';
import type { DriverTools } from '../meter/types.ts';
import type {
  Asking,
  DemandValues,
  FrozenPoint,
  FrozenValues,
  PowerValues,
  ReadRegisters,
  RegisterValues,
  WireMeter,
} from '../ports/meter.ts';
import { EDITION, numberFormatOf, PROTOCOL, profileOf, type Reader } from './edition.ts';
import {
  DI_CURRENT,
  DI_DEMAND,
  DI_DEMAND_TIME,
  DI_POWER,
  DI_POWER_FACTOR,
  DI_REACTIVE,
  DI_REVERSE,
  DI_SETTLEMENT_DAY,
  DI_TOTAL,
  DI_TOU,
  DI_TOU_BLOCK,
  DI_VOLTAGE,
  monthsAgo,
} from './registers.ts';

const MONTHS_KEPT = 2;
const CLOSING_MS = 60_000;

/** Energy, demand and momentary values of meters of the 1997 edition. */
export function createReadings(
  reader: Reader,
  { now, zone }: Pick<DriverTools, 'now' | 'zone'>,
  { sawSettlementDays }: Pick<ClockBroadcast, 'sawSettlementDays'>,
) {
  async function energies(
    meter: WireMeter,
    ago: 0 | 1 | 2,
    { withTou, withDemand, withReactive, ...asking }: ReadRegisters & Asking,
  ): Promise<Omit<RegisterValues, 'at'>> {
    const di = (register: number) => monthsAgo(register, ago);
    const values: (Milli | null)[] = withTou
      ? await reader.block(meter, di(DI_TOU_BLOCK), [DI_TOTAL, ...DI_TOU].map(di), asking)
      : [await reader.register(meter, di(DI_TOTAL), asking)];
    const [totalMilli = null, sharpMilli = null, peakMilli = null, flatMilli = null, valleyMilli = null] = values;
    if (totalMilli === null) throw noData(meter.address);
    return {
      totalMilli,
      sharpMilli,
      peakMilli,
      flatMilli,
      valleyMilli,
      reverseMilli: profileOf(meter).readsReverse ? await reader.register(meter, di(DI_REVERSE), asking) : null,
      demandMilli: withDemand ? await reader.register(meter, di(DI_DEMAND), asking) : null,
      reactiveMilli: withReactive ? await reader.register(meter, di(DI_REACTIVE), asking) : null,
    };
  }

  async function readRegisters(meter: WireMeter, options: ReadRegisters & Asking): Promise<RegisterValues> {
    return { ...(await energies(meter, 0, options)), at: now() };
  }

  /** Kept are the last month and the one before; days are not. */
  async function readFrozen(meter: WireMeter, { kind, ago }: FrozenPoint, asking: Asking): Promise<FrozenValues> {
    if (kind === 'day') throw notSupported(PROTOCOL, 'readFrozen');
    if (ago < 1 || ago > MONTHS_KEPT) throw noData(meter.address);
    const day = settlementDayOf(await reader.need(meter, DI_SETTLEMENT_DAY, asking));
    if (!day) throw noData(meter.address);
    sawSettlementDays([day]);
    const clock = await reader.clock(meter, asking, zone);
    const [last, frozenAt] = [1, ago].map((each) => clock && settlementBefore(clock.at, each, [day], zone));
    if (!clock || !last || !frozenAt) throw noData(meter.address);
    // While a meter closes its month the records move down by one.
    if (clock.at - last < CLOSING_MS) throw badData(EDITION, meter.address, DI_TOTAL);
    const values = await energies(meter, ago === 1 ? 1 : 2, {
      withTou: true,
      withDemand: true,
      withReactive: true,
      ...asking,
    });
    return { ...values, frozenAt, at: now() };
  }

  async function readDemand(meter: WireMeter, asking: Asking): Promise<DemandValues> {
    const { address } = meter;
    const payload = await reader.need(meter, DI_DEMAND, asking);
    const origin = { edition: EDITION, address, di: DI_DEMAND };
    const demandMilli = toRegister(figureIn(payload, numberFormatOf(DI_DEMAND)), origin);
    if (demandMilli === null) throw noData(address);
    const time = await reader.exchange.read(meter, DI_DEMAND_TIME, asking);
    return { demandMilli, occurredAt: time && lastTime(time, now(), zone), at: now() };
  }

  async function readPower(meter: WireMeter, asking: Asking): Promise<PowerValues> {
    const { voltageDecimals } = profileOf(meter);
    const one = (di: number, decimals?: number) => reader.figure(meter, di, asking, decimals);
    const voltageMilli = await inTurn(DI_VOLTAGE, (di) => one(di, voltageDecimals));
    const currentMilli = await inTurn(DI_CURRENT, (di) => one(di));
    const total = await one(DI_POWER[0]);
    const [a, b, c] = await inTurn([DI_POWER[1], DI_POWER[2], DI_POWER[3]], (di) => one(di));
    const isNothing = [...voltageMilli, ...currentMilli, total, a, b, c].every((value) => value === null);
    if (isNothing) throw noData(meter.address);
    return {
      voltageMilli,
      currentMilli,
      powerMilli: { total, a, b, c },
      powerFactorMilli: await one(DI_POWER_FACTOR),
      frequencyMilli: null,
      at: now(),
    };
  }

  return { readRegisters, readFrozen, readDemand, readPower };
}

type Three = [Milli | null, Milli | null, Milli | null];

async function inTurn(
  [a, b, c]: readonly [number, number, number],
  read: (di: number) => Promise<Milli | null>,
): Promise<Three> {
  return [await read(a), await read(b), await read(c)];
}

/** mm hh DD MM without a year: the last time that it was so. */
function lastTime(payload: Uint8Array, now: UnixMs, zone: string): UnixMs | null {
  const year = Number(localDate(now, zone).slice(2, 4));
  for (const each of [year, year - 1]) {
    const bcdYear = Number.parseInt(String(each).padStart(2, '0'), 16);
    const time = minuteOf(Uint8Array.of(...payload.subarray(0, 4), bcdYear));
    const at = time && instantOf(time, zone);
    if (at && at <= now) return at;
  }
  return null;
}
