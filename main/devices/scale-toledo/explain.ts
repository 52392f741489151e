import { type Explanation, explainWeights } from '../explain/explain.ts';
import { decimalNumber, toHex } from '../framing/frame.ts';
import { checksum, createFrameParser, type ToledoWeight } from './frame.ts';

export function explainToledo(bytes: Uint8Array): Explanation {
  const decoded = explainWeights(createFrameParser('auto'), bytes, explainWeight);
  if (decoded.error !== 'checksum') return decoded;
  const cr = bytes.indexOf(0x0d);
  return { ...decoded, correct: toHex(Uint8Array.of(checksum(bytes, bytes.indexOf(0x02), cr + 1))) };
}

function explainWeight(frame: ToledoWeight): Explanation {
  return {
    value: frame.isOutOfRange || frame.isPoweringUp ? null : decimalNumber(frame),
    ...(frame.tare ? { tare: decimalNumber(frame.tare) } : {}),
    unit: frame.unit,
    net: frame.isNet,
    negative: frame.units < 0,
    stable: !frame.isInMotion,
    overload: frame.isOutOfRange,
    ...(frame.isPoweringUp ? { power_up: true } : {}),
    ...(frame.isExpanded ? { expanded: true } : {}),
  };
}
