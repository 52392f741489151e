import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright/test';
import { randomFrom, seedPopulation } from '../../main/seeds/population.ts';
import { findBrowser } from '../../main/server/browser.ts';
import { type E2eStation, PASSWORD, startStation } from '../e2e/support.ts';
import { median, rounded, spread } from './measure.ts';

const LOADS = 15;
const SEARCHES = 60;
const BLANK =
  '<!doctype html><html><head><title>blank</title><link rel="icon" href="data:,"></head><body><input></body></html>';

/**
 * From asking for the till to its search box standing there, in a browser that has the files already, against a page
 * with nothing but an input: both are served over loopback HTTP and loaded in turns. Then, at a city's size, from the
 * last key typed into that box to the customer standing in its list (the box waits 30 ms for a further key).
 */
export async function benchPage(customers: number) {
  await using station = await startStation({ users: ['cashier'] });
  seedPopulation(station.station, { userId: null, name: 'bench', via: 'job' }, { households: customers });
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
    const searches = spread(await timeSearches(page, station, customers));
    return {
      tillMs: rounded(p50),
      tillMaxMs: rounded(max),
      blankMs: rounded(median(empty)),
      ratio: rounded(p50 / median(empty)),
      browser: browser.version(),
      searchP50Ms: rounded(searches.p50),
      searchP99Ms: rounded(searches.p99),
    };
  } finally {
    await browser.close();
  }
}

/** Milliseconds from an input event to the frame in which the wanted customer is listed, one a search. */
async function timeSearches(page: Page, { station }: E2eStation, customers: number): Promise<number[]> {
  const random = randomFrom(5);
  const read = station.db.prepare(
    'SELECT a.account_no AS accountNo, c.name FROM account a JOIN customer c ON c.id = a.customer_id WHERE a.id = ?',
  );
  const samples: number[] = [];
  const box = page.locator('[data-till="search"] input');
  for (let i = 0; i < SEARCHES; i++) {
    const { accountNo, name } = read.get(1 + Math.floor(random() * customers)) as { accountNo: string; name: string };
    await box.fill('');
    await page.evaluate(watchFor, name);
    await page.keyboard.insertText(accountNo);
    samples.push(await page.evaluate(() => (window as unknown as Watching).seenAfterMs));
  }
  // The first one loads nothing new but warms the path.
  return samples.slice(1);
}

interface Watching {
  seenAfterMs: Promise<number>;
}

/** In the page: starts at the next input event and looks once a frame. */
function watchFor(wanted: string): void {
  const isThere = () => [...document.querySelectorAll('[role="option"]')].some((o) => o.textContent?.includes(wanted));
  (window as unknown as Watching).seenAfterMs = new Promise((resolve, reject) => {
    const look = (from: number): void => {
      const passed = performance.now() - from;
      if (isThere()) resolve(passed);
      else if (passed > 5000) reject(new Error(`not listed: ${wanted}`));
      else requestAnimationFrame(() => look(from));
    };
    addEventListener('input', () => look(performance.now()), { once: true });
  });
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
