import type { Milli } from '../../shared/quantity.ts';
import type { ProfileOf } from '../config.schema.ts';
import { readClock } from '../dlt645/clock.ts';
import { type Edition, type Exchange, noData } from '../dlt645/exchange.ts';
import { figureIn, type Origin, toMilli, toRegister } from '../dlt645/values.ts';
import type { Asking, WireMeter } from '../ports/meter.ts';
import { diBytes, errorReasons, FN_READ, FN_READ_FOLLOW_UP, formatDi, isAnswerTo } from './frame.ts';
import { Dlt645Of1997Profile } from './profile.schema.ts';
import { DI_DATE, DI_TIME, decodeBlock, formatOf, type NumberFormat } from './registers.ts';

export const PROTOCOL = 'dlt645-1997';
const USUAL = Dlt645Of1997Profile.parse({ protocol: PROTOCOL });

export function profileOf({ profile }: WireMeter): ProfileOf<typeof PROTOCOL> {
  return profile.protocol === PROTOCOL ? profile : USUAL;
}

export const EDITION: Edition = {
  protocol: PROTOCOL,
  read: FN_READ,
  followUp: FN_READ_FOLLOW_UP,
  hasSequence: false,
  diBytes,
  formatDi,
  isAnswerTo,
  errorReasons,
  preambleOf: (meter) => profileOf(meter).preamble,
};

export function createReader(exchange: Exchange) {
  /** Blocks that a meter refused once are asked one by one from then on. */
  const withoutBlock = new Set<string>();
  const originOf = ({ address }: WireMeter, di: number): Origin => ({ edition: EDITION, address, di });

  async function figure(meter: WireMeter, di: number, asking: Asking, decimals?: number): Promise<Milli | null> {
    const payload = await exchange.read(meter, di, asking);
    if (!payload) return null;
    const format = numberFormatOf(di);
    return toMilli(figureIn(payload, { ...format, decimals: decimals ?? format.decimals }), originOf(meter, di));
  }

  async function register(meter: WireMeter, di: number, asking: Asking): Promise<Milli | null> {
    const payload = await exchange.read(meter, di, asking);
    return payload ? toRegister(figureIn(payload, numberFormatOf(di)), originOf(meter, di)) : null;
  }

  /** In one exchange where the meter knows the block, otherwise one by one. */
  async function block(
    meter: WireMeter,
    di: number,
    singles: readonly number[],
    asking: Asking,
  ): Promise<(Milli | null)[]> {
    const key = `${meter.address}/${di}`;
    if (!withoutBlock.has(key)) {
      const payload = await exchange.read(meter, di, asking);
      const { values } = decodeBlock(payload ?? new Uint8Array(0), numberFormatOf(di));
      if (values.length > 0)
        return singles.map((_, index) => toRegister(values[index] ?? 'absent', originOf(meter, di)));
      withoutBlock.add(key);
    }
    const one: (Milli | null)[] = [];
    for (const single of singles) one.push(await register(meter, single, asking));
    return one;
  }

  return {
    exchange,
    figure,
    register,
    block,
    async need(meter: WireMeter, di: number, asking: Asking): Promise<Uint8Array> {
      const payload = await exchange.read(meter, di, asking);
      if (!payload) throw noData(meter.address);
      return payload;
    },
    clock: (meter: WireMeter, asking: Asking, zone: string) =>
      readClock(
        () => exchange.read(meter, DI_DATE, asking),
        () => exchange.read(meter, DI_TIME, asking),
        zone,
      ),
  };
}
export type Reader = ReturnType<typeof createReader>;

export function numberFormatOf(di: number): NumberFormat {
  const format = formatOf(di);
  if (format?.kind !== 'number') throw new Error(`no number: ${formatDi(di)}`);
  return format;
}
