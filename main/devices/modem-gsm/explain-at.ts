import type { Explanation } from '../explain/explain.ts';
import { asciiText } from '../framing/frame.ts';
import { fieldsOf, networkOf, signalOf } from './answers.ts';

/** What a modem and a program say to each other, in words: one turn of the conversation, echo included. */

/** TS 27.005, 3.2.5 and TS 24.011, annex E: those that stations meet. */
const CMS_MEANINGS: Readonly<Record<string, string>> = {
  8: 'operator determined barring',
  21: 'short message transfer rejected',
  27: 'destination out of order',
  28: 'unidentified subscriber',
  38: 'network out of order',
  41: 'temporary failure',
  42: 'congestion',
  50: 'requested facility not subscribed',
  69: 'requested facility not implemented',
  310: 'SIM not inserted',
  311: 'SIM PIN required',
  313: 'SIM failure',
  322: 'memory full',
  330: 'SMSC address unknown',
  331: 'no network service',
  332: 'network timeout',
  500: 'unknown error',
};
const ESCAPE = '\u001b';
/** Ends a message that is handed over at the prompt. */
const CTRL_Z = '\u001a';
/** A message length has three digits at most; a number to write to has more. */
const LENGTH = /^AT\+CMGS=(\d{1,3})$/;
const RECIPIENT = /^AT\+CMGS="?(\+?\d{4,20})"?$/;

export function explainAt(bytes: Uint8Array): Explanation {
  const text = asciiText(bytes);
  if (text.trim() === ESCAPE) return { abort: true };
  const typed = text.slice(0, -1);
  if (text.endsWith(CTRL_Z) && /^[0-9A-F]+$/i.test(typed)) return { pdu: typed };
  const lines = text
    .replaceAll(ESCAPE, '')
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter(Boolean);
  const explained = Object.assign({}, ...lines.map((line) => explainLine(line, lines)));
  return Object.keys(explained).length > 0 ? explained : { error: 'content' };
}

function explainLine(line: string, lines: readonly string[]): Explanation {
  if (line === 'OK') return { ok: true };
  if (line === 'ERROR' || line === 'NO CARRIER') return { ok: false };
  if (line === 'RING') return { ring: true, unsolicited: true };
  if (line === '>') return { prompt: true };
  const failure = /^\+(CMS|CME) ERROR: ?(.+)$/.exec(line);
  if (failure) return refusal(failure[1] as string, failure[2] as string);
  if (/^AT/i.test(line)) return explainCommand(line);
  const name = /^(\+[A-Z]+):/.exec(line)?.[1];
  return name ? (ANSWERS[name]?.(fieldsOf(lines, name), line) ?? { answer: name }) : {};
}

function explainCommand(line: string): Explanation {
  const length = LENGTH.exec(line)?.[1];
  const to = RECIPIENT.exec(line)?.[1];
  return {
    command: line,
    ...(length !== undefined && { length: Number(length) }),
    ...(length === undefined && to !== undefined && { recipient: to }),
  };
}

function refusal(kind: string, number: string): Explanation {
  // With AT+CMEE=2 the modem writes words.
  const code = /^\d+$/.test(number) ? Number(number) : number;
  if (kind === 'CME') return { cme_error: code };
  const meaning = CMS_MEANINGS[number];
  return { cms_error: code, ...(meaning && { meaning }) };
}

const ANSWERS: Readonly<Record<string, (fields: readonly string[], line: string) => Explanation>> = {
  '+CMGS': ([reference = '']) => ({ reference: Number(reference) }),
  '+CREG': (fields) => {
    // Said without being asked it has no <n> in front.
    const network = networkOf(fields.length === 1 ? ['', ...fields] : fields);
    return { registered: network === 'home' || network === 'roaming', network };
  },
  '+CSQ': ([rssi]) => ({ signal_dbm: signalOf(rssi) }),
  '+CPIN': ([sim = '']) => ({ sim }),
  '+CSCA': ([number = '', type]) => ({ smsc: withPlus(plainNumber(number), type) }),
  // ("SM","ME"), ("SM","ME"), …: for reading, for sending, for receiving.
  '+CPMS': (_, line) => ({
    storages: [...(/\(([^)]*)\)/.exec(line)?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(([, name]) => name),
  }),
  '+CMTI': ([storage = '', index]) => ({ storage, index: Number(index), unsolicited: true }),
  '+CDSI': ([storage = '', index]) => ({ storage, index: Number(index), unsolicited: true }),
};

/** Modems in UCS2 mode write each character as four hexadecimal digits. */
function plainNumber(text: string): string {
  if (!/^(00[0-9A-F]{2})+$/i.test(text)) return text;
  return (text.match(/.{4}/g) ?? []).map((code) => String.fromCharCode(Number.parseInt(code, 16))).join('');
}

/** 145 = international. */
function withPlus(number: string, type: string | undefined): string {
  return type === '145' && number !== '' && !number.startsWith('+') ? `+${number}` : number;
}
