import { localDateTime } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { type Bus, BusFailure, type BusRequest } from '../bus/types.ts';
import type { Timers } from '../link/timers.ts';
import { meterRefusal } from '../meter/refusal.ts';
import { watchSwitch } from '../meter/switch-watch.ts';
import type { RelayAccess } from '../meter/types.ts';
import type { RelayCommand, RelayStatus, WireMeter } from '../ports/meter.ts';
import { encodeFrame, errorReasons, FN_SWITCH, type Frame, isError } from './frame.ts';
import { encodeCommand, isAlready, isCommandAnswer, isDone } from './relay.ts';

/** A relay takes up to some seconds to move, and longer where it waits for its turn in the meter. */
const SETTLE_MS = 10_000;
const LOOK_EVERY_MS = 1000;

export interface SwitchingTools {
  readonly bus: Pick<Bus, 'ask'>;
  readStatus(meter: WireMeter): Promise<RelayStatus>;
  /** How this meter is spoken to. */
  readonly wire: Pick<BusRequest<Frame>, 'framing' | 'timing' | 'line' | 'station'>;
  access(): RelayAccess | null;
  readonly timers: Timers;
  readonly now: () => number;
  readonly zone: string;
  readonly preamble: number;
}

/**
 * Orders the relay once. First the status is read: a meter that is not there is met before anything is sent, and an
 * order that was carried out although its answer was lost is not given again. Then the command goes out once, and
 * whatever was answered, only the status word decides.
 */
export async function switchRelay(
  tools: SwitchingTools,
  meter: WireMeter,
  command: RelayCommand,
): Promise<RelayStatus> {
  const { address } = meter;
  const access = tools.access();
  if (!access) throw new StationError('device.relay-no-password');
  const isInTime = () => tools.now() <= command.validUntil;
  const expired = () => new StationError('device.relay-expired', { address });
  if (!isInTime()) throw expired();
  const before = await tools.readStatus(meter);
  if (isAlready(command.action, before)) return before;
  const { operatorCode = access.operatorCode } = command;
  const until = localDateTime(command.validUntil, tools.zone);
  const data = encodeCommand(command.action, { ...access, operatorCode }, until);
  try {
    const answer = await tools.bus.ask({
      ...tools.wire,
      bytes: encodeFrame({ address, control: FN_SWITCH, data }, tools.preamble),
      isAnswer: (frame) => isCommandAnswer(address, frame),
      priority: 'interactive',
      retries: 0,
      mayBeSent: isInTime,
    });
    if (isError(answer.control)) throw refused(answer, address);
  } catch (error) {
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

function refused(answer: Frame, address: string): StationError {
  const err = answer.data[0] ?? 0;
  const params = { address, err: err.toString(16).toUpperCase().padStart(2, '0') };
  const isPassword = errorReasons(err).includes('not-authorised');
  return new StationError(isPassword ? 'device.relay-wrong-password' : 'device.relay-refused', params);
}
