import type { PrintItem, PrintJob } from '../../devices/ports.ts';
import type { PaperBlock, PaperDocument } from './paper.ts';

/** A document of the strip's size for a receipt printer: one column, money at the right edge. */
export function stripJob(doc: PaperDocument, opensDrawer: boolean): PrintJob {
  const centred = (text: string, more: { isBold?: boolean; isLarge?: boolean } = {}): PrintItem[] =>
    text === '' ? [] : [{ kind: 'text', text, align: 'center', ...more }];
  return {
    opensDrawer,
    items: [
      ...centred(doc.station),
      ...centred(doc.title, { isBold: true, isLarge: true }),
      ...centred(doc.subtitle ?? ''),
      ...centred(doc.mark ?? '', { isBold: true, isLarge: true }),
      ...doc.blocks.flatMap((block) => [{ kind: 'rule' } as const, ...blockItems(block)]),
      { kind: 'rule' },
      ...doc.foot.flatMap((text) => centred(text)),
    ],
  };
}

const ALIGNS = { start: 'left', center: 'center', end: 'right' } as const;

function blockItems(block: PaperBlock): PrintItem[] {
  switch (block.kind) {
    case 'heading':
      return [{ kind: 'text', text: block.text, isBold: true }];
    case 'text':
      return [{ kind: 'text', text: block.text, align: ALIGNS[block.align ?? 'start'] }];
    case 'fields':
      return block.items.map(({ label, value }) => ({ kind: 'row', left: label, right: value }));
    case 'table':
      return [
        rowOf(block.columns.map(({ title }) => title)),
        ...block.rows.map((row) => rowOf(row)),
        ...(block.totals ? [{ ...rowOf(block.totals), isBold: true }] : []),
      ];
    case 'amount':
      return [
        { kind: 'row', left: block.label, right: block.amount, isBold: true },
        ...(block.capitals ? [{ kind: 'text', text: block.capitals, align: 'right' } as const] : []),
      ];
    case 'bars':
      return block.bars.map(({ label, text }) => ({ kind: 'row', left: label, right: text }));
    case 'image':
      return [{ kind: 'text', text: block.caption }];
    case 'signatures':
      return block.labels.flatMap((text) => [
        { kind: 'text', text },
        { kind: 'feed', lines: 2 },
      ]);
    case 'sheet':
      return [{ kind: 'text', text: block.title, align: 'center', isBold: true }];
  }
}

/** The last column is the money. */
function rowOf(cells: readonly string[]): Extract<PrintItem, { kind: 'row' }> {
  return { kind: 'row', left: cells.slice(0, -1).filter(Boolean).join(' '), right: cells.at(-1) ?? '' };
}
