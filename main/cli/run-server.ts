import { dataFolder } from '../server/data-folder.ts';
import { createBrowserPdf } from '../server/pdf.ts';
import { type ServedStation, serveStation, untilStopped } from '../server/serve-station.ts';
import { openProgram } from './open-program.ts';

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
  const onError = (error: unknown) => process.stderr.write(`${(error as Error)?.stack ?? error}\n`);
  await using program = await openProgram({ folder, pdf: createBrowserPdf(), onError });
  await using served = await serveStation(program.station, {
    port: options.port,
    isLan: options.isLan || program.isLanWanted,
    onError,
  });
  await options.announce({ ...served, folder });
  await untilStopped();
}
