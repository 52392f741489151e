import { BusFailure } from '../bus/types.ts';
import type { LineSettings } from '../link/line.schema.ts';
import { meterRefusal } from '../meter/refusal.ts';
import type { DriverTools } from '../meter/types.ts';
import type { Asking } from '../ports/meter.ts';
import { BROADCAST_ADDRESS, encodeFrame, FN_FREEZE } from './frame.ts';

/** mm hh DD MM, every pair a wildcard: at once, whatever the meter's clock says. */
const NOW = Uint8Array.of(0x99, 0x99, 0x99, 0x99);
const PREAMBLE = 4;
/** Meters write what they keep before they listen again. */
const REST_MS = 1000;

/** All meters of a wire keep their registers at one moment (瞬时冻结, function 16 to 99…99), which nobody answers. */
export async function broadcastFreeze(
  { bus }: Pick<DriverTools, 'bus'>,
  { line, priority, signal }: Asking & { readonly line: LineSettings | null },
): Promise<void> {
  try {
    await bus.tell({
      bytes: encodeFrame({ address: BROADCAST_ADDRESS, control: FN_FREEZE, data: NOW }, PREAMBLE),
      line: line ?? undefined,
      priority,
      restMs: REST_MS,
      signal,
    });
  } catch (error) {
    throw error instanceof BusFailure ? meterRefusal(error, BROADCAST_ADDRESS) : error;
  }
}
