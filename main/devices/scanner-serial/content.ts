import iconv from 'iconv-lite';
import { parseScan, type Scanned } from './aim.ts';

/** What a code holds as text: UTF-8 where it is that, else GB18030, as the codes of Chinese makers are. */
export function contentOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return iconv.decode(Buffer.from(bytes), 'gb18030');
  }
}

const BREAK = new Set([0x0d, 0x0a]);
/** Control characters and letters that are none; FS, GS, RS, US and EOT part the fields of a code, breaks those of a card. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const NOISE = /[\x00-\x03\x05-\x08\x0b\x0c\x0e-\x1b\x7f-\x9f\ufffd]/;

/** A code as it came off the line, without its ending; undefined for noise, which nobody scanned. */
export function readScan(line: Uint8Array): Scanned | undefined {
  const content = contentOf(withoutBreaks(line));
  return NOISE.test(content) ? undefined : parseScan(content);
}

/** CR LF leaves its LF before the next line, or its CR behind this one. */
function withoutBreaks(line: Uint8Array): Uint8Array {
  let [start, end] = [0, line.length];
  while (start < end && BREAK.has(line[start] ?? 0)) start++;
  while (end > start && BREAK.has(line[end - 1] ?? 0)) end--;
  return line.subarray(start, end);
}
