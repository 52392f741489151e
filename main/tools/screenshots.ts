import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { createDeviceHost } from '../devices/host.ts';
import { tillCustomer } from '../modules/cashier/index.ts';
import { DOCUMENTS } from '../reports/documents.ts';
import { renderPaper } from '../reports/print/html.ts';
import { buildDemo } from '../seeds/demo.ts';
import { DEMO_LOGINS } from '../seeds/demo-logins.ts';
import { findBrowser } from '../server/browser.ts';
import { createBrowserPdf } from '../server/pdf.ts';
import { serveStation } from '../server/serve-station.ts';
import { CustomerId } from '../shared/ids.ts';
import { openStation } from '../station.ts';
import type { Station } from '../station.types.ts';

/**
 * Pictures of every page of the demo station, for people to look at: out/screenshots/*.png, and those the README shows
 * in docs/. `npm run screenshots -- /cashier /filling` takes only some; `--dark`, `--phone`
 * and `--en` take them so.
 */
const ROOT = path.join(import.meta.dirname, '../..');
const OUT = path.join(ROOT, 'out/screenshots');
const DOCS = path.join(ROOT, 'docs');
/** Pages that need to know of what, and a page's further tab. */
const RECORDS = ['/customers/1', '/customers/1?tab=statement', '/meters/1', '/rounds/1', '/bills/400', '/cylinders/1'];
const PAGES = [...pagePaths(), ...RECORDS];

/** Every page that opens by its address alone, as the routes name them (they are TSX, which Node does not load). */
function pagePaths(): string[] {
  const files = globSync('renderer/pages/*/*.route.tsx', { cwd: ROOT });
  const paths = files.flatMap((file) =>
    [...readFileSync(path.join(ROOT, file), 'utf8').matchAll(/^ {4}path: '([^':]+)',$/gm)].map(
      ([, found = '']) => found,
    ),
  );
  if (paths.length === 0) throw new Error('no page was found');
  return paths;
}

const args = process.argv.slice(2);
const wanted = args.filter((arg) => arg.startsWith('/'));
const isDark = args.includes('--dark');
const isPhone = args.includes('--phone');
const isEnglish = args.includes('--en');
const suffix = `${isDark ? '-dark' : ''}${isPhone ? '-phone' : ''}${isEnglish ? '-en' : ''}`;

const folder = mkdtempSync(path.join(tmpdir(), 'stationdesk-shots-'));
try {
  await using station = openStation({
    folder,
    makeDevices: createDeviceHost,
    pdf: createBrowserPdf(),
    onError: console.error,
  });
  await using demo = await buildDemo(station);
  demo.scale.setWeight(30_950);
  await using served = await serveStation(station, { port: 0, isLan: false, onError: console.error });
  const browser = await chromium.launch({ executablePath: findBrowser() });
  try {
    await takeAll(browser, served.address);
    if (wanted.length === 0 && suffix === '') await takeDocs(browser, station, served.address);
  } finally {
    await browser.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function takeAll(browser: Browser, address: string): Promise<void> {
  mkdirSync(OUT, { recursive: true });
  mkdirSync(DOCS, { recursive: true });
  const page = await browser.newPage({
    viewport: isPhone ? { width: 390, height: 844 } : { width: 1366, height: 768 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: isDark ? 'dark' : 'light',
  });
  page.on('console', (message) => {
    if (message.type() === 'error') console.log(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => console.log(`page error: ${error.message}`));
  await logIn(page, address);
  if (isEnglish) await page.evaluate(() => localStorage.setItem('stationdesk.preferences', '{"lang":"en"}'));
  for (const target of wanted.length > 0 ? wanted : PAGES) {
    await page.goto(address + target);
    await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined);
    await page.waitForTimeout(500);
    const name = target === '/' ? 'home' : target.slice(1).replaceAll(/[/?=&]/g, '-');
    await page.screenshot({ path: path.join(OUT, `${name}${suffix}.png`) });
    console.log(`${name}${suffix}.png`);
  }
}

/** The two pictures of the README: the till with a customer who owes, and the receipt the demo handed over. */
async function takeDocs(browser: Browser, of: Station, address: string): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: 'light',
  });
  await logIn(page, address, 'cashier');
  await page.goto(`${address}/cashier?customer=2`);
  await page.getByTestId('to-pay').waitFor();
  await page.waitForTimeout(800);
  await page.screenshot({ path: path.join(DOCS, 'cashier.png') });
  const [last] = tillCustomer(of, CustomerId.parse(1)).recent;
  if (!last) throw new Error('the first customer of the demo has paid');
  const paper = DOCUMENTS.receipt.build(
    of,
    { userId: null, name: '王芳', via: 'cli' },
    { kind: 'receipt', id: last.paymentId, lang: 'zh-CN', size: 'A5' },
  );
  await page.setViewportSize({ width: 800, height: 560 });
  await page.setContent(renderPaper(paper));
  await page.screenshot({ path: path.join(DOCS, 'receipt.png') });
  console.log('docs/cashier.png docs/receipt.png');
}

async function logIn(page: Page, address: string, loginName = 'admin'): Promise<void> {
  const login = DEMO_LOGINS.find((known) => known.loginName === loginName);
  if (!login) throw new Error(`no demo login ${loginName}`);
  await page.goto(address);
  await page.getByLabel('登录名').fill(login.loginName);
  await page.getByLabel('密码', { exact: true }).fill(login.password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('navigation').first().waitFor();
}
