import { randomUUID } from 'node:crypto';
import type { DocumentRequest } from '../../reports/documents.schema.ts';
import { DOCUMENTS } from '../../reports/documents.ts';
import { renderPaper, safeFileName } from '../../reports/print/html.ts';
import type { PaperDocument } from '../../reports/print/paper.ts';
import { stripJob } from '../../reports/print/strip.ts';
import { StationError } from '../../shared/error-codes.ts';
import { RequestId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { receiptPrinterOf } from '../devices/index.ts';
import type { Session } from '../users/index.ts';
import type { FileContent, Issue, Page, StripPrinter } from './print.schema.ts';

/** Each kind of document has its own permission; refuses 'permission.denied'. */
function makerFor(session: Session, document: DocumentRequest) {
  const maker = DOCUMENTS[document.kind];
  if (!session.can(maker.perm)) throw new StationError('permission.denied', { permission: maker.perm });
  return maker;
}

/** What would come out, without counting a copy. */
export function preview(st: Station, session: Session, document: DocumentRequest): Page {
  return page(makerFor(session, document).build(st, session.actor, document));
}

/** The page to print now: a copy of a counted document is counted. */
export function issue(st: Station, session: Session, cmd: Issue): Page {
  return page(issuedPaper(st, session, cmd));
}

/** The same as a PDF file. Refuses 'print.no-browser', 'print.failed'. */
export async function pdf(st: Station, session: Session, cmd: Issue): Promise<FileContent> {
  const paper = issuedPaper(st, session, cmd);
  const bytes = await st.pdf.print(renderPaper(paper), { paper: paper.size });
  return {
    fileName: `${safeFileName(paper.fileName)}.pdf`,
    base64: Buffer.from(bytes).toString('base64'),
    mimeType: 'application/pdf',
  };
}

/** Where a strip would come out; null while no printer is set up for receipts. */
export function stripPrinter(st: Station): StripPrinter | null {
  const row = receiptPrinterOf(st.db);
  return row ? { name: row.name } : null;
}

/**
 * Prints a document on the receipt printer. A copy is counted only when the printer is fit to print; a repeated request
 * prints the same copy again. What the document stands for is done long before: a printer that fails undoes nothing.
 * Refuses 'printer.none', 'printer.not-a-strip', and what the printer refuses.
 */
export async function printStrip(st: Station, session: Session, cmd: Issue): Promise<StripPrinter> {
  const document: DocumentRequest = { ...cmd.document, size: 'receipt-80' };
  const maker = makerFor(session, document);
  const row = receiptPrinterOf(st.db);
  if (!row) throw new StationError('printer.none');
  if (maker.build(st, session.actor, document).size !== 'receipt-80') throw new StationError('printer.not-a-strip');
  const printer = st.devices.receiptPrinter?.(row.deviceId);
  if (!printer) throw new StationError('device.off', { name: row.name });
  await printer.check();
  const paper = issuedPaper(st, session, { ...cmd, document });
  await printer.print(stripJob(paper, maker.opensDrawer?.(st, document) ?? false));
  return { name: row.name };
}

function issuedPaper(st: Station, session: Session, cmd: Issue): PaperDocument {
  const maker = makerFor(session, cmd.document);
  if (!maker.issue) return maker.build(st, session.actor, cmd.document);
  return maker.issue(st, session.actor, cmd.document, cmd.requestId ?? RequestId.parse(randomUUID()));
}

function page(paper: PaperDocument): Page {
  return { html: renderPaper(paper), fileName: safeFileName(paper.fileName) };
}
