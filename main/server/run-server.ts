import { createDeviceHost } from '../devices/host.ts';
import { stationSettings } from '../modules/station/index.ts';
import { seedDemo } from '../seeds/demo.ts';
import { openStation } from '../station.ts';
import { dataFolder } from './data-folder.ts';
import { createBrowserPdf } from './pdf.ts';
import { type ServedStation, serveStation, untilStopped } from './serve-station.ts';

export interface RunOptions {
  /** Data folder; the operating system's own when absent. */
  readonly folder: string | undefined;
  readonly port: number;
  readonly isLan: boolean;
  announce(served: ServedStation & { readonly folder: string }): void;
}

/** Opens a station with its devices, serves it, and closes it in order when the program is asked to stop. */
export async function runServer(options: RunOptions): Promise<void> {
  const folder = dataFolder(options.folder);
  const report = (error: unknown) => process.stderr.write(`${(error as Error)?.stack ?? error}\n`);
  await using station = openStation({
    folder,
    makeDevices: createDeviceHost,
    pdf: createBrowserPdf(),
    demo: seedDemo,
    onError: report,
  });
  station.devices.reload();
  const isLan = options.isLan || (stationSettings(station.db)?.lanDoor ?? false);
  await using served = await serveStation(station, { port: options.port, isLan, onError: report });
  options.announce({ ...served, folder });
  await untilStopped();
}
