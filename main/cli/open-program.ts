import { createDeviceHost } from '../devices/host.ts';
import { startBackups } from '../jobs/backup.ts';
import { startDunning } from '../jobs/dunning.ts';
import { startPolling } from '../jobs/polling.ts';
import { stationSettings, stationState } from '../modules/station/index.ts';
import { buildDemo } from '../seeds/demo.ts';
import { type OpenStation, openStation } from '../station.ts';
import type { PdfPrinter, Station } from '../station.types.ts';

export interface Program extends AsyncDisposable {
  readonly station: OpenStation;
  /** Whether the administrator opened the station to the office network. */
  readonly isLanWanted: boolean;
}

/** A station at work, whatever it is shown in: its devices, its daily backup, and the demo it may become. */
export async function openProgram(options: {
  folder: string;
  pdf: PdfPrinter;
  onError(error: unknown): void;
}): Promise<Program> {
  const { folder, pdf, onError } = options;
  // Disposed in reverse: first the simulators of a demo station, then the station.
  await using stack = new AsyncDisposableStack();
  const simulators = new AsyncDisposableStack();
  const demo = async (of: Station) => {
    simulators.use(await buildDemo(of));
  };
  const station = stack.use(openStation({ folder, makeDevices: createDeviceHost, pdf, demo, onError }));
  stack.use(simulators);
  if (stationState(station).isDemo) await demo(station);
  else station.devices.reload();
  stack.use(startBackups(station, onError));
  stack.use(startDunning(station, onError));
  stack.use(startPolling(station, onError));
  const resources = stack.move();
  return {
    station,
    isLanWanted: stationSettings(station.db)?.lanDoor ?? false,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
