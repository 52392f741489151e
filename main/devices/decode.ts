import { normaliseCode } from '../modules/cylinders/code.domain.ts';
import type { Explanation } from './explain/explain.ts';
import { explainCjt188 } from './meter-cjt188/explain.ts';
import { explainDlt645 } from './meter-dlt645/explain.ts';
import { explainDlt645Of1997 } from './meter-dlt645-1997/explain.ts';
import { explainDsmrP1 } from './meter-dsmr-p1/explain.ts';
import { explainIec62056 } from './meter-iec62056/explain.ts';
import { explainModbus } from './meter-modbus/explain.ts';
import { explainPdu } from './modem-gsm/explain.ts';
import { explainAt } from './modem-gsm/explain-at.ts';
import { explainEscPos } from './printer-escpos/explain.ts';
import { explainBcd } from './scale-bcd/explain.ts';
import { explainAnd, explainBalance, explainCas, explainSics, explainSma, explainSt } from './scale-text/explain.ts';
import { explainToledo } from './scale-toledo/explain.ts';
import { explainYaohua } from './scale-yaohua/explain.ts';
import { explainScan } from './scanner-serial/explain.ts';

/** Recorded bytes in words, without any device: for support, for tests and for the command line. */

interface DecoderEntry {
  readonly name: string;
  /** What a protocol is called elsewhere ("DL/T 645-2007", "scale: Toledo continuous"), in lower case. */
  readonly called: RegExp;
  readonly explain: (bytes: Uint8Array) => Explanation;
  /** It has a word for no bytes at all. */
  readonly takesNothing?: true;
}

/** The first that is meant counts. */
const ENTRIES: readonly DecoderEntry[] = [
  { name: 'dlt645-1997', called: /645.*97/, explain: explainDlt645Of1997 },
  { name: 'dlt645-2007', called: /645/, explain: explainDlt645 },
  { name: 'modbus', called: /modbus/, explain: explainModbus },
  { name: 'cjt188', called: /cj\/?t ?188/, explain: explainCjt188 },
  { name: 'iec62056-21', called: /62056/, explain: explainIec62056 },
  { name: 'dsmr-p1', called: /dsmr|\bp1\b/, explain: explainDsmrP1 },
  { name: 'yaohua', called: /yaohua/, explain: explainYaohua },
  { name: 'toledo', called: /toledo/, explain: explainToledo },
  { name: 'scale-bcd', called: /\bbcd\b/, explain: explainBcd },
  { name: 'mt-sics', called: /sics/, explain: explainSics },
  { name: 'st', called: /st\/us/, explain: explainSt },
  { name: 'and', called: /a&d/, explain: explainAnd },
  { name: 'cas', called: /\bcas\b/, explain: explainCas },
  { name: 'sma', called: /\bsma\b/, explain: explainSma },
  { name: 'balance', called: /ohaus|sartorius|\bsbi\b|kern|weightech|wt1000/, explain: explainBalance },
  { name: 'cylinder-code', called: /cylinder/, explain: explainCylinderCode },
  { name: 'gsm-pdu', called: /\b(sms|pdu)\b/, explain: explainPdu },
  { name: 'gsm-at', called: /\bat\b/, explain: explainAt },
  { name: 'escpos', called: /esc\/?pos/, explain: explainEscPos, takesNothing: true },
  { name: 'scanner', called: /barcode|scanner/, explain: explainScan },
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
  return (
    entry && ((bytes) => (bytes.length === 0 && !entry.takesNothing ? { error: 'incomplete' } : entry.explain(bytes)))
  );
}

/** What a scanner reads off a cylinder: text in UTF-8. */
function explainCylinderCode(bytes: Uint8Array): Explanation {
  const code = normaliseCode(new TextDecoder().decode(bytes));
  return code ? { code } : { error: 'content' };
}
