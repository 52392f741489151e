import { StationError } from '../../shared/error-codes.ts';
import { BusFailure, type BusRequest, type BusTiming, type Framing, type Survey, USUAL_TIMING } from '../bus/types.ts';
import type { MeterProtocolName } from '../config.schema.ts';
import type { LineSettings } from '../link/line.schema.ts';
import { meterRefusal } from '../meter/refusal.ts';
import { type DriverTools, stationOf } from '../meter/types.ts';
import { createFrameParser, encodeFrame, type Frame, hasMore, isError, isFromMeter } from '../meter-dlt645/frame.ts';
import type { Asking, WireMeter } from '../ports/meter.ts';

/** One question and its answer, however many frames it takes, in either edition of DL/T 645. */

/** Where the editions differ. */
export interface Edition {
  readonly protocol: MeterProtocolName;
  readonly read: number;
  readonly followUp: number;
  /** Follow-up frames carry their number, in the question and at the end of the answer. */
  readonly hasSequence: boolean;
  readonly diBytes: (di: number) => Uint8Array;
  readonly formatDi: (di: number) => string;
  readonly isAnswerTo: (request: Frame, answer: Frame) => boolean;
  readonly errorReasons: (err: number) => readonly string[];
  readonly preambleOf: (meter: WireMeter) => number;
}

export interface Exchange {
  /** How this meter is spoken to. */
  wireOf(meter: WireMeter): Pick<BusRequest<Frame>, 'framing' | 'timing' | 'line' | 'station'>;
  /** What stands behind the identifier; null where the meter says that it has no such data. */
  read(meter: WireMeter, di: number, asking: Asking): Promise<Uint8Array | null>;
  survey(frame: Frame, asking: Asking, line: LineSettings | undefined): Promise<Survey<Frame>>;
}

const framing: Framing<Frame> = {
  createParser: createFrameParser,
  isEcho: (frame) => !isFromMeter(frame.control),
  namesQuestion: true,
};
const SEARCH_PREAMBLE = 4;
/** Load records of a day come in some dozens of frames; a meter that never ends is not believed. */
const MOST_FOLLOW_UPS = 100;

export function createExchange({ bus, profile }: DriverTools, edition: Edition): Exchange {
  const timing: BusTiming = { ...USUAL_TIMING, answerMs: profile.answerMs };

  function wireOf(meter: WireMeter) {
    return { framing, timing, line: meter.line ?? undefined, station: stationOf(meter) };
  }

  async function ask(meter: WireMeter, request: Frame, asking: Asking, isAnswer = edition.isAnswerTo): Promise<Frame> {
    const { address } = meter;
    try {
      return await bus.ask<Frame>({
        ...wireOf(meter),
        bytes: encodeFrame(request, edition.preambleOf(meter)),
        isAnswer: (frame) => isAnswer(request, frame),
        priority: asking.priority,
        retries: profile.retries,
        signal: asking.signal,
      });
    } catch (error) {
      throw error instanceof BusFailure ? meterRefusal(error, address) : error;
    }
  }

  async function read(meter: WireMeter, di: number, asking: Asking): Promise<Uint8Array | null> {
    const { address } = meter;
    const head = edition.diBytes(di);
    const first = await ask(meter, { address, control: edition.read, data: head }, asking);
    if (isError(first.control)) {
      if (edition.errorReasons(first.data[0] ?? 0).includes('no-data')) return null;
      throw meterError(edition, first, address);
    }
    const parts = [first.data.subarray(head.length)];
    let isOpen = hasMore(first.control);
    for (let sequence = 1; isOpen; sequence++) {
      if (sequence > MOST_FOLLOW_UPS) throw badData(edition, address, di);
      const { part, hasMore: goesOn } = await readFollowUp(meter, di, sequence, asking);
      parts.push(part);
      isOpen = goesOn;
    }
    return parts.length === 1 ? (parts[0] as Uint8Array) : Uint8Array.from(parts.flatMap((part) => [...part]));
  }

  /** A part that comes twice is passed over; one that comes too early means that one was lost, and nothing is joined. */
  async function readFollowUp(meter: WireMeter, di: number, sequence: number, asking: Asking) {
    const { address } = meter;
    const head = edition.diBytes(di);
    const data = edition.hasSequence ? Uint8Array.from([...head, sequence]) : head;
    const isAnswer = (request: Frame, frame: Frame) =>
      edition.isAnswerTo(request, frame) &&
      (isError(frame.control) || !edition.hasSequence || (frame.data.at(-1) ?? 0) >= sequence);
    const answer = await ask(meter, { address, control: edition.followUp, data }, asking, isAnswer);
    if (isError(answer.control)) throw meterError(edition, answer, address);
    const isExpected = !edition.hasSequence || (answer.data.length > head.length && answer.data.at(-1) === sequence);
    if (!isExpected) throw badData(edition, address, di);
    const part = answer.data.subarray(head.length, edition.hasSequence ? -1 : undefined);
    return { part, hasMore: hasMore(answer.control) };
  }

  async function survey(frame: Frame, { priority, signal }: Asking, line: LineSettings | undefined) {
    try {
      return await bus.survey<Frame>({
        framing,
        timing,
        line,
        bytes: encodeFrame(frame, SEARCH_PREAMBLE),
        isAnswer: (answer) => edition.isAnswerTo(frame, answer),
        priority,
        retries: 0,
        signal,
      });
    } catch (error) {
      throw error instanceof BusFailure ? meterRefusal(error, '') : error;
    }
  }

  return { wireOf, read, survey };
}

export function badData({ formatDi }: Pick<Edition, 'formatDi'>, address: string, di: number): StationError {
  return new StationError('device.bad-data', { address, di: formatDi(di) });
}

/** The meter has no such data, and the program does not make any up. */
export function noData(address: string): StationError {
  return new StationError('device.meter-no-data', { address, err: '02' });
}

export function meterError(edition: Edition, answer: Frame, address: string): StationError {
  const err = answer.data[0] ?? 0;
  const reasons = edition.errorReasons(err);
  const params = { address, err: err.toString(16).toUpperCase().padStart(2, '0') };
  if (reasons.includes('not-authorised')) return new StationError('device.meter-not-authorised', params);
  return new StationError(reasons.includes('no-data') ? 'device.meter-no-data' : 'device.meter-error', params);
}
