import { defineConfig } from 'playwright/test';
import { findBrowser } from './main/server/browser.ts';

if (Number(process.versions.node.split('.')[0]) < 24)
  throw new Error('Run through npm or npx: the tests need Node 24.');

/** Pages are tested at the size of a counter's screen, in the station's language and zone, by the browser setup found. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  workers: 1,
  timeout: 30_000,
  forbidOnly: !!process.env.CI,
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1366, height: 768 },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: findBrowser(),
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
