import { StationError } from '../../shared/error-codes.ts';
import { type Milli, milli } from '../../shared/quantity.ts';
import { BusFailure, type BusRequest, type BusTiming, type Framing, USUAL_TIMING } from '../bus.types.ts';
import { type Decimal, rescale } from '../framing/frame.ts';
import type { LineSettings } from '../line.schema.ts';
import { type DriverTools, type MeterDriver, stationOf } from '../meter.types.ts';
import { meterRefusal } from '../meter-refusal.ts';
import type { Asking, BusPriority, FoundMeter, ReadRegisters, RelayStatus, WireMeter } from '../ports.meter.ts';
import { type DiscoveryReport, discoverMeters, whoAnswers } from './discovery.ts';
import {
  createFrameParser,
  DEFAULT_PREAMBLE,
  diBytes,
  encodeFrame,
  encodeRead,
  errorReasons,
  FN_READ,
  type Frame,
  formatDi,
  isAnswerTo,
  isError,
  isFromMeter,
  normaliseAddress,
} from './frame.ts';
import {
  type DataFormat,
  DI_TOTAL,
  DI_TOU,
  DI_TOU_BLOCK,
  decodeBcd,
  decodeBlock,
  formatOf,
  type RegisterValue,
} from './registers.ts';
import { DI_STATUS_3, decodeWord3 } from './relay.ts';
import { switchRelay } from './switching.ts';

const framing: Framing<Frame> = { createParser: createFrameParser, isEcho: (frame) => !isFromMeter(frame.control) };
const PROTOCOL = 'dlt645-2007';

