import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { type Electron, startDesktop } from '../../main/electron/program.ts';
import { saveSettings, setUp } from '../../main/modules/station/index.ts';
import { openStation } from '../../main/station.ts';
import { requestId } from '../support/station.ts';
import { type FakeElectron, type FakeOptions, makeElectron } from './fake-electron.ts';

const folders: string[] = [];
const running: FakeElectron[] = [];

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'stationdesk-window-'));
  folders.push(folder);
  return folder;
}

/** A program folder with a page in it, so that the test needs no build. */
function newAppPath(): string {
  const appPath = newFolder();
  mkdirSync(path.join(appPath, 'out/renderer'), { recursive: true });
  writeFileSync(path.join(appPath, 'out/renderer/index.html'), '<!doctype html><title>页</title>');
  return appPath;
}

function start(options: FakeOptions & { folder?: string; port?: number } = {}) {
  const folder = options.folder ?? newFolder();
  const fake = makeElectron({ appPath: newAppPath(), ...options });
  running.push(fake);
  const opening = startDesktop(fake.electron as unknown as Electron, [
    '.',
    '--lang=zh-CN',
    '--data',
    folder,
    '--port',
    String(options.port ?? 0),
  ]);
  return { fake, folder, opening };
}

async function started(options: Parameters<typeof start>[0] = {}) {
  const made = start(options);
  made.fake.becomeReady();
  await made.opening;
  return made;
}

async function ended(fake: FakeElectron): Promise<void> {
  if (fake.exitCode() === undefined) fake.electron.app.emit('window-all-closed');
  for (let i = 0; i < 500 && fake.exitCode() === undefined; i++) await new Promise((next) => setTimeout(next, 10));
}

