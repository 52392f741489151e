import { type Explanation, FAULT_NAMES } from '../explain/explain.ts';
import { decimalNumber, type FrameFault } from '../framing/frame.ts';
import { type BcdForm, type BcdWeight, createBcdParser } from './frame.ts';

/** Five bytes count the point from one, six from nought and name the unit. */
const FORMS: readonly BcdForm[] = [
  { point: 'places-plus-one', order: 'low-first', hasUnitByte: false },
  { point: 'places', order: 'low-first', hasUnitByte: true },
];

export function explainBcd(bytes: Uint8Array): Explanation {
  let fault: FrameFault | null = null;
  let isBegun = false;
  for (const form of FORMS) {
    const parser = createBcdParser(form);
    const frames = [...parser.push(bytes)];
    const pending = parser.pending();
    frames.push(...parser.end());
    const [first, ...others] = frames;
    if (first && others.length === 0) return explainWeight(first);
    if (first) return { values: frames.filter((frame) => !frame.isOverloaded).map(decimalNumber) };
    fault ??= parser.counts().lastFault;
    isBegun ||= pending > 0;
  }
  return { error: isBegun || fault === null ? 'incomplete' : FAULT_NAMES[fault] };
}

function explainWeight(frame: BcdWeight): Explanation {
  return {
    value: frame.isOverloaded ? null : decimalNumber(frame),
    ...(frame.unit && { unit: frame.unit }),
    mode: frame.mode,
    negative: frame.units < 0,
    stable: frame.isStable,
    overload: frame.isOverloaded,
    ...(frame.mode === 'counting' && { count: decimalNumber(frame) }),
  };
}
