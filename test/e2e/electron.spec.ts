import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, expect, type Page, test } from 'playwright/test';
import { createHandler } from '../../main/api/handler.ts';
import { electronBinary } from '../../main/server/electron-binary.ts';
import { openHttpDoor } from '../../main/server/http.ts';
import { openStation } from '../../main/station.ts';
import { watchConsole } from './support.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PASSWORD = 'four-lamps-2026';
const binary = electronBinary();
const NO_PROGRAM = 'no Electron program on this computer; npx install-electron downloads it';
const program = path.join(ROOT, 'out/main/desktop.js');
const preload = path.join(ROOT, 'out/preload/index.cjs');

let folder = '';
test.beforeAll(() => {
  // The list of results names no reason.
  if (!binary) console.log(`Desktop window not opened: ${NO_PROGRAM}`);
  const vite = path.join(path.dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  for (const part of ['main', 'preload'])
    execFileSync(process.execPath, [vite, 'build', '-c', `vite.${part}.config.ts`, '--logLevel', 'warn'], {
      cwd: ROOT,
    });
});
test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stationdesk-window-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** The first page, filled in: the station is set up and its administrator inside. */
async function setUpStation(page: Page): Promise<void> {
  await expect(page.getByText('开站设置')).toBeVisible();
  await page.getByLabel('站点名称').fill('城北液化气站');
  await page.getByLabel('管理员姓名').fill('刘站长');
  await page.getByLabel('登录名').fill('liu');
  await page.getByLabel('新密码').fill(PASSWORD);
  await page.getByRole('button', { name: '开站', exact: true }).click();
  await expect(page.getByRole('navigation', { name: '主菜单' })).toBeVisible();
}

/** A change made past the page, which it can only hear of on its event stream. */
async function changeStationName(page: Page, name: string): Promise<void> {
  const status = await page.evaluate(async (stationName) => {
    const answer = await fetch('/trpc/station.saveSettings', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${sessionStorage.getItem('stationdesk.token')}`,
      },
      body: JSON.stringify({ json: { name: stationName, kind: 'both', phone: '', address: '', lanDoor: false } }),
    });
    return answer.status;
  }, name);
  expect(status).toBe(200);
}

/** What a window must do, whatever carries it: set up, hear, lock, open again, keep its session over a reload. */
async function walkThrough(page: Page, menu: (command: 'lock' | 'command-box') => Promise<void>): Promise<void> {
  await setUpStation(page);
  await expect(page.getByText('已连接')).toBeVisible();
  await changeStationName(page, '城南液化气站');
  await expect(page.getByText('城南液化气站')).toBeVisible();

  await menu('command-box');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await menu('lock');
  await expect(page.getByText('刘站长 的屏幕已锁定')).toBeVisible();
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: '解锁' }).click();
  await expect(page.getByText('屏幕已锁定')).toBeHidden();

  await page.reload();
  await expect(page.getByRole('navigation', { name: '主菜单' })).toBeVisible();
  expect(await page.context().cookies()).toEqual([]);
}

test.describe('the desktop window', () => {
  test.skip(!binary, NO_PROGRAM);

  async function open(): Promise<{ desktop: ElectronApplication; page: Page }> {
    // A build machine has no helper for Chromium's own sandbox.
    const unboxed = process.platform === 'linux' && (process.env.CI || process.getuid?.() === 0);
    const args = [ROOT, '--lang=zh-CN', ...(unboxed ? ['--no-sandbox'] : []), '--data', folder, '--port', '0'];
    const desktop = await _electron.launch({ executablePath: binary, args });
    return { desktop, page: await desktop.firstWindow() };
  }

  test('sets a station up, hears it, locks from the menu and keeps its session', async () => {
    expect(existsSync(program)).toBe(true);
    const { desktop, page } = await open();
    try {
      expect(page.url()).toBe('app://stationdesk/');
      await walkThrough(page, (command) =>
        desktop.evaluate(({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), command),
      );
      expect(await page.evaluate(() => [typeof window.stationdesk, 'require' in window])).toEqual(['object', false]);
    } finally {
      await desktop.close();
    }
    // What was set up is there after the program ended, and nothing holds it.
    await openStation({ folder })[Symbol.asyncDispose]();
  });

  test('a page cannot leave the station or open a window', async () => {
    const { desktop, page } = await open();
    try {
      await expect(page.getByText('开站设置')).toBeVisible();
      expect(await page.evaluate(() => window.open('https://example.com/'))).toBeNull();
      await page.evaluate(() => location.assign('https://example.com/'));
      await expect(page.getByText('开站设置')).toBeVisible();
      expect([page.url(), desktop.windows().length]).toEqual(['app://stationdesk/', 1]);
    } finally {
      await desktop.close();
    }
  });

  test('prints a document as a PDF with the engine of the window', async () => {
    const { desktop } = await open();
    try {
      const head = await desktop.evaluate(async ({ BrowserWindow }) => {
        const window = new BrowserWindow({ show: false, webPreferences: { javascript: false, sandbox: true } });
        await window.loadURL('app://stationdesk/');
        const pdf = await window.webContents.printToPDF({ preferCSSPageSize: true });
        window.destroy();
        return pdf.subarray(0, 5).toString();
      });
      expect(head).toBe('%PDF-');
    } finally {
      await desktop.close();
    }
  });
});

/**
 * The same page with the built preload behind it, in a plain browser: what the window adds to the page is proved on
 * every machine, though not by Electron. Only the address differs.
 */
test('the page works with the bridge of the window and a token instead of a cookie', async ({ page }) => {
  await using stack = new AsyncDisposableStack();
  const bugs: unknown[] = [];
  const station = stack.use(openStation({ folder, onError: (error) => bugs.push(error) }));
  const handle = createHandler(station, {
    door: 'window',
    assets: path.join(ROOT, 'out/renderer'),
    reportBug: (error) => bugs.push(error),
  });
  const door = stack.use(await openHttpDoor(handle, { host: '127.0.0.1', port: 0 }));
  await page.addInitScript(`(() => {
    const listeners = new Set();
    const electron = {
      contextBridge: { exposeInMainWorld: (name, value) => { window[name] = value; } },
      ipcRenderer: { on: (_channel, hear) => listeners.add(hear), off: (_channel, hear) => listeners.delete(hear) },
    };
    window.chooseFromMenu = (command) => { for (const hear of listeners) hear({}, command); };
    ((require, process) => {
      ${readFileSync(preload, 'utf8')}
    })(() => electron, { platform: 'linux' });
  })();`);
  const complaints = watchConsole(page);
  await page.goto(door.address);
  await walkThrough(page, (command) =>
    page.evaluate((id) => (window as unknown as { chooseFromMenu(of: string): void }).chooseFromMenu(id), command),
  );
  expect(complaints).toEqual([]);
  expect(bugs).toEqual([]);
});
