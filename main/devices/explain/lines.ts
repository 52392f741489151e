import { asciiText, decimalNumber } from '../framing/frame.ts';
import { createLineParser, type Line, type ReadLine } from '../scale-text/frame.ts';
import type { Explanation } from './explain.ts';

/** Text lines in words; the readers are asked in this order and the first that knows a line reads it. */
export function explainLines(readers: readonly ReadLine[], bytes: Uint8Array): Explanation {
  const read: ReadLine = (line) => {
    for (const reader of readers) {
      const found = reader(line);
      if (found) return found;
    }
    return undefined;
  };
  const parser = createLineParser(read);
  const lines = parser.push(bytes);
  const pending = parser.pending();
  const rest = asciiText(bytes.subarray(bytes.length - pending));
  const [first, ...others] = lines;
  if (!first) return unread(bytes, rest);
  if (others.length === 0 && !rest) return explainLine(first);
  const values = lines.flatMap((line) => (line.kind === 'weight' && line.value ? [decimalNumber(line.value)] : []));
  return { values, ...(first.kind === 'weight' && { unit: first.unit }), ...(rest && { rest }) };
}

/** A number without a unit is no weight: nobody knows of what. */
function unread(bytes: Uint8Array, rest: string): Explanation {
  if (rest.length === bytes.length) return { error: 'incomplete' };
  const isBare = /^[\r\n]*[ +-]*\d[\d.]*\s*$/.test(asciiText(bytes));
  return isBare ? { value: null, unit: null } : { error: 'content' };
}

function explainLine(line: Line): Explanation {
  if (line.kind === 'fault') return { ...line.words, error: line.fault };
  if (line.kind === 'note') return { ...line.words };
  const { value, unit, isNet, isMoving, range, words } = line;
  return {
    value: value && decimalNumber(value),
    unit,
    ...(isNet !== null && { net: isNet }),
    stable: isMoving === null ? null : !isMoving,
    ...(value && value.units < 0 && { negative: true }),
    ...(range === 'over' && { overload: true }),
    ...(range === 'under' && { underload: true }),
    ...words,
  };
}
