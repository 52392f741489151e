import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** The parts of a computer the search looks at; a test hands in its own. */
export interface BrowserHost {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  isProgram(file: string): boolean;
  /** Names in a folder; none when there is no such folder. */
  list(folder: string): readonly string[];
}

/**
 * Path of a Chromium-based browser: it prints PDFs where there is no Electron, and runs the page tests.
 * CHROMIUM_PATH decides alone when it is set. Otherwise an installed Chrome, Chromium or Edge, then one that
 * Playwright downloaded. Undefined when there is none.
 */
export function findBrowser(host: BrowserHost = THIS_COMPUTER): string | undefined {
  const chosen = host.env.CHROMIUM_PATH;
  if (chosen) return host.isProgram(chosen) ? chosen : undefined;
  return [...installed(host), ...playwrightOwn(host)].find((file) => host.isProgram(file));
}

const THIS_COMPUTER: BrowserHost = {
  platform: process.platform,
  env: process.env,
  isProgram(file) {
    try {
      accessSync(file, constants.X_OK);
      return statSync(file).isFile();
    } catch {
      return false;
    }
  },
  list(folder) {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },
};

const LINUX_NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const MAC_APPS = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
const WINDOWS_FILES = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

function installed({ platform, env }: BrowserHost): string[] {
  if (platform === 'win32') {
    const roots = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter((root) => root !== undefined);
    return WINDOWS_FILES.flatMap((file) => roots.map((root) => path.win32.join(root, file)));
  }
  if (platform === 'darwin') {
    const roots = ['/Applications', ...(env.HOME ? [path.posix.join(env.HOME, 'Applications')] : [])];
    return MAC_APPS.flatMap((app) => roots.map((root) => `${root}/${app}.app/Contents/MacOS/${app}`));
  }
  const folders = (env.PATH ?? '').split(':').filter((folder) => path.posix.isAbsolute(folder));
  // The snap is confined and cannot read a page below /tmp: last.
  return [
    ...LINUX_NAMES.flatMap((name) => folders.map((folder) => path.posix.join(folder, name))),
    '/usr/lib/chromium/chromium',
    '/snap/bin/chromium',
  ];
}

/** Playwright keeps each browser as <cache>/chromium-<revision>/<chrome-platform>/<program>. The newest revision goes first. */
function playwrightOwn(host: BrowserHost): string[] {
  const { platform, env } = host;
  const join = platform === 'win32' ? path.win32.join : path.posix.join;
  const cache = env.PLAYWRIGHT_BROWSERS_PATH ?? defaultCache(host);
  if (!cache) return [];
  const program =
    platform === 'win32'
      ? 'chrome.exe'
      : platform === 'darwin'
        ? 'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing'
        : 'chrome';
  const revisions = host.list(cache).filter((name) => /^chromium-\d+$/.test(name));
  revisions.sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)));
  return revisions.flatMap((revision) => {
    const folder = join(cache, revision);
    return host
      .list(folder)
      .filter((name) => name.startsWith('chrome-'))
      .map((name) => join(folder, name, program));
  });
}

function defaultCache({ platform, env }: BrowserHost): string | undefined {
  if (platform === 'win32') return env.LOCALAPPDATA && path.win32.join(env.LOCALAPPDATA, 'ms-playwright');
  if (platform === 'darwin') return env.HOME && path.posix.join(env.HOME, 'Library/Caches/ms-playwright');
  const cache = env.XDG_CACHE_HOME ?? (env.HOME && path.posix.join(env.HOME, '.cache'));
  return cache && path.posix.join(cache, 'ms-playwright');
}
