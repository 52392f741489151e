import type { Milli } from '../../shared/quantity.ts';
import { readClock } from '../dlt645/clock.ts';
import { type Edition, type Exchange, noData } from '../dlt645/exchange.ts';
import { figureIn, toMilli, toRegister } from '../dlt645/values.ts';
import type { RegisterValue } from '../framing/bcd.domain.ts';
import type { Asking, WireMeter } from '../ports/meter.ts';
import { DEFAULT_PREAMBLE, diBytes, errorReasons, FN_READ, FN_READ_FOLLOW_UP, formatDi, isAnswerTo } from './frame.ts';
import { DI_DATE, DI_TIME, decodeBlock, numberFormatOf } from './registers.ts';

export const PROTOCOL = 'dlt645-2007';

export const EDITION: Edition = {
  protocol: PROTOCOL,
  read: FN_READ,
  followUp: FN_READ_FOLLOW_UP,
  hasSequence: true,
  diBytes,
  formatDi,
  isAnswerTo,
  errorReasons,
  preambleOf: ({ profile }) => (profile.protocol === PROTOCOL ? profile.preamble : DEFAULT_PREAMBLE),
};

/** Registers of one meter by their identifiers. */
export interface Reader {
  readonly exchange: Exchange;
  /** Null where the meter has no such register. */
  figure(meter: WireMeter, di: number, asking: Asking): Promise<Milli | null>;
  /** As `figure`, refused below zero. */
  register(meter: WireMeter, di: number, asking: Asking): Promise<Milli | null>;
  /** In one exchange where the meter knows the block, otherwise one by one. */
  block(meter: WireMeter, di: number, singles: readonly number[], asking: Asking): Promise<(Milli | null)[]>;
  need(meter: WireMeter, di: number, asking: Asking): Promise<Uint8Array>;
  clock(meter: WireMeter, asking: Asking, zone: string): ReturnType<typeof readClock>;
}

export function createReader(exchange: Exchange): Reader {
  /** Blocks that a meter refused once are asked one by one from then on. */
  const withoutBlock = new Set<string>();
  const originOf = ({ address }: WireMeter, di: number) => ({ edition: EDITION, address, di });

  async function value(meter: WireMeter, di: number, asking: Asking): Promise<RegisterValue> {
    const payload = await exchange.read(meter, di, asking);
    return payload ? figureIn(payload, numberFormatOf(di)) : 'absent';
  }

  async function valuesOf(meter: WireMeter, di: number, asking: Asking): Promise<RegisterValue[] | undefined> {
    const key = `${meter.address}/${di}`;
    if (withoutBlock.has(key)) return undefined;
    const payload = await exchange.read(meter, di, asking);
    const values = payload ? decodeBlock(payload, numberFormatOf(di)) : [];
    if (values.length > 0) return values;
    withoutBlock.add(key);
    return undefined;
  }

  return {
    exchange,
    figure: async (meter, di, asking) => toMilli(await value(meter, di, asking), originOf(meter, di)),
    register: async (meter, di, asking) => toRegister(await value(meter, di, asking), originOf(meter, di)),
    async block(meter, di, singles, asking) {
      const values = await valuesOf(meter, di, asking);
      if (values) return singles.map((_, index) => toMilli(values[index] ?? 'absent', originOf(meter, di)));
      const one: (Milli | null)[] = [];
      for (const single of singles) one.push(toMilli(await value(meter, single, asking), originOf(meter, single)));
      return one;
    },
    async need(meter, di, asking) {
      const payload = await exchange.read(meter, di, asking);
      if (!payload) throw noData(meter.address);
      return payload;
    },
    clock: (meter, asking, zone) =>
      readClock(
        () => exchange.read(meter, DI_DATE, asking),
        () => exchange.read(meter, DI_TIME, asking),
        zone,
      ),
  };
}
