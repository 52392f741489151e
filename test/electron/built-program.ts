import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Runs the built out/main/desktop.js under plain Node with a stand-in for Electron and prints what it answered, as one
 * JSON line: `node built-program.ts --data <folder>`. The folder it runs in plays the part of the installed program.
 */
const standIn = new URL('./built-electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
});
const { fake } = (await import(standIn)) as typeof import('./built-electron.ts');
await import(pathToFileURL(path.resolve(import.meta.dirname, '../../out/main/desktop.js')).href);
fake.becomeReady();
while (fake.windows[0]?.loaded === undefined && fake.exitCode() === undefined)
  await new Promise((next) => setTimeout(next, 10));

const state = await fake.ask('app://stationdesk/trpc/station.state');
const page = await fake.ask('app://stationdesk/');
const policy = page.headers.get('content-security-policy');
const answers = {
  loaded: fake.windows.map((window) => window.loaded),
  state: await state.json(),
  page: { status: page.status, policy, text: await page.text() },
  dialogs: fake.errorBoxes,
};
fake.electron.app.emit('window-all-closed');
while (fake.exitCode() === undefined) await new Promise((next) => setTimeout(next, 10));
process.stdout.write(`${JSON.stringify({ ...answers, exitCode: fake.exitCode() })}\n`);
process.exit();
