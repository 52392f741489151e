import type { PaperBlock, PaperColumn, PaperDocument } from './paper.ts';
import { cssString, escapeHtml, receiptHeightMm } from './text.ts';

/**
 * A complete, self-contained page for a browser engine to print: no script, no outside address, every text escaped.
 * The page's own size is in its @page rule; A4 and A5 number their pages, a receipt is one strip.
 */
export function renderPaper(doc: PaperDocument): string {
  const isStrip = doc.size === 'receipt-80';
  const classes = [isStrip ? 'strip' : 'sheet', doc.size.toLowerCase(), doc.landscape ? 'landscape' : 'portrait'];
  return `<!doctype html>
<html lang="${doc.lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escapeHtml(safeFileName(doc.fileName))}</title>
<style>${pageRule(doc)}${STYLE}</style>
</head>
<body class="${classes.join(' ')}">
<header>
${doc.mark ? `<div class="mark">${escapeHtml(doc.mark)}</div>` : ''}
${doc.station ? `<div class="station">${escapeHtml(doc.station)}</div>` : ''}
<h1>${escapeHtml(doc.title)}</h1>
${doc.subtitle ? `<div class="subtitle">${escapeHtml(doc.subtitle)}</div>` : ''}
</header>
<main>
${doc.blocks.map(block).join('\n')}
</main>
${doc.foot.length > 0 ? `<footer>${doc.foot.map((line) => `<div>${escapeHtml(line)}</div>`).join('')}</footer>` : ''}
</body>
</html>
`;
}

