import { StationError } from '../../shared/error-codes.ts';
import { type Bus, BusFailure, type BusRequest, type BusTiming } from '../bus/types.ts';
import { meterRefusal } from '../meter/refusal.ts';
import { stationOf } from '../meter/types.ts';
import type { Asking, WireMeter } from '../ports/meter.ts';
import { encodeFrame, FN_WRITE, type Frame, functionOf, isError, isFromMeter } from './frame.ts';
import { DI_ORDERS, type DiOrder, isAnswerTo, requestData } from './identifiers.ts';
import { FRAMING, profileOf } from './wire.ts';

/** One question to one meter, in the order of identifiers that it understands. */

export interface Question {
  readonly control: number;
  readonly di: number;
  readonly payload?: ArrayLike<number>;
  readonly asking: Asking;
  /** Sent at most once, and in the order that is known by then. */
  readonly isCommand?: boolean;
  mayBeSent?(): boolean;
}

export type AskMeter = (meter: WireMeter, question: Question) => Promise<Frame>;

export interface ExchangeTools {
  readonly bus: Pick<Bus, 'ask'>;
  readonly timing: BusTiming;
  readonly retries: number;
}

export function createExchange({ bus, timing, retries }: ExchangeTools): AskMeter {
  /** Which order a meter answered; forgotten when it no longer does, for another meter may hang there. */
  const known = new Map<string, DiOrder>();
  let serial = 0;

  /** `station` absent: silence may be the order's fault and must not be held against the meter. */
  function request(
    meter: WireMeter,
    question: Question,
    { order, tries, station }: { order: DiOrder; tries: number; station: string | undefined },
  ): BusRequest<Frame> {
    const { type, checksSerial, preamble } = profileOf(meter);
    const { control, di, payload, asking, isCommand = false } = question;
    serial = (serial + 1) & 0xff;
    const data = requestData(di, order, serial, payload);
    const frame: Frame = { type: Number.parseInt(type, 16), address: meter.address, control, data };
    return {
      framing: FRAMING,
      timing,
      line: meter.line ?? undefined,
      station,
      bytes: encodeFrame(frame, preamble),
      isAnswer: (answer) => isAnswerTo(frame, answer, checksSerial) || (isCommand && isOddAnswer(frame, answer)),
      priority: asking.priority,
      retries: tries,
      signal: asking.signal,
      ...(question.mayBeSent && { mayBeSent: question.mayBeSent }),
    };
  }

  async function once(meter: WireMeter, question: Question, as: Parameters<typeof request>[2]): Promise<Frame> {
    const answer = await bus.ask(request(meter, question, as));
    if (isError(answer.control)) throw meterError(answer, meter.address);
    return answer;
  }

  return async (meter, question) => {
    const station = stationOf(meter);
    const { diOrder } = profileOf(meter);
    const sure = diOrder === 'auto' ? known.get(station) : diOrder;
    try {
      // A command is never tried in two orders: the status is read before it, and that settles the order.
      if (question.isCommand) return await once(meter, question, { order: sure ?? DI_ORDERS[0], tries: 0, station });
      if (sure) return await once(meter, question, { order: sure, tries: retries, station });
    } catch (error) {
      if (error instanceof BusFailure) known.delete(station);
      if (error instanceof BusFailure && !question.isCommand) throw meterRefusal(error, meter.address);
      throw error;
    }
    let refusal: unknown;
    for (const [index, order] of DI_ORDERS.entries()) {
      const isLast = index === DI_ORDERS.length - 1;
      try {
        const as = { order, tries: Math.min(retries, 1), station: isLast ? station : undefined };
        const answer = await once(meter, question, as);
        known.set(station, order);
        return answer;
      } catch (error) {
        if (!mayBeOrder(error)) throw error instanceof BusFailure ? meterRefusal(error, meter.address) : error;
        // A meter that answers an error says more than one that keeps silent.
        if (refusal === undefined || !(error instanceof BusFailure)) refusal = error;
      }
    }
    throw refusal instanceof BusFailure ? meterRefusal(refusal, meter.address) : refusal;
  };
}

/** Whether the other order may fare better: silence, or an error answer. A lost wire fares no better. */
function mayBeOrder(error: unknown): boolean {
  if (error instanceof BusFailure) return error.problem.code === 'no-answer';
  return error instanceof StationError && error.code === 'device.meter-error';
}

/** One maker answers a valve command with a function of its own; identifier and meter must fit all the same. */
function isOddAnswer(request: Frame, answer: Frame): boolean {
  return (
    functionOf(request.control) === FN_WRITE &&
    isFromMeter(answer.control) &&
    !isError(answer.control) &&
    answer.address === request.address &&
    answer.type === request.type &&
    answer.data[0] === request.data[0] &&
    answer.data[1] === request.data[1]
  );
}

function meterError(answer: Frame, address: string): StationError {
  const status = answer.data.length > 1 ? answer.data.subarray(1) : answer.data;
  const err = Array.from(status, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
  return new StationError('device.meter-error', { address, err });
}
