import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createHandler } from '../api/handler.ts';
import { openProgram } from '../cli/open-program.ts';
import { dataFolder } from '../server/data-folder.ts';
import { errorText } from '../server/error-text.ts';
import { serveStation } from '../server/serve-station.ts';
import { VERSION } from '../shared/version.ts';
import { createErrorLog } from './error-log.ts';
import { menuTemplate, systemLang } from './menu.ts';
import { createWindowPdf } from './printing.ts';
import { appProtocol, SCHEMES } from './protocol.ts';
import { confine, denyPermissions } from './security.ts';
import { type MainWindow, openMainWindow, windowOptions } from './window.ts';

export type Electron = Pick<
  typeof import('electron'),
  'app' | 'BrowserWindow' | 'dialog' | 'Menu' | 'powerMonitor' | 'protocol' | 'session'
>;

/** Where the office network finds a station that is open to it: the same at every start, as phones keep it. */
const LAN_PORT = '8630';

/**
 * Starts the desktop program. What Electron allows only before it is ready happens before this returns; the promise is
 * fulfilled when the window shows the station, or when there is nothing to show. It must not be awaited at a module's
 * top level: Electron is ready only after its entry module has run to the end (electron#40719).
 */
export function startDesktop(electron: Electron, args: readonly string[]): Promise<void> {
  const { app } = electron;
  const { data, port } = commandLine(args);
  const folder = dataFolder(data);
  keepWindowDataIn(electron, folder);
  electron.protocol.registerSchemesAsPrivileged(SCHEMES);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return Promise.resolve();
  }
  const resources = new AsyncDisposableStack();
  const opening = app
    .whenReady()
    .then(() => open(electron, { folder, port, resources }))
    .catch(async (error: unknown) => {
      await resources.disposeAsync();
      const lang = systemLang(app.getLocale());
      electron.dialog.showErrorBox(
        lang === 'en' ? 'Stationdesk did not start' : '站务台没有启动',
        errorText(error, lang),
      );
      app.exit(1);
    });
  app.on('window-all-closed', () => app.quit());
  closeInOrder(electron, () => opening.then(() => resources.disposeAsync()));
  return opening;
}

/** Electron and the tests add switches of their own, so unknown ones pass. */
function commandLine(args: readonly string[]): { data: string | undefined; port: number } {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: { data: { type: 'string' }, port: { type: 'string', default: LAN_PORT } },
  });
  return { data: typeof values.data === 'string' ? values.data : undefined, port: Number(values.port) };
}

/**
 * The window's own files stand in the data folder. Electron locks one instance per such folder: a second start on the
 * same station shows the first window, and another station opens beside it.
 */
function keepWindowDataIn({ app }: Electron, folder: string): void {
  const own = path.join(folder, 'window');
  try {
    mkdirSync(own, { recursive: true });
  } catch {
    // The station refuses this folder in words as soon as a dialog can be shown.
    return;
  }
  app.setPath('userData', own);
}

async function open(
  electron: Electron,
  { folder, port, resources }: { folder: string; port: number; resources: AsyncDisposableStack },
): Promise<void> {
  const { app, BrowserWindow, Menu, session } = electron;
  const onError = createErrorLog(folder);
  const makeWindow = (options: Electron.BrowserWindowConstructorOptions) => new BrowserWindow(options);
  const pdf = createWindowPdf({ session: session.fromPartition('print'), makeWindow });
  const program = resources.use(await openProgram({ folder, pdf, onError }));
  const handle = createHandler(program.station, {
    door: 'window',
    assets: path.join(app.getAppPath(), 'out/renderer'),
    reportBug: (error, reportNo) => onError(new Error(`report ${reportNo}`, { cause: error })),
  });
  electron.protocol.handle('app', appProtocol(handle));
  denyPermissions(session.defaultSession);
  if (program.isLanWanted)
    // The counter works without the office network; what is wrong with it goes to the log.
    await serveStation(program.station, { port, isLan: true, onError }).then((door) => resources.use(door), onError);

  app.on('web-contents-created', (_event, contents) => confine(contents));
  let window: MainWindow | undefined;
  app.on('second-instance', () => window?.focus());
  app.on('activate', () => window?.focus());
  app.setAboutPanelOptions({ applicationName: '站务台 Stationdesk', applicationVersion: VERSION });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate({
        lang: systemLang(app.getLocale()),
        isPackaged: app.isPackaged,
        send: (command) => window?.send(command),
      }),
    ),
  );
  electron.powerMonitor.on('suspend', () => window?.send('lock'));
  electron.powerMonitor.on('lock-screen', () => window?.send('lock'));
  const at = (name: string) => path.join(app.getAppPath(), name);
  window = await openMainWindow(() =>
    makeWindow(windowOptions({ preload: at('out/preload/index.cjs'), icon: at('resources/icon.png') })),
  );
}

/** Electron does not wait for promises: the first "quit" is put off until the station is closed. */
function closeInOrder({ app }: Electron, close: () => Promise<void>): void {
  let isClosing = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (isClosing) return;
    isClosing = true;
    close().then(
      () => app.exit(0),
      () => app.exit(1),
    );
  });
}
