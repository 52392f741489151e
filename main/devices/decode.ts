import type { Explanation } from './explain.ts';
import { explainDlt645 } from './meter-dlt645/explain.ts';
import { explainDlt645Of1997 } from './meter-dlt645-1997/explain.ts';
import { explainPdu } from './modem-gsm/explain.ts';
import { explainToledo } from './scale-toledo/explain.ts';
import { explainYaohua } from './scale-yaohua/explain.ts';

/** Recorded bytes in words, without any device: for support, for tests and for the command line. */

interface DecoderEntry {
  readonly name: string;
  /** What a protocol is called elsewhere ("DL/T 645-2007", "scale: Toledo continuous"), in lower case. */
  readonly called: RegExp;
  readonly explain: (bytes: Uint8Array) => Explanation;
}

/** The first that is meant counts. */
const ENTRIES: readonly DecoderEntry[] = [
  { name: 'dlt645-1997', called: /645.*97/, explain: explainDlt645Of1997 },
  { name: 'dlt645-2007', called: /645/, explain: explainDlt645 },
  { name: 'yaohua', called: /yaohua/, explain: explainYaohua },
  { name: 'toledo', called: /toledo/, explain: explainToledo },
  { name: 'gsm-pdu', called: /\b(sms|pdu)\b/, explain: explainPdu },
];

/** Short names, for the help text. */
export const DECODERS: readonly string[] = ENTRIES.map(({ name }) => name);

/**
 * What makes words of the bytes of this protocol; undefined for a protocol that is not known. The words are the fields
 * of the frame, or `error` with what is wrong first. Several weights come as `values`; bytes of a frame that has begun
 * but not ended are named in `rest`.
 */
export function decoderNamed(text: string): ((bytes: Uint8Array) => Explanation) | undefined {
  const name = text.toLowerCase();
  const entry = ENTRIES.find((known) => known.name === name) ?? ENTRIES.find((known) => known.called.test(name));
  return entry && ((bytes) => (bytes.length === 0 ? { error: 'incomplete' } : entry.explain(bytes)));
}
