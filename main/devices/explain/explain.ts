import { asciiText, type Decimal, decimalNumber, type FrameFault, type FrameParser } from '../framing/frame.ts';

/** What all explanations of recorded bytes share. Pure. */

/** The fields of a frame in plain values, or `error` with what is wrong first. */
export type Explanation = Record<string, unknown>;

export const FAULT_NAMES: Readonly<Record<FrameFault, string>> = {
  header: 'header',
  length: 'length',
  checksum: 'checksum',
  end: 'end byte',
  content: 'content',
};

/** One weight as its fields; several as `values`; none as the error. */
export function explainWeights<F extends Decimal>(
  parser: FrameParser<F>,
  bytes: Uint8Array,
  fields: (frame: F) => Explanation,
): Explanation {
  const frames = parser.push(bytes);
  const pending = parser.pending();
  const kept = pending > 0 ? bytes.subarray(bytes.length - pending) : undefined;
  const late = parser.end();
  const all = [...frames, ...late];
  const rest =
    kept && late.length === 0
      ? { rest: /^[\x20-\x7e]*$/.test(asciiText(kept)) ? asciiText(kept) : `${kept.length} bytes kept` }
      : {};
  const [first] = all;
  const dropped = parser.counts().droppedBytes;
  if (first && all.length === 1 && !rest.rest)
    return { ...fields(first), ...(dropped > 0 ? { values: all.map(decimalNumber), dropped } : {}) };
  if (first) return { values: all.map(decimalNumber), ...rest };
  const fault = parser.counts().lastFault;
  return { error: pending > 0 || fault === null ? 'incomplete' : FAULT_NAMES[fault] };
}
