import { localDate, localDateTime, type UnixMs } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { BusFailure } from '../bus/types.ts';
import { dateOf, dateTimeBytes, timeOf } from '../framing/bcd.domain.ts';
import { type LineSettings, lineText } from '../link/line.schema.ts';
import { CLOCK_LIMIT_MS, instantOf, isNear, type SettlementDay } from '../meter/clock.ts';
import { meterRefusal } from '../meter/refusal.ts';
import type { DriverTools } from '../meter/types.ts';
import { BROADCAST_ADDRESS, encodeFrame, FN_BROADCAST_TIME } from '../meter-dlt645/frame.ts';
import type { Asking } from '../ports/meter.ts';

/**
 * The time for all meters of a wire (function 08, to 99…99), which nobody answers. The standard's limits: once a day,
 * for clocks less than five minutes off, and never within five minutes of the moment at which a meter freezes or
 * settles, because a clock set back over it would close the period twice.
 */
export interface ClockBroadcast {
  broadcast(at: UnixMs, asking: Asking & { readonly line: LineSettings | null }): Promise<void>;
  /** What was last seen of a meter's clock: a wire where all known ones are too far off is not helped by a broadcast. */
  sawClock(address: string, aheadMs: number): void;
  sawSettlementDays(days: readonly SettlementDay[]): void;
  /** Refuses a clock that is about to close a period, or has just done so. */
  refuseNearClosing(at: UnixMs): void;
}

const PREAMBLE = 4;
/** Meters write the time into their clock chip before they listen again. */
const REST_MS = 500;
const BELIEVED_MS = 24 * 3_600_000;
/** Every meter of the standard freezes at midnight. */
const FREEZES_AT = '00:00';

export function createClockBroadcast({ bus, now, zone }: DriverTools): ClockBroadcast {
  const setOn = new Map<string, string>();
  const clocks = new Map<string, { readonly aheadMs: number; readonly at: UnixMs }>();
  const closings = new Set([FREEZES_AT]);

  function refuseNearClosing(at: UnixMs): void {
    if (!isNear(at, [...closings], zone)) return;
    throw new StationError('device.clock-near-freeze', { time: localDateTime(at, zone).slice(11, 16) });
  }

  function refuseBreach(at: UnixMs, wire: string): void {
    const date = localDate(at, zone);
    if (setOn.get(wire) === date) throw new StationError('device.clock-already-set', { date });
    refuseNearClosing(at);
    refuseNearClosing(now());
    const known = [...clocks.values()].filter((clock) => now() - clock.at < BELIEVED_MS);
    const isOutOfReach = known.length > 0 && known.every(({ aheadMs }) => Math.abs(aheadMs) >= CLOCK_LIMIT_MS);
    if (isOutOfReach || Math.abs(at - now()) >= CLOCK_LIMIT_MS) throw new StationError('device.clock-too-far');
  }

  return {
    async broadcast(at, { line, signal }) {
      const wire = line ? lineText(line) : '';
      refuseBreach(at, wire);
      const data = dateTimeBytes(localDateTime(at, zone));
      try {
        await bus.tell({
          bytes: encodeFrame({ address: BROADCAST_ADDRESS, control: FN_BROADCAST_TIME, data }, PREAMBLE),
          line: line ?? undefined,
          // The time in it grows old while it waits.
          priority: 'interactive',
          restMs: REST_MS,
          signal,
        });
      } catch (error) {
        throw error instanceof BusFailure ? meterRefusal(error, BROADCAST_ADDRESS) : error;
      }
      setOn.set(wire, localDate(at, zone));
    },
    refuseNearClosing,
    sawClock: (address, aheadMs) => void clocks.set(address, { aheadMs, at: now() }),
    sawSettlementDays(days) {
      for (const { hour } of days) closings.add(`${String(hour).padStart(2, '0')}:00`);
    },
  };
}

type ReadPayload = () => Promise<Uint8Array | null>;

/**
 * Date (WW DD MM YY) and time (ss mm hh) come apart: next to midnight the date is read again, so that both belong to
 * one day. Null where the meter has no clock or shows no time.
 */
export async function readClock(
  readDate: ReadPayload,
  readTime: ReadPayload,
  zone: string,
): Promise<{ at: UnixMs; text: string } | null> {
  const dateNow = async () => dateOf((await readDate())?.subarray(1) ?? new Uint8Array(0));
  for (let tries = 0; tries < 3; tries++) {
    const date = await dateNow();
    const time = timeOf((await readTime()) ?? new Uint8Array(0));
    if (!date || !time) return null;
    const isFarFromMidnight = time >= '00:01:00' && time < '23:59:00';
    if (isFarFromMidnight || date === (await dateNow())) {
      const text = `${date} ${time}`;
      return { at: instantOf(text, zone), text };
    }
  }
  return null;
}
