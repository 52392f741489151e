import { localDateTime } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { BusFailure } from '../bus/types.ts';
import type { ClockBroadcast } from '../dlt645/clock.ts';
import { meterError } from '../dlt645/exchange.ts';
import { dateTimeBytes, digitBytes } from '../framing/bcd.domain.ts';
import { meterRefusal } from '../meter/refusal.ts';
import type { DriverTools, RelayAccess } from '../meter/types.ts';
import type { Asking, WireMeter } from '../ports/meter.ts';
import { EDITION, type Reader } from './edition.ts';
import { diBytes, encodeFrame, FN_WRITE, type Frame, functionOf, isError, isFromMeter } from './frame.ts';
import { DI_DATE, DI_TIME } from './registers.ts';

/** What the meter may show after it was set: the writing and the reading take a second or two. */
const TAKEN_WITHIN_MS = 60_000;
const FRESH_MS = 5000;

/** PA P0 P1 P2 · C0..C3 · data, as in every command that needs a password. */
export function encodeWrite(di: number, access: RelayAccess, data: Uint8Array): Uint8Array {
  return Uint8Array.of(
    ...diBytes(di),
    access.level,
    ...digitBytes(access.password, 3),
    ...digitBytes(access.operatorCode, 4),
    ...data,
  );
}

/**
 * Sets the clock of one meter that is too far off for a broadcast: date, then time, with the bus's password. Nothing is
 * sent twice. Done is what the meter shows afterwards.
 */
export async function writeClock(
  { bus, now, zone, relayAccess }: DriverTools,
  { reader, clocks }: { readonly reader: Reader; readonly clocks: ClockBroadcast },
  meter: WireMeter,
  asking: Asking,
): Promise<void> {
  const { address } = meter;
  const access = relayAccess();
  if (!access) throw new StationError('device.relay-no-password');
  const before = await reader.clock(meter, asking, zone);
  clocks.refuseNearClosing(now());
  if (before) clocks.refuseNearClosing(before.at);

  async function write(di: number, data: Uint8Array): Promise<void> {
    const composedAt = now();
    try {
      const answer = await bus.ask<Frame>({
        ...reader.exchange.wireOf(meter),
        bytes: encodeFrame(
          { address, control: FN_WRITE, data: encodeWrite(di, access as RelayAccess, data) },
          EDITION.preambleOf(meter),
        ),
        isAnswer: (frame) =>
          isFromMeter(frame.control) && functionOf(frame.control) === FN_WRITE && frame.address === address,
        priority: 'interactive',
        retries: 0,
        // A time that waited for the wire is not the time any more.
        mayBeSent: () => now() - composedAt < FRESH_MS,
        signal: asking.signal,
      });
      if (isError(answer.control)) throw meterError(EDITION, answer, address);
    } catch (error) {
      throw error instanceof BusFailure ? meterRefusal(error, address) : error;
    }
  }

  const date = localDateTime(now(), zone);
  const weekday = new Date(`${date.slice(0, 10)}T00:00:00Z`).getUTCDay();
  await write(DI_DATE, Uint8Array.of(weekday, ...dateTimeBytes(date).subarray(3)));
  await write(DI_TIME, dateTimeBytes(localDateTime(now(), zone)).subarray(0, 3));
  const after = await reader.clock(meter, asking, zone);
  if (!after || Math.abs(after.at - now()) > TAKEN_WITHIN_MS)
    throw new StationError('device.clock-not-taken', { address });
  clocks.sawClock(address, after.at - now());
}