afterEach(async () => {
  for (const fake of running.splice(0)) if (fake.defaultSession.handlers.size > 0) await ended(fake);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

test('the scheme is registered and the instance lock taken before Electron is ready', async () => {
  const { fake, opening, folder } = start();
  expect(fake.calls).toEqual([
    'schemes [{"scheme":"app","privileges":{"standard":true,"secure":true,"supportFetchAPI":true,"stream":true}}]',
    'lock',
  ]);
  expect(fake.paths.get('userData')).toBe(path.join(folder, 'window'));
  fake.becomeReady();
  await opening;
  expect(fake.errorBoxes).toEqual([]);
});

test('one confined window shows the station', async () => {
  const { fake } = await started();
  expect(fake.windows.map((window) => window.loaded)).toEqual(['app://stationdesk/']);
  const [window] = fake.windows;
  const { preload, ...preferences } = window?.options.webPreferences ?? {};
  expect(preferences).toEqual({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
  expect(path.relative(fake.electron.app.getAppPath(), preload)).toBe(path.join('out', 'preload', 'index.cjs'));
  expect(window?.done).toEqual(['maximize', 'show']);
});

test('the window asks the station and gets its pages over app://', async () => {
  const { fake } = await started();
  const state = await fake.ask('app://stationdesk/trpc/station.state');
  expect(await state.json()).toMatchObject({ result: { data: { json: { isSetUp: false, canOpenDemo: true } } } });
  const page = await fake.ask('app://stationdesk/cashier');
  expect(await page.text()).toContain('<title>页</title>');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect((await fake.ask('app://elsewhere/')).status).toBe(404);
});

test('no page goes elsewhere, opens a window or embeds another', async () => {
  const { fake } = await started();
  const contents = fake.windows[0]?.webContents;
  const isStopped = (event: string, url: string) => {
    let stopped = false;
    contents?.emit(event, { url, preventDefault: () => (stopped = true) });
    return stopped;
  };
  expect(isStopped('will-navigate', 'app://stationdesk/meters?x=1')).toBe(false);
  for (const url of [
    'https://example.com/',
    'app://stationdesk.evil/',
    'app://evil/stationdesk',
    'file:///etc/passwd',
    'nonsense',
  ])
    expect(isStopped('will-navigate', url), url).toBe(true);
  expect(isStopped('will-redirect', 'https://example.com/')).toBe(true);
  expect(isStopped('will-attach-webview', 'app://stationdesk/')).toBe(true);
  expect(contents?.openHandler?.({ url: 'app://stationdesk/' })).toEqual({ action: 'deny' });
});

test('every permission is refused', async () => {
  const { fake } = await started();
  const answers: boolean[] = [];
  fake.defaultSession.request?.(null, 'media', (isGranted) => answers.push(isGranted));
  expect(answers).toEqual([false]);
  expect(fake.defaultSession.check?.(null, 'clipboard-read')).toBe(false);
  expect(fake.defaultSession.device?.({ deviceType: 'serial' })).toBe(false);
});

test('a second start focuses the first window and opens nothing', async () => {
  const { fake, folder } = await started();
  const window = fake.windows[0];
  if (window) window.minimized = true;
  fake.electron.app.emit('second-instance');
  expect(window?.done.slice(2)).toEqual(['restore', 'show', 'focus']);

  const second = start({ folder, isFirstInstance: false });
  await second.opening;
  expect(second.fake.calls.at(-1)).toBe('quit');
  expect(second.fake.windows).toEqual([]);
  expect(second.fake.errorBoxes).toEqual([]);
});

test('sleep, the locked system and the menu lock the page', async () => {
  const { fake } = await started();
  fake.electron.powerMonitor.emit('suspend');
  fake.electron.powerMonitor.emit('lock-screen');
  const items = fake.menu().flatMap((entry) => entry.submenu ?? []);
  items.find((item) => item.id === 'lock')?.click?.();
  items.find((item) => item.id === 'command-box')?.click?.();
  expect(fake.windows[0]?.webContents.sent).toEqual([
    ['menu', 'lock'],
    ['menu', 'lock'],
    ['menu', 'lock'],
    ['menu', 'command-box'],
  ]);
});

test('a crashed page is loaded again', async () => {
  const { fake } = await started();
  const contents = fake.windows[0]?.webContents;
  contents?.emit('render-process-gone', {}, { reason: 'crashed' });
  contents?.emit('render-process-gone', {}, { reason: 'clean-exit' });
  expect(contents?.reloads).toBe(1);
});

test('the last window ends the program once the station is closed', async () => {
  const { fake, folder } = await started();
  await ended(fake);
  expect(fake.calls.slice(-3)).toEqual(['quit', 'quit put off', 'exit 0']);
  // Nothing holds the folder any more.
  await openStation({ folder })[Symbol.asyncDispose]();
});

test('a station that cannot be opened says why in the language of the system', async () => {
  const first = await started();
  for (const [locale, title, text] of [
    ['zh-TW', '站务台没有启动', /[一-鿿]/],
    ['en-GB', 'Stationdesk did not start', /open/i],
  ] as const) {
    const { fake } = await started({ folder: first.folder, locale });
    expect(fake.errorBoxes).toEqual([[title, expect.stringMatching(text)]]);
    expect(fake.errorBoxes[0]?.[1]).toContain(first.folder);
    expect(fake.exitCode()).toBe(1);
    expect(fake.windows).toEqual([]);
  }
});

test('a folder that cannot be made is refused in a dialog, not with a stack', async () => {
  const file = path.join(newFolder(), 'file');
  writeFileSync(file, '');
  const { fake } = await started({ folder: path.join(file, 'below') });
  expect(fake.errorBoxes).toHaveLength(1);
  expect(fake.errorBoxes[0]?.[1]).not.toContain('Error:');
});

/** A station whose administrator opened it to the office network. */
async function folderOpenToNetwork(): Promise<string> {
  const folder = newFolder();
  await using station = openStation({ folder });
  await setUp(station, 'window', {
    stationName: '城北液化气站',
    kind: 'both',
    loginName: 'ann',
    displayName: '安',
    password: 'four-lamps-2026',
    requestId: requestId(),
  });
  const settings = {
    name: '城北液化气站',
    kind: 'both',
    phone: '',
    address: '',
    lanDoor: true,
    runApproval: false,
    reviewWaived: [],
  } as const;
  saveSettings(station, { userId: null, name: 'test', via: 'cli' }, settings);
  return folder;
}

/** Holds a free port until disposed. */
async function takePort(): Promise<AsyncDisposable & { port: number }> {
  const server = createServer();
  await new Promise<void>((next) => server.listen(0, '0.0.0.0', next));
  return {
    port: (server.address() as { port: number }).port,
    [Symbol.asyncDispose]: () => new Promise((next) => server.close(() => next())),
  };
}

test('a station open to the office network answers there too, on the port it always has', async () => {
  const folder = await folderOpenToNetwork();
  const taken = await takePort();
  await taken[Symbol.asyncDispose]();
  await started({ folder, port: taken.port });
  const answer = await fetch(`http://127.0.0.1:${taken.port}/trpc/station.state`);
  expect(await answer.json()).toMatchObject({ result: { data: { json: { isSetUp: true } } } });
});

test('a network port that is taken does not keep the counter from working', async () => {
  const folder = await folderOpenToNetwork();
  await using taken = await takePort();
  const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { fake } = await started({ folder, port: taken.port });
  log.mockRestore();
  expect(fake.windows).toHaveLength(1);
  expect(readFileSync(path.join(folder, 'errors.log'), 'utf8')).toContain('EADDRINUSE');
});

test('a program closed at once lets the backup of the day be finished', async () => {
  const { fake, folder } = await started({ folder: await folderOpenToNetwork() });
  await ended(fake);
  expect(fake.exitCode()).toBe(0);
  expect(readdirSync(path.join(folder, 'backups')).some((name) => name.endsWith('.db'))).toBe(true);
  expect(existsSync(path.join(folder, 'errors.log'))).toBe(false);
});
