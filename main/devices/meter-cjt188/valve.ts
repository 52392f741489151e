import { isStationError, StationError } from '../../shared/error-codes.ts';
import { BusFailure } from '../bus/types.ts';
import type { Timers } from '../link/timers.ts';
import { meterRefusal, notSupported } from '../meter/refusal.ts';
import { watchSwitch } from '../meter/switch-watch.ts';
import type { RelayAction, RelayCommand, RelayStatus, WireMeter } from '../ports/meter.ts';
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
  return await watchSwitch({
    ...{ timers: tools.timers, address, settleMs: SETTLE_MS, lookEveryMs: LOOK_EVERY_MS },
    readStatus: () => tools.readStatus(meter),
    isDone: (status) => isDone(command.action, status),
  });
}

/**
 * A permitted opening leaves the valve shut until a person opens it at the meter, and the status has no bit for the
 * permission: it is done when the valve is seen open.
 */
function isDone(action: RelayAction, { isOpen, isOrderedOpen }: RelayStatus): boolean {
  return action === 'trip' ? isOpen : !isOpen && !isOrderedOpen;
}
