import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright/test';
import { findBrowser } from '../../main/server/browser.ts';
import { PASSWORD, startStation } from '../e2e/support.ts';
import { median, rounded, spread } from './measure.ts';

const LOADS = 15;
const BLANK =
  '<!doctype html><html><head><title>blank</title><link rel="icon" href="data:,"></head><body><input></body></html>';

/**
 * From asking for the till to its search box standing there, in a browser that has the files already, against a page
 * with nothing but an input. Both are served over loopback HTTP and loaded in turns.
 */
export async function benchPage() {
  await using station = await startStation({ users: ['cashier'] });
  await using blank = await serveBlank();
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--disable-gpu', '--no-first-run'] });
  try {
    const page = await loggedIn(browser, station.url);
    const till: number[] = [];
    const empty: number[] = [];
    for (let load = 0; load <= LOADS; load++) {
      const emptyMs = await shownAfter(page, blank.url, 'input');
      const tillMs = await shownAfter(page, `${station.url}/cashier`, '[data-till="search"] input');
      // The first load of each fills the cache.
      if (load > 0) {
        empty.push(emptyMs);
        till.push(tillMs);
      }
    }
    const { p50, max } = spread(till);
    return {
      tillMs: rounded(p50),
      tillMaxMs: rounded(max),
      blankMs: rounded(median(empty)),
      ratio: rounded(p50 / median(empty)),
      browser: browser.version(),
    };
  } finally {
    await browser.close();
  }
}

async function loggedIn(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1366, height: 768 } });
  await page.goto(url);
  await page.getByLabel('登录名').fill('cashier');
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('navigation', { name: '主菜单' }).waitFor();
  return page;
}

/** Milliseconds from the start of the navigation to the first frame in which the element is laid out. */
async function shownAfter(page: Page, url: string, selector: string): Promise<number> {
  await page.goto(url, { waitUntil: 'commit' });
  const handle = await page.waitForFunction(
    (wanted) => {
      const element = document.querySelector(wanted);
      return element && element.getBoundingClientRect().width > 0 ? performance.now() : false;
    },
    selector,
    { polling: 'raf', timeout: 30_000 },
  );
  return (await handle.jsonValue()) as number;
}

async function serveBlank(): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(BLANK));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
