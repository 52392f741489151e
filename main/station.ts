import path from 'node:path';
import { migrate } from './db/migrate.ts';
import { MIGRATIONS } from './db/migrations/index.ts';
import { ledgerFile, lockFolder, openWriting, prepareFolder } from './db/open.ts';
import { createWorkQueue } from './db/queue.ts';
import { createWriter } from './db/writer.ts';
import type { DeviceHost } from './devices/ports.ts';
import { LEDGER_CHECKS, LEDGER_READERS } from './ledger-readers.ts';
import { lateFeeReturns } from './modules/charges/index.ts';
import { createHub } from './shared/hub.ts';
import type { DemoBuilder, LiveMessage, PdfPrinter, Station } from './station.types.ts';

export interface StationOptions {
  /** Data folder, or ":memory:" for a station that leaves nothing behind. */
  readonly folder: string;
  readonly zone?: string;
  readonly now?: () => number;
  readonly makeDevices?: (station: Station) => DeviceHost;
  readonly pdf?: PdfPrinter;
  /** What "open the demo station" on the first page does; without it the page does not offer it. */
  readonly demo?: DemoBuilder;
  onError?(error: unknown): void;
}

export type OpenStation = Station & AsyncDisposable;

/**
 * Opens a station: folder, lock, database, migrations, devices. The composition root: the one place that knows all
 * parts. Fails with a StationError a person can act on; on failure nothing stays open.
 */
export function openStation(options: StationOptions): OpenStation {
  const { folder } = options;
  const inMemory = folder === ':memory:';
  using stack = new DisposableStack();
  if (!inMemory) {
    prepareFolder(folder);
    stack.use(lockFolder(folder));
  }
  const db = openWriting(inMemory ? ':memory:' : ledgerFile(folder));
  stack.defer(() => db.close());
  migrate(db, MIGRATIONS, inMemory ? undefined : path.join(folder, 'backups'));

  const now = options.now ?? Date.now;
  const live = createHub<LiveMessage>(options.onError ?? (() => undefined));
  const writer = createWriter(db, now, (notice) => live.publish({ topic: 'changed', notice }));
  const station: Omit<Station, 'devices'> & { devices: DeviceHost } = {
    folder,
    db,
    write: writer.write,
    rehearse: writer.rehearse,
    queue: createWorkQueue(),
    clock: { now },
    zone: options.zone ?? 'Asia/Shanghai',
    live,
    devices: NO_DEVICES,
    pdf: options.pdf ?? NO_PDF,
    documentReaders: LEDGER_READERS,
    bookChecks: LEDGER_CHECKS,
    lateFeeReturns,
    demo: options.demo,
  };
  if (options.makeDevices) station.devices = options.makeDevices(station);
  const resources = stack.move();
  return Object.assign(station, {
    async [Symbol.asyncDispose]() {
      await station.queue.idle();
      await station.devices[Symbol.asyncDispose]();
      resources.dispose();
    },
  });
}

const NO_DEVICES: DeviceHost = {
  scale: () => undefined,
  meterBus: () => undefined,
  smsModem: () => undefined,
  reload: () => undefined,
  statuses: () => new Map(),
  [Symbol.asyncDispose]: async () => undefined,
};

const NO_PDF: PdfPrinter = {
  print: () => Promise.reject(new Error('no PDF printer')),
};
