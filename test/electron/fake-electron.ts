import { EventEmitter } from 'node:events';

/**
 * What the shell uses of Electron, without Electron: importing the real package where its program is missing would try
 * to download it. It records what it is told in `calls`, in order.
 */
export interface FakeOptions {
  readonly appPath?: string;
  readonly locale?: string;
  readonly isFirstInstance?: boolean;
  /** What a hidden window makes of its document. */
  printToPDF?(): Promise<Uint8Array>;
}

type Handler = (request: Request) => Response | Promise<Response>;

export class FakeContents extends EventEmitter {
  readonly sent: unknown[][] = [];
  openHandler: ((details: { url: string }) => { action: string }) | undefined;
  printed: unknown;
  reloads = 0;
  print: () => Promise<Uint8Array> = async () => new Uint8Array([37, 80, 68, 70]);
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  send(...message: unknown[]): void {
    this.sent.push(message);
  }
  reload(): void {
    this.reloads++;
  }
  printToPDF(options: unknown): Promise<Uint8Array> {
    this.printed = options;
    return this.print();
  }
}

// biome-ignore lint/suspicious/noExplicitAny: options of many shapes, looked at by tests.
type Options = any;

export class FakeWindow extends EventEmitter {
  readonly options: Options;
  readonly webContents = new FakeContents();
  readonly done: string[] = [];
  loaded = '';
  gone = false;
  minimized = false;
  constructor(options: Options) {
    super();
    this.options = options;
  }
  async loadURL(url: string): Promise<void> {
    this.loaded = url;
    this.emit('ready-to-show');
  }
  isDestroyed = () => this.gone;
  isMinimized = () => this.minimized;
  destroy(): void {
    this.gone = true;
  }
  maximize = () => this.done.push('maximize');
  show = () => this.done.push('show');
  restore = () => this.done.push('restore');
  focus = () => this.done.push('focus');
}

export class FakeSession {
  readonly handlers = new Map<string, Handler>();
  request: ((contents: unknown, permission: string, answer: (isGranted: boolean) => void) => void) | undefined;
  check: ((...details: unknown[]) => boolean) | undefined;
  device: ((details: unknown) => boolean) | undefined;
  readonly protocol = { handle: (scheme: string, handler: Handler) => this.handlers.set(scheme, handler) };
  setPermissionRequestHandler(handler: FakeSession['request']): void {
    this.request = handler;
  }
  setPermissionCheckHandler(handler: FakeSession['check']): void {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: FakeSession['device']): void {
    this.device = handler;
  }
}

interface MenuEntry {
  readonly id?: string;
  readonly label?: string;
  readonly submenu?: readonly MenuEntry[];
  click?(): void;
}

export function makeElectron(options: FakeOptions = {}) {
  const calls: string[] = [];
  const paths = new Map<string, string>();
  const windows: FakeWindow[] = [];
  const defaultSession = new FakeSession();
  const partitions = new Map<string, FakeSession>();
  const errorBoxes: [string, string][] = [];
  const ready = Promise.withResolvers<void>();
  let menu: readonly MenuEntry[] = [];
  let exitCode: number | undefined;
  const app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    requestSingleInstanceLock: () => {
      calls.push('lock');
      return options.isFirstInstance ?? true;
    },
    whenReady: () => ready.promise,
    getAppPath: () => options.appPath ?? process.cwd(),
    getLocale: () => options.locale ?? 'zh-CN',
    setPath: (name: string, value: string) => paths.set(name, value),
    setAboutPanelOptions: () => undefined,
    quit() {
      calls.push('quit');
      app.emit('will-quit', { preventDefault: () => calls.push('quit put off') });
    },
    exit(code: number) {
      calls.push(`exit ${code}`);
      exitCode = code;
    },
  });
  class BrowserWindow extends FakeWindow {
    constructor(of: Options) {
      super(of);
      if (options.printToPDF) this.webContents.print = options.printToPDF;
      windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
  }
  const electron = {
    app,
    BrowserWindow,
    dialog: { showErrorBox: (title: string, text: string) => errorBoxes.push([title, text]) },
    Menu: {
      buildFromTemplate: (template: readonly MenuEntry[]) => template,
      setApplicationMenu: (built: readonly MenuEntry[]) => {
        menu = built;
      },
    },
    powerMonitor: new EventEmitter(),
    protocol: {
      registerSchemesAsPrivileged: (schemes: unknown) => calls.push(`schemes ${JSON.stringify(schemes)}`),
      handle: (scheme: string, handler: Handler) => defaultSession.handlers.set(scheme, handler),
    },
    session: {
      defaultSession,
      fromPartition(name: string) {
        const found = partitions.get(name) ?? new FakeSession();
        partitions.set(name, found);
        return found;
      },
    },
  };
  return {
    electron,
    calls,
    paths,
    windows,
    errorBoxes,
    defaultSession,
    menu: () => menu,
    exitCode: () => exitCode,
    /** Electron is ready once its entry has run. */
    becomeReady() {
      calls.push('ready');
      ready.resolve();
    },
    /** A request of the page, as protocol.handle passes it on. */
    async ask(url: string, init?: RequestInit): Promise<Response> {
      const handler = defaultSession.handlers.get('app');
      if (!handler) throw new Error('app: is not handled');
      return handler(new Request(url, init));
    },
  };
}

export type FakeElectron = ReturnType<typeof makeElectron>;
