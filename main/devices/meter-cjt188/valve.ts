import { isStationError, StationError } from '../../shared/error-codes.ts';
import { BusFailure } from '../bus.types.ts';
import { meterRefusal, notSupported } from '../meter-refusal.ts';
import type { RelayAction, RelayCommand, RelayStatus, WireMeter } from '../ports.meter.ts';
import type { Timers } from '../timers.ts';
import type { AskMeter } from './exchange.ts';
import { FN_WRITE } from './frame.ts';
import { DI_VALVE } from './identifiers.ts';
import type { Cjt188Profile } from './profile.schema.ts';
import { PROTOCOL, profileOf } from './wire.ts';

/** A valve turns for some seconds, a big one for half a minute. */
const SETTLE_MS = 40_000;
const LOOK_EVERY_MS = 2000;

export interface ValveTools {
  readonly ask: AskMeter;
  readStatus(meter: WireMeter): Promise<RelayStatus>;
  readonly timers: Timers;
  readonly now: () => number;
}

/** The code behind DI A017; undefined where the maker has none. A valve knows no warning and no kept power. */
function codeOf(action: RelayAction, { valve }: Cjt188Profile): number | undefined {
  const text = { trip: valve.close, close: valve.open, 'allow-close': valve.permit }[action as string] ?? '';
  return text === '' ? undefined : Number.parseInt(text, 16);
}

/**
 * Orders the valve once, as a relay is ordered: the status is read first, the command goes out at most once, and
 * whatever was answered, only the status read afterwards decides. Nothing in a frame says until when an order is
 * valid: it is held here, at the moment of sending.
 */
export async function switchValve(tools: ValveTools, meter: WireMeter, command: RelayCommand): Promise<RelayStatus> {
  const { address } = meter;
  const profile = profileOf(meter);
  const code = codeOf(command.action, profile);
  // Without a status that can be read nobody would ever know what came of it.
  if (!profile.hasValve || code === undefined || profile.status === 'none')
    throw notSupported(PROTOCOL, command.action);
  const isInTime = () => tools.now() <= command.validUntil;
  const expired = () => new StationError('device.relay-expired', { address });
  if (!isInTime()) throw expired();
  const before = await tools.readStatus(meter);
  if (isDone(command.action, before)) return before;
  try {
    await tools.ask(meter, {
      control: FN_WRITE,
      di: DI_VALVE,
      payload: [code],
      asking: { priority: 'interactive' },
      isCommand: true,
      mayBeSent: isInTime,
    });
  } catch (error) {
    if (isStationError(error)) {
      if (error.code !== 'device.meter-error') throw error;
      throw new StationError('device.relay-refused', error.params);
    }
    if (!(error instanceof BusFailure)) throw error;
    if (!error.wasSent) throw isInTime() ? meterRefusal(error, address) : expired();
    // Sent and not answered: only the meter knows, and it is asked below.
  }
  return await watch(tools, meter, command);
}

async function watch(tools: ValveTools, meter: WireMeter, { action }: RelayCommand): Promise<RelayStatus> {
  const { timers } = tools;
  const end = timers.now() + SETTLE_MS;
  let last: RelayStatus | undefined;
  for (;;) {
    try {
      last = await tools.readStatus(meter);
      if (isDone(action, last)) return last;
    } catch (error) {
      if (!isStationError(error)) throw error;
      // What was seen before the line went silent may have changed meanwhile.
      last = undefined;
    }
    if (timers.now() >= end) break;
    await new Promise<void>((resolve) => {
      timers.after(LOOK_EVERY_MS, resolve);
    });
  }
  const { address } = meter;
  if (!last) throw new StationError('device.relay-unknown', { address });
  throw new StationError('device.relay-unmoved', {
    address,
    word: last.word.toString(16).toUpperCase().padStart(4, '0'),
  });
}

/**
 * A permitted opening leaves the valve shut until a person opens it at the meter, and the status has no bit for the
 * permission: it is done when the valve is seen open.
 */
function isDone(action: RelayAction, { isOpen, isOrderedOpen }: RelayStatus): boolean {
  return action === 'trip' ? isOpen : !isOpen && !isOrderedOpen;
}
