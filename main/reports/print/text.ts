import type { PaperBlock, PaperDocument } from './paper.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? '');
}

/** A CSS string that can neither end itself nor the style element it stands in. */
export function cssString(text: string): string {
  const safe = [...text].map((char) =>
    /[\p{L}\p{N} ]/u.test(char) ? char : `\\${char.codePointAt(0)?.toString(16)} `,
  );
  return `"${safe.join('')}"`;
}

/** Width in half-width columns: a Chinese character takes two. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const char of text) columns += (char.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1;
  return columns;
}

const STRIP_COLUMNS = 44;
const LINE_MM = 4.5;

/** A strip is cut after its content, so its page must be as long as what is on it; an estimate with a little to spare. */
export function receiptHeightMm(doc: PaperDocument): number {
  const head = 6 + lines(doc.station) * 5 + lines(doc.title) * 6 + lines(doc.subtitle ?? '') * 5 + (doc.mark ? 8 : 0);
  const body = doc.blocks.reduce((total, block) => total + blockMm(block), 0);
  const foot = doc.foot.reduce((total, line) => total + lines(line) * 4.2, 0);
  return Math.max(60, Math.ceil(head + body + foot + 10));
}

function lines(text: string, width = STRIP_COLUMNS): number {
  return text === ''
    ? 0
    : text.split('\n').reduce((total, line) => total + Math.max(1, Math.ceil(columnsOf(line) / width)), 0);
}

function blockMm(block: PaperBlock): number {
  switch (block.kind) {
    case 'heading':
      return 11;
    case 'text':
      return 2 + lines(block.text) * LINE_MM;
    case 'fields':
      return 2 + block.items.reduce((total, item) => total + lines(`${item.label}: ${item.value}`) * LINE_MM, 0);
    case 'table':
      return 3 + (block.rows.length + 1 + (block.totals ? 1 : 0)) * 1.2 + tableLines(block) * LINE_MM;
    case 'amount':
      return 11 + (block.capitals ? LINE_MM * lines(block.capitals) : 0);
    case 'bars':
      return 6 + block.bars.length * 6;
    case 'image':
      return 60;
    case 'sheet':
      return 20;
    case 'signatures':
      return 8 + block.labels.length * 11;
  }
}

function tableLines(block: Extract<PaperBlock, { kind: 'table' }>): number {
  const share = (i: number) =>
    Math.max(4, Math.floor((STRIP_COLUMNS * (block.columns[i]?.width ?? 100 / block.columns.length)) / 100) - 1);
  const height = (row: readonly string[]) => Math.max(1, ...row.map((cell, i) => lines(cell, share(i))));
  const rows = [block.columns.map((column) => column.title), ...block.rows, ...(block.totals ? [block.totals] : [])];
  return rows.reduce((total, row) => total + height(row), 0);
}

/**
 * A text that a spreadsheet shows instead of running (CWE-1236): one that starts like a formula gets an apostrophe,
 * and what XML cannot hold is left out.
 */
export function safeCell(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
  return /^[=+\-@\t\r]/.test(clean) ? `'${clean}` : clean;
}
