import type { Explanation } from '../explain/explain.ts';
import { parseScan } from './aim.ts';
import { contentOf } from './content.ts';

/** Codes off a scanner's line, each ended by CR, LF or a tab. */
export function explainScan(bytes: Uint8Array): Explanation {
  const lines = contentOf(bytes).split(/[\r\n\t]+/);
  const rest = lines.pop();
  const scans = lines.filter((line) => line !== '').map(parseScan);
  const [first] = scans;
  if (!first) return { error: 'incomplete' };
  const { text, symbology, modifier } = first;
  const fields: Explanation =
    scans.length > 1
      ? { scans: scans.map((scan) => scan.text) }
      : { data: text, ...(symbology !== null && { symbology, modifier }) };
  return rest ? { ...fields, rest } : fields;
}
