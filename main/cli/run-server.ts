import { createDeviceHost } from '../devices/host.ts';
import { startBackups } from '../jobs/backup.ts';
import { stationSettings, stationState } from '../modules/station/index.ts';
import { buildDemo } from '../seeds/demo.ts';
import { dataFolder } from '../server/data-folder.ts';
import { createBrowserPdf } from '../server/pdf.ts';
import { type ServedStation, serveStation, untilStopped } from '../server/serve-station.ts';
import { openStation } from '../station.ts';
import type { Station } from '../station.types.ts';

export interface RunOptions {
  /** Data folder; the operating system's own when absent. */
  readonly folder: string | undefined;
  readonly port: number;
  readonly isLan: boolean;
  announce(served: ServedStation & { readonly folder: string }): unknown;
}

/** Opens a station with its devices, serves it, and closes it in order when the program is asked to stop. */
export async function runServer(options: RunOptions): Promise<void> {
  const folder = dataFolder(options.folder);
  const report = (error: unknown) => process.stderr.write(`${(error as Error)?.stack ?? error}\n`);
  // Disposed in reverse: first the door, then the simulators of a demo station, then the station.
  await using stack = new AsyncDisposableStack();
  const demo = async (of: Station) => {
    stack.use(await buildDemo(of));
  };
  const station = stack.use(
    openStation({ folder, makeDevices: createDeviceHost, pdf: createBrowserPdf(), demo, onError: report }),
  );
  if (stationState(station).isDemo) await demo(station);
  else station.devices.reload();
  stack.use(startBackups(station, report));
  const isLan = options.isLan || (stationSettings(station.db)?.lanDoor ?? false);
  await using served = await serveStation(station, { port: options.port, isLan, onError: report });
  await options.announce({ ...served, folder });
  await untilStopped();
}
