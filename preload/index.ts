/// <reference path="./window.d.ts" />
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { version } from '../package.json';

/** The whole of what the window knows beyond a browser. It carries no data: pages ask the station through app://. */
const bridge: StationdeskBridge = {
  platform: process.platform,
  version,
  onMenu(listener) {
    const hear = (_event: IpcRendererEvent, command: unknown) => listener(String(command));
    ipcRenderer.on('menu', hear);
    return () => {
      ipcRenderer.off('menu', hear);
    };
  },
};

contextBridge.exposeInMainWorld('stationdesk', bridge);
