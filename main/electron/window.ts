import type { BrowserWindow, BrowserWindowConstructorOptions, WebPreferences } from 'electron';
import { ORIGIN } from './protocol.ts';

/** What every window of the program has: a page is a page, whatever it shows. */
export const SAFE_PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false,
} as const satisfies WebPreferences;

/** At least the counter's screen; the pages are laid out for 1366×768. */
export function windowOptions(paths: { preload: string; icon: string }): BrowserWindowConstructorOptions {
  return {
    width: 1366,
    height: 800,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    autoHideMenuBar: true,
    title: '站务台 Stationdesk',
    icon: paths.icon,
    webPreferences: { ...SAFE_PREFERENCES, preload: paths.preload },
  };
}

export type MenuCommand = 'lock' | 'command-box' | 'keys';

/** What the shell does with its window. */
export interface MainWindow {
  /** Hands a menu command to the page. */
  send(command: MenuCommand): void;
  /** Brings the window to the front, from the task bar too. */
  focus(): void;
}

/** Opens the interface. The window shows itself when it has something to show, so nothing flashes white. */
export async function openMainWindow(make: () => BrowserWindow): Promise<MainWindow> {
  const window = make();
  window.once('ready-to-show', () => {
    window.maximize();
    window.show();
  });
  // A crashed page is loaded again: what was saved is with the station, and a till must not stay blank.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload();
  });
  await window.loadURL(`${ORIGIN}/`);
  return {
    send(command) {
      if (!window.isDestroyed()) window.webContents.send('menu', command);
    },
    focus() {
      if (window.isDestroyed()) return;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
  };
}
