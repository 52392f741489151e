import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { StationError } from '../shared/error-codes.ts';
import type { PdfPrinter } from '../station.types.ts';
import { findBrowser } from './browser.ts';

const TIMEOUT_MS = 60_000;

/**
 * Prints with an installed browser, without a window: one page at a time, in a folder that is removed afterwards.
 * Paper size and margins are the page's own @page rule. Refuses 'print.no-browser', 'print.failed'.
 */
export function createBrowserPdf(find: () => string | undefined = findBrowser): PdfPrinter {
  let last: Promise<unknown> = Promise.resolve();
  return {
    print(html) {
      const turn = last.then(() => printOnce(find, html));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

async function printOnce(find: () => string | undefined, html: string): Promise<Uint8Array> {
  const browser = find();
  if (!browser) throw new StationError('print.no-browser');
  const folder = await mkdtemp(path.join(tmpdir(), 'stationdesk-print-'));
  try {
    const source = path.join(folder, 'page.html');
    const target = path.join(folder, 'page.pdf');
    await writeFile(source, html);
    await run(browser, argumentsFor(folder, source, target));
    return await readFile(target).catch((cause) => {
      throw new StationError('print.failed', { reason: 'no file' }, { cause });
    });
  } finally {
    // A browser that was just killed may still hold a file of its profile for a moment.
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch(() => undefined);
  }
}

function argumentsFor(folder: string, source: string, target: string): string[] {
  return [
    '--headless',
    '--disable-gpu',
    '--disable-extensions',
    '--disable-background-networking',
    '--disable-dev-shm-usage',
    '--no-first-run',
    '--no-default-browser-check',
    // Chromium refuses to run its sandbox as root; the page holds no script and reaches no address.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--user-data-dir=${path.join(folder, 'profile')}`,
    '--no-pdf-header-footer',
    `--print-to-pdf=${target}`,
    pathToFileURL(source).href,
  ];
}

function run(browser: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(browser, args, {
      stdio: 'ignore',
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
      windowsHide: true,
    });
    child.once('error', (cause) => reject(new StationError('print.failed', { reason: cause.message }, { cause })));
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new StationError('print.failed', {
            reason: signal ? `stopped after ${TIMEOUT_MS / 1000} s` : `exit code ${code}`,
          }),
        );
    });
  });
}
