import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { createHandler } from '../api/handler.ts';
import type { OpenStation } from '../station.ts';
import { openHttpDoor } from './http.ts';

/** Folder of the built interface, beside main/ in the source tree. */
export const RENDERER_FOLDER = path.join(import.meta.dirname, '..', '..', 'out', 'renderer');

export interface ServedStation extends AsyncDisposable {
  /** Where this computer's browser finds it. */
  readonly address: string;
  /** Where phones and other counters of the office find it; empty while the LAN door is shut. */
  readonly lanAddresses: readonly string[];
}

/** Opens the browser's door: on the loopback address, or on every address when the LAN door is to be open. */
export async function serveStation(
  station: OpenStation,
  options: { port: number; isLan: boolean; onError(error: unknown): void },
): Promise<ServedStation> {
  const handle = createHandler(station, {
    door: 'lan',
    assets: RENDERER_FOLDER,
    reportBug: (error, reportNo) => options.onError(new Error(`report ${reportNo}`, { cause: error })),
  });
  const door = await openHttpDoor(handle, { host: options.isLan ? '0.0.0.0' : '127.0.0.1', port: options.port });
  const { port } = new URL(door.address);
  return {
    address: door.address,
    lanAddresses: options.isLan ? ownAddresses().map((address) => `http://${address}:${port}`) : [],
    [Symbol.asyncDispose]: () => door[Symbol.asyncDispose](),
  };
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((entry) => entry.family === 'IPv4' && !entry.internal)
    .map((entry) => entry.address);
}

/** Resolves when the operator or the system asks the program to end. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
