import { StationError } from '../../shared/error-codes.ts';
import { type Milli, milli } from '../../shared/quantity.ts';
import { createBus } from '../bus.ts';
import { type Bus, BusFailure, type BusOptions, type BusRequest, type Framing, USUAL_TIMING } from '../bus.types.ts';
import type { BusProfile } from '../config.schema.ts';
import { decodeBcd, type RegisterValue } from '../framing/bcd.domain.ts';
import { type Decimal, rescale } from '../framing/frame.ts';
import type { BusPriority, MeterBusPort, RegisterValues, RelayStatus } from '../ports.ts';
import { type DiscoveryReport, discoverMeters, whoAnswers } from './discovery.ts';
import {
  createFrameParser,
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
import { DI_TOTAL, DI_TOU, DI_TOU_BLOCK, decodeBlock, numberFormatOf } from './registers.ts';
import { DI_STATUS_3, decodeWord3, type RelayAccess } from './relay.ts';
import { switchRelay } from './switching.ts';

export interface Dlt645Bus extends MeterBusPort {
  readonly bus: Bus<Frame>;
  /** Who answers a wildcard, without searching: for the test of a new bus. */
  whoIsThere(signal?: AbortSignal): Promise<{ addresses: readonly string[]; isCrowded: boolean }>;
}

export interface MeterBusSettings {
  readonly profile: BusProfile;
  /** The meters' clocks run in the station's zone. */
  readonly zone?: string;
  /** Looked up at the moment of an order, so that a changed password needs no reopening; null = no relay is ordered here. */
  readonly relayAccess?: () => RelayAccess | null;
}

const framing: Framing<Frame> = { createParser: createFrameParser, isEcho: (frame) => !isFromMeter(frame.control) };

/** A bus of DL/T 645-2007 meters. It starts closed; `bus.start()` opens it. */
export function createDlt645Bus(options: Omit<BusOptions<Frame>, 'framing' | 'timing'> & MeterBusSettings): Dlt645Bus {
  const { profile, now, timers, zone = 'Asia/Shanghai', relayAccess: access = () => null } = options;
  const bus = createBus({ ...options, framing, timing: { ...USUAL_TIMING, answerMs: profile.answerMs } });
  /** Meters that refused the block of tariffs once are asked one by one. */
  const withoutBlock = new Set<string>();
  /** Meters that did not answer last time get one try until they do, so that a round is not held up by the dead. */
  const quiet = new Set<string>();

  interface Asking {
    readonly priority: BusPriority;
    readonly signal?: AbortSignal | undefined;
  }

  async function read(address: string, di: number, asking: Asking): Promise<Frame> {
    const isQuiet = quiet.has(address) && asking.priority === 'background';
    const request: BusRequest<Frame> = {
      bytes: encodeRead(address, di, profile.preamble),
      isAnswer: (frame) => isAnswerTo({ address, control: FN_READ, data: diBytes(di) }, frame),
      priority: asking.priority,
      retries: isQuiet ? 0 : profile.retries,
      ...(asking.signal && { signal: asking.signal }),
    };
    try {
      const answer = await bus.ask(request);
      quiet.delete(address);
      return answer;
    } catch (error) {
      if (!(error instanceof BusFailure)) throw error;
      if (error.problem.code === 'no-answer') quiet.add(address);
      throw refusal(error, address);
    }
  }

  async function readOne(address: string, di: number, asking: Asking): Promise<RegisterValue> {
    const answer = await read(address, di, asking);
    if (isError(answer.control)) {
      if (isUnknownRegister(answer) && di !== DI_TOTAL) return 'absent';
      throw meterError(answer, address);
    }
    const format = numberFormatOf(di);
    const payload = answer.data.subarray(4);
    if (payload.length < format.bytes) throw badData(address, di);
    return decodeBcd(payload.subarray(0, format.bytes), format.decimals, format.isSigned);
  }

  /** Total and tariffs in one exchange; undefined when the meter knows no such block. */
  async function readBlock(address: string, asking: Asking): Promise<RegisterValue[] | undefined> {
    if (withoutBlock.has(address)) return undefined;
    const answer = await read(address, DI_TOU_BLOCK, asking);
    if (!isError(answer.control)) {
      const values = decodeBlock(answer.data.subarray(4), numberFormatOf(DI_TOU_BLOCK));
      if (values.length > 0) return values;
    } else if (!isUnknownRegister(answer)) throw meterError(answer, address);
    withoutBlock.add(address);
    return undefined;
  }

  async function readAll(address: string, asking: Asking): Promise<RegisterValue[]> {
    const block = await readBlock(address, asking);
    if (block) return block;
    const values = [await readOne(address, DI_TOTAL, asking)];
    for (const di of DI_TOU) values.push(await readOne(address, di, asking));
    return values;
  }

  async function readMeter(
    meter: string,
    { withTou, priority = 'background', signal }: Parameters<MeterBusPort['readMeter']>[1],
  ): Promise<RegisterValues> {
    const address = addressOf(meter);
    const asking = { priority, signal };
    const values = withTou ? await readAll(address, asking) : [await readOne(address, DI_TOTAL, asking)];
    const [total, sharp, peak, flat, valley] = values.map((value) => toMilli(value, address));
    if (total === undefined || total === null) throw badData(address, DI_TOTAL);
    return {
      totalMilli: total,
      sharpMilli: sharp ?? null,
      peakMilli: peak ?? null,
      flatMilli: flat ?? null,
      valleyMilli: valley ?? null,
      at: now(),
    };
  }

  async function readStatus(address: string, signal?: AbortSignal): Promise<RelayStatus> {
    const answer = await read(address, DI_STATUS_3, { priority: 'interactive', signal });
    if (isError(answer.control)) throw meterError(answer, address);
    const word = decodeWord3(answer.data.subarray(4));
    if (!word) throw badData(address, DI_STATUS_3);
    return { ...word, at: now() };
  }

  function survey(frame: Frame, priority: BusPriority, signal: AbortSignal | undefined) {
    return bus.survey({
      bytes: encodeFrame(frame, profile.preamble),
      isAnswer: (answer) => isAnswerTo(frame, answer),
      priority,
      retries: 0,
      ...(signal && { signal }),
    });
  }

  async function discover(
    onProgress: (report: DiscoveryReport) => void,
    signal?: AbortSignal,
  ): Promise<readonly string[]> {
    try {
      return await discoverMeters((frame) => survey(frame, 'background', signal), onProgress, signal);
    } catch (error) {
      throw error instanceof BusFailure ? refusal(error, '') : error;
    }
  }

  return {
    bus,
    status: bus.status,
    readMeter,
    discover,
    async control(meter, command) {
      const address = addressOf(meter);
      const tools = { ask: bus.ask, readStatus, refusal, access, timers, now, zone, preamble: profile.preamble };
      return switchRelay(tools, address, command);
    },
    readStatus: async (meter, signal) => readStatus(addressOf(meter), signal),
    whoIsThere: (signal) => whoAnswers((frame) => survey(frame, 'interactive', signal)),
  };
}

function addressOf(meter: string): string {
  const address = normaliseAddress(meter);
  if (!address) throw new StationError('device.bad-address', { address: meter });
  return address;
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

/** What the bus met, as the refusal a person reads. */
function refusal(error: BusFailure, address: string): StationError {
  const { code, detail } = error.problem;
  switch (code) {
    case 'no-answer':
      return new StationError('device.no-answer', { address }, { cause: error });
    case 'garbage':
    case 'bad-checksum':
      return new StationError('device.garbage', { address }, { cause: error });
    case 'port-missing':
    case 'port-busy':
    case 'port-denied':
    case 'host-unreachable':
    case 'unplugged':
      return new StationError(`device.${code}`, { detail }, { cause: error });
    default:
      return new StationError('device.offline', { detail }, { cause: error });
  }
}
