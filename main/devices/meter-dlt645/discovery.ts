import type { Survey } from '../bus.types.ts';
import {
  ANY_ADDRESS,
  decodeAddress,
  diBytes,
  FN_READ,
  FN_READ_ADDRESS,
  type Frame,
  isAddress,
  isError,
  partialAddress,
} from './frame.ts';
import { DI_TOTAL } from './registers.ts';

/** Finding the meters on a wire that carries no list of them. */

export interface DiscoveryReport {
  readonly found: readonly string[];
  readonly tried: number;
  readonly total: number;
}

/** Sends one wildcard request and hears all that comes back. */
export type Ask = (request: Frame) => Promise<Survey<Frame>>;

interface Answers {
  readonly addresses: readonly string[];
  /** Several meters talked at once, so more of them are there than were understood. */
  readonly isCrowded: boolean;
}

const VALUES_PER_BYTE = 100;

/** Reads the total of every meter whose address ends in these digits: each answer carries its full address. */
function readRequest(lowDigits: string): Frame {
  return { address: partialAddress(lowDigits), control: FN_READ, data: diBytes(DI_TOTAL) };
}

async function answersTo(ask: Ask, request: Frame): Promise<Answers> {
  const { frames, isNoisy } = await ask(request);
  const addresses = frames.map(addressOf).filter((address) => address !== undefined);
  return { addresses: [...new Set(addresses)], isCrowded: isNoisy };
}

function addressOf(frame: Frame): string | undefined {
  const own = frame.control === 0x93 && frame.data.length === 6 ? decodeAddress(frame.data) : frame.address;
  // Some test benches answer a foreign address with an error; a meter that is there answers its own.
  return isAddress(own) && !isError(frame.control) ? own : undefined;
}

/** Asks everybody once: "read address" (13), then "read total" (11) for meters that do not know the first. */
export async function whoAnswers(ask: Ask): Promise<Answers> {
  const first = await answersTo(ask, { address: ANY_ADDRESS, control: FN_READ_ADDRESS, data: new Uint8Array(0) });
  if (first.addresses.length > 0 || first.isCrowded) return first;
  return answersTo(ask, readRequest(''));
}

/**
 * One meter answers the general wildcard by itself. Where several collide, the address is searched byte by byte from
 * the low end with partial wildcards (100 values a byte), going deeper only where answers still collide. A wire where
 * nobody answers the general wildcard has no meters on it.
 */
export async function discoverMeters(
  ask: Ask,
  onProgress: (report: DiscoveryReport) => void,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const found = new Set<string>();
  let tried = 0;
  let total = 1;
  const report = () => onProgress({ found: [...found].sort(), tried, total });

  const everybody = await whoAnswers(ask);
  for (const address of everybody.addresses) found.add(address);
  tried = 1;
  const branches: string[] = everybody.isCrowded || everybody.addresses.length > 1 ? [''] : [];
  total += branches.length * VALUES_PER_BYTE;
  report();

  for (let known = branches.shift(); known !== undefined; known = branches.shift()) {
    for (let value = 0; value < VALUES_PER_BYTE; value++) {
      signal?.throwIfAborted();
      const lowDigits = String(value).padStart(2, '0') + known;
      const answers = await answersTo(ask, readRequest(lowDigits));
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
