import { expect, test } from 'vitest';
import { type BrowserHost, findBrowser } from '../../../main/server/browser.ts';

function computer(platform: NodeJS.Platform, env: Record<string, string>, programs: string[]): BrowserHost {
  const separator = platform === 'win32' ? '\\' : '/';
  return {
    platform,
    env,
    isProgram: (file) => programs.includes(file),
    list: (folder) => [
      ...new Set(
        programs
          .filter((p) => p.startsWith(folder + separator))
          .map((p) => p.slice(folder.length + 1).split(separator)[0] ?? ''),
      ),
    ],
  };
}

test('CHROMIUM_PATH decides alone: a wrong one is not replaced by another browser', () => {
  const programs = ['/usr/bin/chromium', '/opt/mine/chrome'];
  expect(findBrowser(computer('linux', { PATH: '/usr/bin', CHROMIUM_PATH: '/opt/mine/chrome' }, programs))).toBe(
    '/opt/mine/chrome',
  );
  expect(findBrowser(computer('linux', { PATH: '/usr/bin', CHROMIUM_PATH: '/opt/gone' }, programs))).toBeUndefined();
});

test('an installed Chrome goes before Chromium, and both before the one Playwright downloaded', () => {
  const own = '/home/a/.cache/ms-playwright/chromium-1200/chrome-linux64/chrome';
  const env = { PATH: '/usr/local/bin:/usr/bin', HOME: '/home/a' };
  expect(findBrowser(computer('linux', env, [own, '/usr/bin/chromium', '/usr/bin/google-chrome']))).toBe(
    '/usr/bin/google-chrome',
  );
  expect(findBrowser(computer('linux', env, [own, '/usr/bin/chromium']))).toBe('/usr/bin/chromium');
  expect(findBrowser(computer('linux', env, [own]))).toBe(own);
  expect(findBrowser(computer('linux', env, []))).toBeUndefined();
});

test('of several that Playwright downloaded the newest is taken', () => {
  const at = (revision: number) => `/cache/ms-playwright/chromium-${revision}/chrome-linux/chrome`;
  expect(findBrowser(computer('linux', { PATH: '', XDG_CACHE_HOME: '/cache' }, [at(999), at(1200)]))).toBe(at(1200));
});

test('Windows and macOS are searched in their own places', () => {
  const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
  expect(
    findBrowser(
      computer('win32', { ProgramFiles: 'C:\\Program Files', 'ProgramFiles(x86)': 'C:\\Program Files (x86)' }, [edge]),
    ),
  ).toBe(edge);
  const chrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  expect(findBrowser(computer('darwin', { HOME: '/Users/a' }, [chrome]))).toBe(chrome);
});
