import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import open from 'open';
import { runServer } from './cli/run-server.ts';
import { electronBinary } from './server/electron-binary.ts';
import { errorText, terminalLang } from './server/error-text.ts';
import { isStationError } from './shared/error-codes.ts';

/**
 * `npm start`: the desktop window where Electron is installed, otherwise the same station in the browser, which is
 * said in one line.
 */
const ROOT = path.join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string', default: '0' },
    'no-open': { type: 'boolean', default: false },
  },
});

const electron = electronBinary();
if (electron) process.exitCode = await openWindow(electron);
else await openBrowser();

/** Builds the desktop program beside its interface and hands over to it. */
function openWindow(binary: string): Promise<number> {
  const built = spawnSync('npm', ['run', '-s', 'build'], {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (built.status !== 0) return Promise.resolve(built.status ?? 1);
  const child = spawn(binary, [ROOT, ...(values.data ? ['--data', path.resolve(values.data)] : [])], {
    stdio: 'inherit',
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 0)));
}

async function openBrowser(): Promise<void> {
  try {
    await runServer({
      folder: values.data,
      port: Number(values.port),
      isLan: false,
      async announce({ address, lanAddresses, folder }) {
        process.stdout.write(
          `No Electron on this computer: the station in ${folder} opens in the browser at ${[address, ...lanAddresses].join(', ')} (Ctrl+C ends it)\n`,
        );
        // A computer without a browser still serves; the address above is enough.
        if (!values['no-open']) await open(address).catch(() => undefined);
      },
    });
  } catch (error) {
    if (!isStationError(error)) throw error;
    process.stderr.write(`${errorText(error, terminalLang())}\n`);
    process.exitCode = 1;
  }
}
