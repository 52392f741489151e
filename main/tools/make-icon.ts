import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright';
import { findBrowser } from '../server/browser.ts';

/** Draws resources/icon.png, which the window and the installers take, from resources/icon.svg: `npx node main/tools/make-icon.ts`. */
const FOLDER = path.resolve(import.meta.dirname, '../../resources');
const SIZE = 512;

const browser = await chromium.launch({ executablePath: findBrowser() });
try {
  const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
  const svg = readFileSync(path.join(FOLDER, 'icon.svg'), 'utf8');
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  await page.screenshot({ path: path.join(FOLDER, 'icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
