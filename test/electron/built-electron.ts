import { makeElectron } from './fake-electron.ts';

/** What the built program gets for its `import * as electron from 'electron'`. */
export const fake = makeElectron();
export const { app, BrowserWindow, dialog, Menu, powerMonitor, protocol, session } = fake.electron;
