import type { BrowserWindow, BrowserWindowConstructorOptions, Session } from 'electron';
import { StationError } from '../shared/error-codes.ts';
import type { PdfPrinter } from '../station.types.ts';
import { ORIGIN } from './protocol.ts';
import { confine, denyPermissions } from './security.ts';
import { SAFE_PREFERENCES } from './window.ts';

const TIMEOUT_MS = 60_000;
/** A document brings its own styles and pictures; it runs nothing and fetches nothing. */
const CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

export interface PrintingParts {
  /** A session of its own, so that a document shares neither storage nor addresses with the interface. */
  readonly session: Session;
  makeWindow(options: BrowserWindowConstructorOptions): BrowserWindow;
  readonly timeoutMs?: number;
}

/**
 * Prints with the program's own engine in a window nobody sees, one document at a time; the window is gone afterwards
 * whatever happened. Paper size and margins are the document's own @page rule. Refuses 'print.failed'.
 */
export function createWindowPdf(parts: PrintingParts): PdfPrinter {
  let document = '';
  denyPermissions(parts.session);
  // Not a data: address: Chromium cuts those off at two megabytes, and a month's list may be longer.
  parts.session.protocol.handle(
    'app',
    () =>
      new Response(document, {
        headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': CSP },
      }),
  );
  let last: Promise<unknown> = Promise.resolve();
  return {
    print(html) {
      const turn = last.then(() => {
        document = html;
        return printOnce(parts);
      });
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

async function printOnce({ session, makeWindow, timeoutMs = TIMEOUT_MS }: PrintingParts): Promise<Uint8Array> {
  const window = makeWindow({ show: false, webPreferences: { ...SAFE_PREFERENCES, javascript: false, session } });
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`stopped after ${timeoutMs / 1000} s`)), timeoutMs);
  });
  try {
    confine(window.webContents);
    return await Promise.race([renderPdf(window), tooLong]);
  } catch (cause) {
    throw new StationError('print.failed', { reason: (cause as Error).message }, { cause });
  } finally {
    clearTimeout(timer);
    window.destroy();
  }
}

async function renderPdf(window: BrowserWindow): Promise<Uint8Array> {
  await window.loadURL(`${ORIGIN}/document.html`);
  return window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true });
}
