import { type Bus, BusFailure, type BusTiming, type Survey } from '../bus/types.ts';
import type { LineSettings } from '../link/line.schema.ts';
import { meterRefusal } from '../meter/refusal.ts';
import type { MeterDriver } from '../meter/types.ts';
import type { BusPriority, FoundMeter } from '../ports/meter.ts';
import {
  ANY_ADDRESS,
  ANY_TYPE,
  addressText,
  encodeFrame,
  FN_READ,
  FN_READ_ADDRESS,
  type Frame,
  isAddress,
  isError,
  partialAddress,
} from './frame.ts';
import {
  DI_ADDRESS,
  DI_ORDERS,
  DI_READINGS,
  type DiOrder,
  HEAD_BYTES,
  isAnswerTo,
  requestData,
} from './identifiers.ts';
import { Cjt188Profile } from './profile.schema.ts';
import { FRAMING, PROTOCOL } from './wire.ts';

/** Finding the meters on a wire that carries no list of them. */

const VALUES_PER_BYTE = 100;
const ADDRESS_DIGITS = 14;

interface Answers {
  readonly meters: ReadonlyMap<string, FoundMeter>;
  /** Several meters talked at once, so more of them are there than were understood. */
  readonly isCrowded: boolean;
}

interface Searching {
  readonly line: LineSettings | undefined;
  readonly priority: BusPriority;
  readonly signal: AbortSignal | undefined;
}

export function createDiscovery(
  bus: Pick<Bus, 'survey'>,
  timing: BusTiming,
): Required<Pick<MeterDriver, 'discover' | 'whoIsThere'>> {
  let serial = 0x80;

  async function survey(frame: Frame, { line, priority, signal }: Searching): Promise<Survey<Frame>> {
    return bus.survey({
      framing: FRAMING,
      timing,
      line,
      bytes: encodeFrame(frame),
      isAnswer: (answer) => isAnswerTo(frame, answer, false),
      priority,
      retries: 0,
      signal,
    });
  }

  function frameOf(address: string, order: DiOrder): Frame {
    serial = 0x80 | ((serial + 1) & 0x7f);
    const isAny = address === ANY_ADDRESS;
    const data = requestData(isAny ? DI_ADDRESS : DI_READINGS, order, serial);
    return { type: ANY_TYPE, address, control: isAny ? FN_READ_ADDRESS : FN_READ, data };
  }

  /** "Read address" to everybody; a partial wildcard is tried with "read data". Both orders of identifiers. */
  async function answersTo(address: string, searching: Searching): Promise<Answers> {
    const meters = new Map<string, FoundMeter>();
    let isCrowded = false;
    for (const order of DI_ORDERS) {
      const { frames, isNoisy } = await survey(frameOf(address, order), searching);
      isCrowded ||= isNoisy;
      for (const frame of frames) {
        const own = addressOf(frame);
        if (own) meters.set(own, foundAt(own, { type: frame.type, order, line: searching.line }));
      }
    }
    return { meters, isCrowded };
  }

  /**
   * One meter answers the general wildcard by itself. Where several collide, the address is searched byte by byte from
   * the low end, going deeper only where answers still collide. Not every meter understands a partial wildcard: those
   * are found by their nameplates.
   */
  async function searchLine(
    searching: Searching,
    report: (meters: readonly FoundMeter[], tried: number, total: number) => void,
  ): Promise<readonly FoundMeter[]> {
    const found = new Map<string, FoundMeter>();
    const everybody = await answersTo(ANY_ADDRESS, searching);
    for (const [address, meter] of everybody.meters) found.set(address, meter);
    const branches: string[] = everybody.isCrowded || found.size > 1 ? [''] : [];
    let tried = 1;
    let total = 1 + branches.length * VALUES_PER_BYTE;
    report([...found.values()], tried, total);
    for (let known = branches.shift(); known !== undefined; known = branches.shift()) {
      for (let value = 0; value < VALUES_PER_BYTE; value++) {
        searching.signal?.throwIfAborted();
        const lowDigits = String(value).padStart(2, '0') + known;
        const answers = await answersTo(partialAddress(lowDigits), searching);
        for (const [address, meter] of answers.meters) found.set(address, meter);
        tried++;
        if (answers.isCrowded && lowDigits.length < ADDRESS_DIGITS) {
          branches.push(lowDigits);
          total += VALUES_PER_BYTE;
        }
        report([...found.values()], tried, total);
      }
    }
    return [...found.values()].sort((a, b) => a.address.localeCompare(b.address));
  }

  return {
    async discover({ lines }, onProgress, signal) {
      const found: FoundMeter[] = [];
      const speeds = lines.length > 0 ? lines : [undefined];
      for (const [index, line] of speeds.entries()) {
        const rest = speeds.length - index - 1;
        const report = (here: readonly FoundMeter[], tried: number, total: number) =>
          onProgress({ found: [...found, ...here], tried: index + tried, total: index + total + rest });
        try {
          found.push(...(await searchLine({ line, priority: 'background', signal }, report)));
        } catch (error) {
          throw error instanceof BusFailure ? meterRefusal(error, '') : error;
        }
      }
      return found;
    },
    async whoIsThere(signal) {
      const searching: Searching = { line: undefined, priority: 'interactive', signal };
      const { meters, isCrowded } = await answersTo(ANY_ADDRESS, searching);
      return { found: [...meters.values()], isCrowded };
    },
  };
}

/** Most meters leave the address to the head of the frame, some repeat it behind the identifier. */
function addressOf(frame: Frame): string | undefined {
  if (isError(frame.control)) return undefined;
  const written = frame.control === 0x83 ? frame.data.subarray(HEAD_BYTES) : new Uint8Array(0);
  const own = written.length === 7 ? addressText(written) : frame.address;
  return isAddress(own) ? own : undefined;
}

function foundAt(
  address: string,
  { type, order, line }: { type: number; order: DiOrder; line: LineSettings | undefined },
): FoundMeter {
  const note = type.toString(16).toUpperCase().padStart(2, '0');
  const profile = Cjt188Profile.parse({ protocol: PROTOCOL, type: note, diOrder: order });
  return { protocol: PROTOCOL, address, line: line ?? null, note, profile };
}
