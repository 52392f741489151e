import type { Explanation } from '../explain/explain.ts';
import { createCommandParser, type Said } from './commands.ts';
import {
  barcodeName,
  barcodeText,
  CODE_PAGES,
  CUTS,
  decodeText,
  EC_LEVELS,
  HRI,
  pulseMs,
  QUERY_NAMES,
  type TextMode,
} from './paper.ts';
import { isStatusByte, paperOf } from './status.ts';

/** What is said to a printer, or the one byte it answers. Nothing at all is a printer that does not answer. */
export function explainEscPos(bytes: Uint8Array): Explanation {
  const [first] = bytes;
  if (first === undefined) return { error: 'no answer' };
  if (bytes.length === 1 && isStatusByte(first)) return explainStatus(first);
  const parser = createCommandParser();
  const said = parser.push(bytes);
  if (parser.pending() > 0) return { error: 'incomplete' };
  if (said.some(({ kind }) => kind === 'unknown')) return { error: 'content' };
  return explainSaid(said);
}

/** One byte does not say which question it answers: bit 3 alone is "offline" of DLE EOT 1, bits in pairs are paper. */
function explainStatus(byte: number): Explanation {
  const paper = paperOf(byte);
  return {
    online: (byte & 0x0c) !== 0x08 && paper !== 'out',
    paper: paper === 'low' ? 'near end' : paper,
  };
}

type Command = Extract<Said, { kind: 'command' }>;

const FIELDS: Readonly<Record<string, (command: Command) => Explanation>> = {
  'ESC @': () => ({ init: true }),
  'ESC a': ({ args: [align = 0] }) => ({ align: ['left', 'center', 'right'][align % 48] }),
  'ESC E': ({ args: [isOn = 0] }) => ({ bold: (isOn & 1) === 1 }),
  'ESC d': ({ args: [lines] }) => ({ feed: lines }),
  'ESC p': ({ args: [pin = 0, on = 0, off = 0] }) => ({
    pin: pin % 48 === 1 ? 5 : 2,
    on_ms: pulseMs(on),
    off_ms: pulseMs(off),
  }),
  'ESC t': ({ args: [page = 0] }) => ({ codepage: CODE_PAGES[page] ?? `${page}` }),
  'ESC B': ({ args: [times, duration] }) => ({ times, duration }),
  'ESC =': ({ args: [device = 0] }) => ({ device: (device & 2) === 0 ? 'printer' : 'display' }),
  'ESC i': () => ({ cut: 'full' }),
  'ESC m': () => ({ cut: 'partial' }),
  'DLE \u0004': ({ args: [query = 0] }) => ({ query: QUERY_NAMES[query - 1] ?? `${query}` }),
  'GS !': ({ args: [size = 0] }) => ({ size: { width: (size >> 4) + 1, height: (size & 7) + 1 } }),
  'GS h': ({ args: [height] }) => ({ height }),
  'GS w': ({ args: [width] }) => ({ width }),
  'GS H': ({ args: [place = 0] }) => ({ hri: HRI[place % 48] }),
  'GS V': ({ args: [mode = 0, feed] }) => ({ cut: CUTS[mode], ...(feed !== undefined && { feed }) }),
  'GS k': ({ args: [system = 0], data }) => ({
    barcode: barcodeText(system, data),
    barcode_type: barcodeName(system),
  }),
  'GS (': explainSquare,
};

/** GS ( k of a QR code: its settings and its text, one command each. */
function explainSquare({ args: [letter], data: [kind, what, value = 0, ...text] }: Command): Explanation {
  if (letter !== 0x6b || kind !== 0x31) return {};
  switch (what) {
    case 0x43:
      return { module: value };
    case 0x45:
      return { ec: EC_LEVELS[value] ?? `${value}` };
    case 0x50:
      return { qr: new TextDecoder().decode(Uint8Array.from(text)), store_len: text.length + 3 };
    default:
      return {};
  }
}

function explainSaid(said: readonly Said[]): Explanation {
  const mode: TextMode = { isChinese: null, codePage: 'cp437' };
  const encodings = new Set<string>();
  let fields: Explanation = {};
  let text = '';
  for (const part of said) {
    if (part.kind === 'line') text += '\n';
    else if (part.kind === 'text') {
      const decoded = decodeText(part.bytes, mode);
      text += decoded.text;
      encodings.add(decoded.encoding);
    } else if (part.kind === 'command') {
      follow(mode, part);
      fields = { ...fields, ...FIELDS[part.name]?.(part) };
    }
  }
  if (encodings.size === 0) return fields;
  const isChinese = encodings.has('gb18030');
  return { ...fields, text: text.trim(), ...(isChinese ? { encoding: 'GB18030' } : { codepage: mode.codePage }) };
}

/** Commands that say how the text after them is meant. */
export function follow(mode: TextMode, { name, args: [first = 0] }: Command): void {
  if (name === 'FS &') mode.isChinese = true;
  if (name === 'FS .') mode.isChinese = false;
  if (name === 'ESC t') mode.codePage = CODE_PAGES[first] ?? 'cp437';
  if (name === 'ESC @') mode.isChinese = null;
}
