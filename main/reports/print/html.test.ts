import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderPaper, safeFileName } from './html.ts';
import type { PaperBlock, PaperDocument } from './paper.ts';
import { columnsOf, cssString, escapeHtml, receiptHeightMm, safeCell } from './text.ts';

function paper(change: Partial<PaperDocument> = {}): PaperDocument {
  return { lang: 'zh-CN', size: 'A4', title: '标题', station: '站', blocks: [], foot: [], fileName: 'f', ...change };
}

/** Every block there is, each with the same text in every place that takes one. */
function everywhere(text: string): PaperDocument {
  const blocks: PaperBlock[] = [
    { kind: 'heading', text },
    { kind: 'text', text, align: 'center', isSmall: true },
    { kind: 'fields', columns: 2, items: [{ label: text, value: text }] },
    {
      kind: 'table',
      columns: [
        { title: text, width: 40 },
        { title: text, align: 'end' },
      ],
      rows: [[text, text]],
      totals: [text, text],
    },
    { kind: 'amount', label: text, amount: text, capitals: text },
    { kind: 'bars', label: text, unit: text, bars: [{ label: text, value: 3, text }] },
    { kind: 'image', dataUrl: text, caption: text },
    { kind: 'image', dataUrl: 'data:image/png;base64,AAAA', caption: text },
    { kind: 'signatures', labels: [text] },
  ];
  return paper({ title: text, station: text, subtitle: text, mark: text, blocks, foot: [text], fileName: text });
}

const ATTACKS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'</style><script>1</script>",
  '</title><h1>',
  '"; } * { display: none } /*',
  '\\3c script>',
  'javascript:alert(1)',
];

/** Tags of a page with their attributes, texts removed. */
const skeleton = (html: string) => [...html.matchAll(/<\/?[a-z][^>]*>/gi)].map(([tag]) => tag).join('');

describe('a page for the printer', () => {
  test('no text can add a tag, an attribute or a style, wherever it stands', () => {
    const harmless = skeleton(renderPaper(everywhere('x')));
    for (const attack of ATTACKS) expect(skeleton(renderPaper(everywhere(attack)))).toBe(harmless);
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => skeleton(renderPaper(everywhere(`${text}x`))) === harmless),
    );
  });

  test('a head text can neither end the style nor start a rule', () => {
    for (const attack of ATTACKS) {
      const html = renderPaper(paper({ station: attack, subtitle: attack }));
      const style = html.slice(html.indexOf('<style>') + 7, html.indexOf('</style>'));
      expect(style).not.toContain('<');
      expect(style).not.toContain(attack);
    }
  });

  test('nothing is fetched and no script runs', () => {
    const html = renderPaper(everywhere('x'));
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|<link|@import|url\(|https?:/);
  });

  test('only embedded pictures are shown', () => {
    const picture = (dataUrl: string) => renderPaper(paper({ blocks: [{ kind: 'image', dataUrl, caption: '' }] }));
    expect(picture('data:image/jpeg;base64,/9j/4AAQ')).toContain('<img src="data:image/jpeg;base64,/9j/4AAQ"');
    expect(picture('https://example.org/a.png')).not.toContain('<img');
    expect(picture('data:text/html;base64,AAAA')).not.toContain('<img');
    expect(picture('data:image/png;base64,AAAA" onerror="x')).not.toContain('<img');
  });

  test('a table repeats head and totals on every page and fills missing cells', () => {
    const html = renderPaper(
      paper({
        blocks: [
          {
            kind: 'table',
            columns: [{ title: '楼栋' }, { title: '金额', align: 'end' }],
            rows: [['1号楼', '5.00'], ['2号楼']],
            totals: ['合计', '5.00'],
          },
        ],
      }),
    );
    expect(html).toContain('<thead><tr><th>楼栋</th><th class="end">金额</th></tr></thead>');
    expect(html).toContain('<tfoot><tr><td>合计</td><td class="end">5.00</td></tr></tfoot>');
    expect(html).toContain('<tr><td>2号楼</td><td class="end"></td></tr>');
  });

  test('bars are shares of the longest; none is negative', () => {
    const bars = [4, 1, 0, -2].map((value) => ({ label: '', value, text: '' }));
    const html = renderPaper(paper({ blocks: [{ kind: 'bars', label: '', unit: '', bars }] }));
    expect([...html.matchAll(/style="width:([\d.]+)%"/g)].map((m) => m[1])).toEqual(['100', '25', '0', '0']);
  });

  test('each paper has its size, and sheets count their pages in the reader’s language', () => {
    expect(renderPaper(paper())).toContain('size: A4 portrait');
    expect(renderPaper(paper({ size: 'A5', landscape: true }))).toContain('size: A5 landscape');
    expect(renderPaper(paper())).toContain('"第 " counter(page)');
    expect(renderPaper(paper({ lang: 'en' }))).toContain('"Page " counter(page)');
    expect(renderPaper(paper({ size: 'receipt-80' }))).toMatch(/size: 80mm \d+mm/);
    expect(renderPaper(paper({ size: 'receipt-80' }))).not.toContain('counter(page)');
  });

  test('a strip grows with what is on it', () => {
    const rows = (n: number): PaperDocument =>
      paper({
        size: 'receipt-80',
        blocks: [{ kind: 'table', columns: [{ title: 'a' }], rows: Array.from({ length: n }, () => ['燃气费']) }],
      });
    expect(receiptHeightMm(rows(20)) - receiptHeightMm(rows(10))).toBeGreaterThanOrEqual(50);
    expect(receiptHeightMm(paper({ size: 'receipt-80', foot: ['长'.repeat(200)] }))).toBeGreaterThan(
      receiptHeightMm(paper({ size: 'receipt-80' })),
    );
  });
});

test('text is escaped for a page and for a style', () => {
  expect(escapeHtml(`<a href="x">'&'</a>`)).toBe('&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;');
  expect(cssString('城北 1"站')).toBe('"城北 1\\22 站"');
  expect(columnsOf('燃气fee')).toBe(7);
});

test('a file name is one every system takes', () => {
  expect(safeFileName('月报 2026-11')).toBe('月报 2026-11');
  expect(safeFileName('a/b\\c:d*?"<>|e')).toBe('a-b-c-d-e');
  expect(safeFileName('../..')).toBe('-');
  expect(safeFileName(' . ')).toBe('document');
});

test('a text that starts like a formula is shown, not run', () => {
  for (const attack of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x")'])
    expect(safeCell(attack)).toBe(`'${attack}`);
  for (const plain of ['3号楼', '1-2-501', 'a=b', '']) expect(safeCell(plain)).toBe(plain);
  expect(safeCell('\u0000=1')).toBe("'=1");
});
