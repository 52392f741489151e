import type { PrintItem, PrintJob } from '../ports.ts';
import { type EscPosBuilder, escPos } from './builder.ts';
import type { PrinterProfile } from './profile.schema.ts';
import { printable, row, wrap } from './text.ts';

/** A job as the bytes of one printer. */
export function jobBytes(job: PrintJob, profile: PrinterProfile): Uint8Array {
  const paper = escPos(profile).init();
  if (job.opensDrawer) paper.drawer();
  for (const item of job.items) addItem(paper, item, profile);
  return job.items.length === 0 ? paper.bytes() : paper.cut().bytes();
}

function addItem(paper: EscPosBuilder, item: PrintItem, profile: PrinterProfile): void {
  const { columns } = profile;
  const clean = (text: string) =>
    text
      .split('\n')
      .map((line) => printable(line, profile.encoding))
      .join('\n');
  const addLines = (lines: readonly string[]) => {
    for (const line of lines) paper.text(line).newLine();
  };
  switch (item.kind) {
    case 'text': {
      const { text, align = 'left', isBold = false, isLarge = false } = item;
      paper.align(align).bold(isBold);
      if (isLarge) paper.size(2);
      addLines(wrap(clean(text), isLarge ? columns / 2 : columns));
      if (isLarge) paper.size(1);
      paper.bold(false).align('left');
      return;
    }
    case 'row':
      if (item.isBold) paper.bold(true);
      addLines(row(clean(item.left), clean(item.right), columns));
      if (item.isBold) paper.bold(false);
      return;
    case 'rule':
      addLines(['-'.repeat(columns)]);
      return;
    case 'qr':
      paper.align('center').qr(item.text).newLine().align('left');
      return;
    case 'barcode':
      paper.align('center').barcode(item.text).newLine().align('left');
      return;
    case 'feed':
      paper.feed(item.lines);
  }
}