/** DL/T 645-2007 meters on a bus. */
export function createDlt645Driver(tools: DriverTools): MeterDriver {
  const { bus, now, timers, zone, profile, relayAccess: access } = tools;
  const timing: BusTiming = { ...USUAL_TIMING, answerMs: profile.answerMs };
  /** Meters that refused the block of tariffs once are asked one by one. */
  const withoutBlock = new Set<string>();
  /** Meters that did not answer last time get one try until they do, so that a round is not held up by the dead. */
  const quiet = new Set<string>();

  async function read(meter: WireMeter, di: number, asking: Asking): Promise<Frame> {
    const { address } = meter;
    const isQuiet = quiet.has(address) && asking.priority === 'background';
    const request: BusRequest<Frame> = {
      ...wireOf(meter),
      bytes: encodeRead(address, di, preambleOf(meter)),
      isAnswer: (frame) => isAnswerTo({ address, control: FN_READ, data: diBytes(di) }, frame),
      priority: asking.priority,
      retries: isQuiet ? 0 : profile.retries,
      signal: asking.signal,
    };
    try {
      const answer = await bus.ask(request);
      quiet.delete(address);
      return answer;
    } catch (error) {
      if (!(error instanceof BusFailure)) throw error;
      if (error.problem.code === 'no-answer') quiet.add(address);
      throw meterRefusal(error, address);
    }
  }

  async function readOne(meter: WireMeter, di: number, asking: Asking): Promise<RegisterValue> {
    const { address } = meter;
    const answer = await read(meter, di, asking);
    if (isError(answer.control)) {
      if (isUnknownRegister(answer) && di !== DI_TOTAL) return 'absent';
      throw meterError(answer, address);
    }
    const format = energyFormat(di);
    const payload = answer.data.subarray(4);
    if (payload.length < format.bytes) throw badData(address, di);
    return decodeBcd(payload.subarray(0, format.bytes), format.decimals, format.isSigned);
  }

  /** Total and tariffs in one exchange; undefined when the meter knows no such block. */
  async function readBlock(meter: WireMeter, asking: Asking): Promise<RegisterValue[] | undefined> {
    const { address } = meter;
    if (withoutBlock.has(address)) return undefined;
    const answer = await read(meter, DI_TOU_BLOCK, asking);
    if (!isError(answer.control)) {
      const values = decodeBlock(answer.data.subarray(4), energyFormat(DI_TOU_BLOCK));
      if (values.length > 0) return values;
    } else if (!isUnknownRegister(answer)) throw meterError(answer, address);
    withoutBlock.add(address);
    return undefined;
  }

  async function readAll(meter: WireMeter, asking: Asking): Promise<RegisterValue[]> {
    const block = await readBlock(meter, asking);
    if (block) return block;
    const values = [await readOne(meter, DI_TOTAL, asking)];
    for (const di of DI_TOU) values.push(await readOne(meter, di, asking));
    return values;
  }

  async function readRegisters(meter: WireMeter, { withTou, ...asking }: ReadRegisters & Asking) {
    const { address } = meter;
    const values = withTou ? await readAll(meter, asking) : [await readOne(meter, DI_TOTAL, asking)];
    const [total, sharp, peak, flat, valley] = values.map((value) => toMilli(value, address));
    if (total === undefined || total === null) throw badData(address, DI_TOTAL);
    return {
      totalMilli: total,
      sharpMilli: sharp ?? null,
      peakMilli: peak ?? null,
      flatMilli: flat ?? null,
      valleyMilli: valley ?? null,
      reverseMilli: null,
      demandMilli: null,
      reactiveMilli: null,
      at: now(),
    };
  }

  async function readStatus(meter: WireMeter, signal?: AbortSignal): Promise<RelayStatus> {
    const { address } = meter;
    const answer = await read(meter, DI_STATUS_3, { priority: 'interactive', signal });
    if (isError(answer.control)) throw meterError(answer, address);
    const word = decodeWord3(answer.data.subarray(4));
    if (!word) throw badData(address, DI_STATUS_3);
    return { ...word, at: now() };
  }

  function survey(
    frame: Frame,
    priority: BusPriority,
    line: LineSettings | undefined,
    signal: AbortSignal | undefined,
  ) {
    return bus.survey({
      framing,
      timing,
      line,
      bytes: encodeFrame(frame, DEFAULT_PREAMBLE),
      isAnswer: (answer) => isAnswerTo(frame, answer),
      priority,
      retries: 0,
      signal,
    });
  }

  const discover: MeterDriver['discover'] = async ({ lines }, onProgress, signal) => {
    const found: FoundMeter[] = [];
    const speeds = lines.length > 0 ? lines : [undefined];
    for (const [index, line] of speeds.entries()) {
      const named = (addresses: readonly string[]) => addresses.map((address) => foundAt(address, line));
      const rest = speeds.length - index - 1;
      const report = ({ found: here, tried, total }: DiscoveryReport) =>
        onProgress({ found: [...found, ...named(here)], tried: index + tried, total: index + total + rest });
      try {
        found.push(
          ...named(await discoverMeters((frame) => survey(frame, 'background', line, signal), report, signal)),
        );
      } catch (error) {
        throw error instanceof BusFailure ? meterRefusal(error, '') : error;
      }
    }
    return found;
  };

  return {
    normaliseAddress: (text) => normaliseAddress(text) ?? null,
    readRegisters,
    readStatus,
    discover,
    control: (meter, command) =>
      switchRelay(
        { bus, readStatus, access, timers, now, zone, wire: wireOf(meter), preamble: preambleOf(meter) },
        meter,
        command,
      ),
    async whoIsThere(signal) {
      const { addresses, isCrowded } = await whoAnswers((frame) => survey(frame, 'interactive', undefined, signal));
      return { found: addresses.map((address) => foundAt(address, undefined)), isCrowded };
    },
  };

  function wireOf(meter: WireMeter) {
    return { framing, timing, line: meter.line ?? undefined, station: stationOf(meter) };
  }
}

function foundAt(address: string, line: LineSettings | undefined): FoundMeter {
  return { protocol: PROTOCOL, address, line: line ?? null };
}

function preambleOf({ profile }: WireMeter): number {
  return profile.protocol === PROTOCOL ? profile.preamble : DEFAULT_PREAMBLE;
}

function energyFormat(di: number): DataFormat & { kind: 'number' } {
  const format = formatOf(di);
  if (format?.kind !== 'number') throw new Error(`no energy register: ${formatDi(di)}`);
  return format;
}

function isUnknownRegister(answer: Frame): boolean {
  return errorReasons(answer.data[0] ?? 0).includes('no-data');
}

function toMilli(value: RegisterValue, address: string): Milli | null {
  if (value === 'absent') return null;
  const scaled = value === 'invalid' ? null : rescale(value satisfies Decimal, 3);
  if (scaled === null || scaled < 0) throw badData(address, DI_TOTAL);
  return milli(scaled);
}

function badData(address: string, di: number): StationError {
  return new StationError('device.bad-data', { address, di: formatDi(di) });
}

function meterError(answer: Frame, address: string): StationError {
  const err = answer.data[0] ?? 0;
  const reasons = errorReasons(err);
  const params = { address, err: err.toString(16).toUpperCase().padStart(2, '0') };
  if (reasons.includes('not-authorised')) return new StationError('device.meter-not-authorised', params);
  return new StationError(reasons.includes('no-data') ? 'device.meter-no-data' : 'device.meter-error', params);
}