/** A name every file system takes. */
export function safeFileName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go
  const cleaned = name.replace(/[\\/:*?"<>|\u0000-\u001f]+/g, '-').replace(/^[.\s]+|[.\s]+$/g, '');
  return cleaned.slice(0, 120) || 'document';
}

function pageRule(doc: PaperDocument): string {
  if (doc.size === 'receipt-80') return `@page { size: 80mm ${receiptHeightMm(doc)}mm; margin: 3mm 4mm; }`;
  const head = [doc.station, doc.title, doc.subtitle].filter(Boolean).join('  ');
  const page =
    doc.lang === 'zh-CN'
      ? '"第 " counter(page) " 页 / 共 " counter(pages) " 页"'
      : '"Page " counter(page) " of " counter(pages)';
  const margin = doc.size === 'A4' ? '14mm 14mm 16mm' : '9mm 11mm 12mm';
  return `
@page { size: ${doc.size} ${doc.landscape ? 'landscape' : 'portrait'}; margin: ${margin};
  @top-left { content: ${cssString(head)}; font: 8pt sans-serif; color: #555; }
  @bottom-right { content: ${page}; font: 8pt sans-serif; color: #555; } }
@page :first { @top-left { content: none; } }
`;
}

function block(b: PaperBlock): string {
  switch (b.kind) {
    case 'heading':
      return `<h2>${escapeHtml(b.text)}</h2>`;
    case 'text':
      return `<p class="${b.align ?? 'start'}${b.isSmall ? ' small' : ''}">${escapeHtml(b.text)}</p>`;
    case 'fields':
      return `<dl class="fields c${b.columns}">${b.items.map((i) => `<div><dt>${escapeHtml(i.label)}</dt><dd>${escapeHtml(i.value)}</dd></div>`).join('')}</dl>`;
    case 'table':
      return table(b);
    case 'amount':
      return `<div class="amount"><span>${escapeHtml(b.label)}</span><strong>${escapeHtml(b.amount)}</strong>${
        b.capitals ? `<em>${escapeHtml(b.capitals)}</em>` : ''
      }</div>`;
    case 'bars':
      return bars(b);
    case 'image':
      return IMAGE.test(b.dataUrl)
        ? `<figure><img src="${b.dataUrl}" alt=""><figcaption>${escapeHtml(b.caption)}</figcaption></figure>`
        : '';
    case 'signatures':
      return `<div class="signatures">${b.labels.map((label) => `<div>${escapeHtml(label)}<i></i></div>`).join('')}</div>`;
    case 'sheet':
      return `<div class="next"><div class="station">${escapeHtml(b.station)}</div><h1>${escapeHtml(b.title)}</h1></div>`;
  }
}

const IMAGE = /^data:image\/(?:png|jpeg|webp|gif|svg\+xml);base64,[A-Za-z0-9+/=]+$/;

/** A table this short stays on one page. */
const SHORT_TABLE = 8;

function table(b: Extract<PaperBlock, { kind: 'table' }>): string {
  const cells = (tag: 'th' | 'td', texts: readonly string[]) =>
    b.columns.map((column, i) => `<${tag}${alignment(column)}>${escapeHtml(texts[i] ?? '')}</${tag}>`).join('');
  const widths = b.columns
    .map((c) => (c.width === undefined ? '<col>' : `<col style="width:${Number(c.width)}%">`))
    .join('');
  const head = cells(
    'th',
    b.columns.map((column) => column.title),
  );
  const rows = b.rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('\n');
  const foot = b.totals ? `<tfoot><tr>${cells('td', b.totals)}</tr></tfoot>` : '';
  const classes = [...(b.rows.length <= SHORT_TABLE ? ['short'] : []), ...(b.isWrittenOn ? ['written-on'] : [])];
  const kind = classes.length > 0 ? ` class="${classes.join(' ')}"` : '';
  return `<table${kind}><colgroup>${widths}</colgroup><thead><tr>${head}</tr></thead>${foot}<tbody>${rows}</tbody></table>`;
}

function alignment(column: PaperColumn): string {
  return column.align && column.align !== 'start' ? ` class="${column.align}"` : '';
}

function bars(b: Extract<PaperBlock, { kind: 'bars' }>): string {
  const top = Math.max(0, ...b.bars.map((bar) => bar.value));
  const share = (value: number) => (top > 0 ? Math.max(0, Math.round((value / top) * 1000) / 10) : 0);
  const rows = b.bars.map(
    (bar) =>
      `<tr><td>${escapeHtml(bar.label)}</td><td class="bar"><div style="width:${share(bar.value)}%"></div></td><td class="end">${escapeHtml(bar.text)}</td></tr>`,
  );
  const unit = b.unit ? ` (${escapeHtml(b.unit)})` : '';
  return `<table class="bars"><caption>${escapeHtml(b.label)}${unit}</caption><tbody>${rows.join('')}</tbody></table>`;
}

/** Grey and hairlines only: it must copy and print well on any office printer. */
const STYLE = `
* { box-sizing: border-box; }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact; background: #fff; }
body { margin: 0; color: #000; background: #fff; font: 10pt/1.45 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
header { position: relative; text-align: center; margin-bottom: 3mm; }
header .station, .next .station { font-size: 11pt; }
.next { break-before: page; text-align: center; margin-bottom: 3mm; }
h1 { font-size: 16pt; line-height: 1.3; margin: 0; letter-spacing: 0.1em; }
:lang(en) h1 { letter-spacing: 0; }
header .subtitle { font-size: 9.5pt; margin-top: 0.5mm; }
.mark { position: absolute; right: 0; top: 0; border: 0.5mm solid #000; border-radius: 1mm; padding: 0.5mm 2.5mm; font-size: 12pt; font-weight: 700; white-space: nowrap; }
h2 { font-size: 10.5pt; margin: 3mm 0 1mm; break-after: avoid; }
p { margin: 1mm 0; white-space: pre-line; }
.small { font-size: 8.5pt; color: #333; }
.center { text-align: center; }
.end { text-align: right; }
.fields { display: grid; gap: 0.6mm 6mm; margin: 1.5mm 0; }
.fields.c1 { grid-template-columns: 1fr; }
.fields.c2 { grid-template-columns: 1fr 1fr; }
.fields.c3 { grid-template-columns: 1fr 1fr 1fr; }
.fields div { display: flex; gap: 2mm; break-inside: avoid; }
dt { color: #444; flex: none; }
dt::after { content: "："; }
:lang(en) dt::after { content: ":"; }
dd { margin: 0; font-weight: 500; }
table { width: calc(100% - 0.2mm); border-collapse: collapse; margin: 1.5mm 0; font-size: 9.5pt; line-height: 1.3; }
table.short { break-inside: avoid; }
thead { display: table-header-group; }
tfoot { display: table-footer-group; }
tr { break-inside: avoid; }
th, td { border: 0.2mm solid #777; padding: 0.6mm 1.6mm; text-align: left; vertical-align: top; }
th { background: #f0f0f0; font-weight: 600; text-align: left; white-space: pre; }
th.end, td.end { text-align: right; }
td.end { white-space: nowrap; }
th.center, td.center { text-align: center; }
.written-on td { height: 8mm; vertical-align: middle; }
tfoot td { font-weight: 700; border-top: 0.5mm solid #000; }
.amount { display: flex; align-items: baseline; gap: 4mm; margin: 2mm 0; border-top: 0.3mm solid #000; border-bottom: 0.3mm solid #000; padding: 1.2mm 0; break-inside: avoid; }
.amount strong { font-size: 14pt; }
.amount em { font-style: normal; margin-left: auto; }
.bars caption { text-align: left; font-weight: 600; font-size: 10pt; padding: 1mm 0; }
.bars td { border: 0; padding: 0.6mm 1.6mm; white-space: nowrap; }
.bars td.bar { width: 100%; border-left: 0.3mm solid #000; padding-left: 0; }
.bars td.bar div { height: 3.6mm; background: #c8c8c8; border: 0.2mm solid #555; border-left: 0; }
figure { margin: 2mm 0; break-inside: avoid; text-align: center; }
figure img { max-width: 100%; max-height: 90mm; }
figcaption { font-size: 8.5pt; }
.signatures { display: flex; gap: 10mm; margin-top: 8mm; break-inside: avoid; }
.signatures div { flex: 1; display: flex; align-items: flex-end; gap: 2mm; white-space: nowrap; }
.signatures i { flex: 1; border-bottom: 0.3mm solid #000; min-width: 12mm; }
footer { margin-top: 3mm; font-size: 8.5pt; color: #333; break-inside: avoid; }
.a5 { font-size: 9.5pt; }
.a5 h1 { font-size: 14pt; }
.a5 header { margin-bottom: 1.5mm; }
.a5 table { font-size: 9pt; }
.a5 th, .a5 td { padding: 0.5mm 1.4mm; }
.a5 .signatures { margin-top: 5mm; }
.strip { font-size: 9pt; line-height: 1.4; }
.strip h1 { font-size: 12pt; letter-spacing: 0; }
.strip header { margin-bottom: 1mm; }
.strip header .station { font-size: 10pt; font-weight: 600; }
.strip .mark { position: static; display: inline-block; font-size: 11pt; margin-bottom: 1mm; }
.strip .fields, .strip .fields.c2, .strip .fields.c3 { grid-template-columns: 1fr; gap: 0; margin: 1mm 0; }
.strip .fields div { justify-content: space-between; }
.strip dd { text-align: right; }
.strip table { font-size: 9pt; margin: 1mm 0; }
.strip td { white-space: pre-line; }
.strip td.end { white-space: nowrap; }
.strip th, .strip td { border: 0; border-bottom: 0.2mm dashed #777; padding: 0.5mm 0.6mm; background: none; }
.strip tfoot td { border-top: 0.3mm solid #000; border-bottom: 0; }
.strip .amount { flex-wrap: wrap; gap: 0 2mm; justify-content: space-between; }
.strip .amount em { width: 100%; text-align: right; font-size: 8.5pt; }
.strip .signatures { flex-direction: column; gap: 5mm; margin-top: 5mm; }
.strip footer { text-align: center; margin-top: 1.5mm; font-size: 8pt; }
@media screen {
  body { margin: 0 auto; padding: 12mm 14mm; }
  .a4.portrait { width: 210mm; } .a4.landscape { width: 297mm; }
  .a5.portrait { width: 148mm; } .a5.landscape { width: 210mm; }
  .strip { width: 80mm; padding: 3mm 4mm; }
}
`;
