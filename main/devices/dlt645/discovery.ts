import type { Survey } from '../bus/types.ts';
import type { MeterProtocolName } from '../config.schema.ts';
import type { LineSettings } from '../link/line.schema.ts';
import type { MeterDriver } from '../meter/types.ts';
import { type Frame, isAddress, isError } from '../meter-dlt645/frame.ts';
import type { Asking, DiscoveryProgress, FoundMeter } from '../ports/meter.ts';
import type { Exchange } from './exchange.ts';

/** Finding the meters on a wire that carries no list of them. */

interface DiscoveryReport {
  readonly found: readonly string[];
  readonly tried: number;
  readonly total: number;
}

/** The calls of a driver that look for meters. */
export function searching(
  { survey }: Pick<Exchange, 'survey'>,
  how: Omit<Search, 'ask'>,
  protocol: MeterProtocolName,
): Required<Pick<MeterDriver, 'discover' | 'whoIsThere'>> {
  const searchOn = (line: LineSettings | undefined, asking: Asking): Search => ({
    ...how,
    ask: (frame) => survey(frame, asking, line),
  });
  return {
    discover: ({ lines }, onProgress, signal) =>
      discoverOnLines(
        (line) => searchOn(line, { priority: 'background', signal }),
        lines,
        protocol,
        onProgress,
        signal,
      ),
    async whoIsThere(signal) {
      const { addresses, isCrowded } = await whoAnswers(searchOn(undefined, { priority: 'interactive', signal }));
      return { found: addresses.map((address) => ({ protocol, address, line: null })), isCrowded };
    },
  };
}

/** How an edition looks for its meters. */
interface Search {
  /** Asked of everybody, one after the other until somebody answers. */
  readonly everybody: readonly Frame[];
  /** Asked of every meter whose address ends in these digits: each answer carries its full address. */
  among(lowDigits: string): Frame;
  /** The address an answer carries, in its data or as its own. */
  addressIn(answer: Frame): string;
  /** Sends one wildcard request and hears all that comes back. */
  ask(request: Frame): Promise<Survey<Frame>>;
}

interface Answers {
  readonly addresses: readonly string[];
  /** Several meters talked at once, so more of them are there than were understood. */
  readonly isCrowded: boolean;
}

const VALUES_PER_BYTE = 100;

async function answersTo(search: Search, request: Frame): Promise<Answers> {
  const { frames, isNoisy } = await search.ask(request);
  const addresses = frames
    // Some test benches answer a foreign address with an error; a meter that is there answers its own.
    .filter(({ control }) => !isError(control))
    .map((frame) => search.addressIn(frame))
    .filter(isAddress);
  return { addresses: [...new Set(addresses)], isCrowded: isNoisy };
}

/** Who answers a question for all. */
async function whoAnswers(search: Search): Promise<Answers> {
  let last: Answers = { addresses: [], isCrowded: false };
  for (const request of search.everybody) {
    last = await answersTo(search, request);
    if (last.addresses.length > 0 || last.isCrowded) return last;
  }
  return last;
}

/**
 * One meter answers the general wildcard by itself. Where several collide, the address is searched byte by byte from
 * the low end with partial wildcards (100 values a byte), going deeper only where answers still collide. A wire where
 * nobody answers the general wildcard has no meters on it.
 */
async function discoverMeters(
  search: Search,
  onProgress: (report: DiscoveryReport) => void,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const found = new Set<string>();
  let tried = 0;
  let total = 1;
  const report = () => onProgress({ found: [...found].sort(), tried, total });

  const everybody = await whoAnswers(search);
  for (const address of everybody.addresses) found.add(address);
  tried = 1;
  const branches: string[] = everybody.isCrowded || everybody.addresses.length > 1 ? [''] : [];
  total += branches.length * VALUES_PER_BYTE;
  report();

  for (let known = branches.shift(); known !== undefined; known = branches.shift()) {
    for (let value = 0; value < VALUES_PER_BYTE; value++) {
      signal?.throwIfAborted();
      const lowDigits = String(value).padStart(2, '0') + known;
      const answers = await answersTo(search, search.among(lowDigits));
      for (const address of answers.addresses) found.add(address);
      tried++;
      if (answers.isCrowded && lowDigits.length < 12) {
        branches.push(lowDigits);
        total += VALUES_PER_BYTE;
      }
      report();
    }
  }
  return [...found].sort();
}

/** The search on one line after the other; none = on the wire's own. */
async function discoverOnLines(
  searchOn: (line: LineSettings | undefined) => Search,
  lines: readonly LineSettings[],
  protocol: MeterProtocolName,
  onProgress: (progress: DiscoveryProgress) => void,
  signal?: AbortSignal,
): Promise<readonly FoundMeter[]> {
  const found: FoundMeter[] = [];
  const speeds = lines.length > 0 ? lines : [undefined];
  let triedBefore = 0;
  for (const [index, line] of speeds.entries()) {
    const named = (addresses: readonly string[]) =>
      addresses.map((address): FoundMeter => ({ protocol, address, line: line ?? null }));
    const rest = speeds.length - index - 1;
    let triedHere = 0;
    const report = ({ found: here, tried, total }: DiscoveryReport) => {
      triedHere = tried;
      onProgress({ found: [...found, ...named(here)], tried: triedBefore + tried, total: triedBefore + total + rest });
    };
    found.push(...named(await discoverMeters(searchOn(line), report, signal)));
    triedBefore += triedHere;
  }
  return found;
}
