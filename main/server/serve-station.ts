import { hostname, networkInterfaces } from 'node:os';
import path from 'node:path';
import { createHandler } from '../api/handler.ts';
import type { OpenStation } from '../station.ts';
import { type StationCertificate, stationCertificate } from './certificate.ts';
import { type HttpDoor, openHttpDoor } from './http.ts';

/** Folder of the built interface, beside main/ in the source tree. */
export const RENDERER_FOLDER = path.join(import.meta.dirname, '..', '..', 'out', 'renderer');

export interface ServedStation extends AsyncDisposable {
  /** Where this computer's browser finds it. */
  readonly address: string;
  /** Where phones and other counters of the office find it; empty while the LAN door is shut. */
  readonly lanAddresses: readonly string[];
  /** The same over https with the station's own certificate; empty where that door could not be opened. */
  readonly secureAddresses: readonly string[];
}

/**
 * Opens the browser's door: on the loopback address, or on every address when the LAN door is to be open; then with a
 * second one over https, at the port above, because phones keep a page for the time without a network on https only.
 */
export async function serveStation(
  station: OpenStation,
  options: { port: number; isLan: boolean; onError(error: unknown): void },
): Promise<ServedStation> {
  const { port, isLan, onError } = options;
  await using stack = new AsyncDisposableStack();
  let secure: SecureDoor | undefined;
  const handle = createHandler(station, {
    door: 'lan',
    assets: RENDERER_FOLDER,
    reportBug: (error, reportNo) => onError(new Error(`report ${reportNo}`, { cause: error })),
    secureDoor: () => secure,
  });
  const host = isLan ? '0.0.0.0' : '127.0.0.1';
  const door = stack.use(await openHttpDoor(handle, { host, port }));
  const own = Number(new URL(door.address).port);
  if (isLan) secure = await openSecureDoor(station, handle, { port: port === 0 ? 0 : own + 1, onError });
  if (secure) stack.use(secure.door);
  const resources = stack.move();
  const addresses = isLan ? ownAddresses() : [];
  return {
    address: door.address,
    lanAddresses: addresses.map((address) => `http://${address}:${own}`),
    secureAddresses: secure ? addresses.map((address) => `https://${address}:${secure?.port}`) : [],
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

interface SecureDoor {
  readonly door: HttpDoor;
  readonly port: number;
  readonly authority: string;
}

/** The office works without it: what is wrong with it is reported and the plain door stays. */
async function openSecureDoor(
  station: OpenStation,
  handle: (request: Request) => Promise<Response>,
  options: { port: number; onError(error: unknown): void },
): Promise<SecureDoor | undefined> {
  try {
    const hosts = [...ownAddresses(), '127.0.0.1', 'localhost', hostname().toLowerCase()];
    const tls: StationCertificate = await stationCertificate(station.folder, { hosts, now: station.clock.now() });
    const door = await openHttpDoor(handle, { host: '0.0.0.0', port: options.port, tls });
    return { door, port: Number(new URL(door.address).port), authority: tls.authority };
  } catch (error) {
    options.onError(error);
    return undefined;
  }
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
