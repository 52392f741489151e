import iconv from 'iconv-lite';
import type { PrinterProfile } from './profile.schema.ts';

/** Text as the printer takes it: GB18030 bytes, one column a byte in ASCII and two columns a Chinese character. */

type Encoding = PrinterProfile['encoding'];

/** The half-width sign is four bytes in GB18030, which no printer's font has; the wide one is in every font. */
const REPLACED: ReadonlyMap<string, string> = new Map([
  ['¥', '￥'],
  ['\u00a0', ' '],
  ['\t', ' '],
  ['\u2013', '-'],
  ['\u2212', '-'],
]);

/** What can be printed of a text. Control characters would be commands: a name must not open a drawer. */
export function printable(text: string, encoding: Encoding): string {
  let made = '';
  for (const char of text.normalize('NFC')) {
    const known = REPLACED.get(char) ?? char;
    if (/[\p{Cc}\p{Cf}\p{Variation_Selector}]/u.test(known)) continue;
    made += encoding === 'gbk' && bytesOf(known).length > 2 ? '？' : known;
  }
  return made;
}

function bytesOf(text: string): Buffer {
  return iconv.encode(text, 'gb18030');
}

export function encodeText(text: string, encoding: Encoding): Uint8Array {
  return bytesOf(printable(text, encoding));
}

function columnsOfChar(char: string): number {
  return bytesOf(char).length === 1 ? 1 : 2;
}

/** Columns a printable text takes on paper. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const char of text) columns += columnsOfChar(char);
  return columns;
}

/** Lines of at most so many columns; a break in the text is kept, a space at the end of a line goes. */
export function wrap(text: string, columns: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, columns));
}

function wrapLine(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const char of text) {
    const wide = columnsOfChar(char);
    if (used + wide > columns) {
      // A Latin word goes to the next line whole where it fits there.
      const space = char === ' ' ? -1 : line.lastIndexOf(' ');
      const tail = space > 0 && /^[\x21-\x7e]*$/.test(line.slice(space + 1)) ? line.slice(space + 1) : '';
      lines.push(line.slice(0, line.length - tail.length).trimEnd());
      line = char === ' ' ? '' : tail + char;
      used = columnsOf(line);
    } else {
      line += char;
      used += wide;
    }
  }
  return [...lines, line.trimEnd()];
}

/** The left text wrapped beside the right one, which stands at the end of the last line and is never broken. */
export function row(left: string, right: string, columns: number): string[] {
  const room = columns - columnsOf(right) - 1;
  if (room < 8) return [...wrap(left, columns), ...wrap(right, columns).map((line) => padStart(line, columns))];
  const lines = wrap(left, room);
  const last = lines.pop() ?? '';
  return [...lines, `${last}${' '.repeat(columns - columnsOf(last) - columnsOf(right))}${right}`];
}

function padStart(text: string, columns: number): string {
  return `${' '.repeat(Math.max(0, columns - columnsOf(text)))}${text}`;
}
