import { existsSync, statSync } from 'node:fs';
import type { SerialPort } from 'serialport';
import type { SerialLink } from '../config.schema.ts';
import { byteMsOf, type LineSettings, lineText } from '../link/line.schema.ts';
import type { DeviceProblem, PortInfo } from '../ports.ts';
import { adapterLabel, identityOf, type ListedPort, portOfAdapter } from './adapters.ts';
import { type Connection, type ConnectionHandlers, LinkFailure, type Transport } from './transport.ts';

/** The native binding is loaded when a port is first wanted: a station without cables starts without it. */
const loadSerialPort = async (): Promise<typeof SerialPort> => (await import('serialport')).SerialPort;

/** A hang-up that was missed would leave a wire shown as open that hears nobody: its node is looked at so often. */
const LOOK_MS = 2000;

export function createSerialTransport(link: SerialLink, list: () => Promise<ListedPort[]> = listed): Transport {
  return {
    name: `${link.path} ${lineText(link)}`,
    byteMs: byteMsOf(link),
    line: lineOf(link),
    open: (handlers) => openAdapter(link, handlers, list),
  };
}

/** By its path, or wherever the adapter is plugged in now. */
async function openAdapter(
  link: SerialLink,
  handlers: ConnectionHandlers,
  list: () => Promise<ListedPort[]>,
): Promise<Connection> {
  try {
    return await openPort(link, handlers);
  } catch (failure) {
    if (!link.usb || !(failure instanceof LinkFailure) || failure.code !== 'port-missing') throw failure;
    const path = portOfAdapter(await list().catch(() => []), link.usb);
    if (path === undefined || path === link.path) throw failure;
    return openPort({ ...link, path }, handlers);
  }
}

/**
 * A new SerialPort object per opening: after an unplug `write` on the old one waits and is sent at its next `open`
 * (serialport 13), which would deliver a stale command to whatever is plugged in then. hupcl:false keeps DTR, so that
 * converters fed from it do not reset when the program closes.
 */
async function openPort({ path, ...first }: SerialLink, handlers: ConnectionHandlers): Promise<Connection> {
  const Port = await loadSerialPort();
  let isGone = false;
  let isChanging = false;
  let line: LineSettings = lineOf(first);
  let port!: SerialPort;
  await openWith(line);
  let node = nodeOf(path);
  const looking = setInterval(look, LOOK_MS).unref();

  function look(): void {
    if (isGone) clearInterval(looking);
    else if (!isChanging && nodeOf(path) !== node) lose(port, new Error(`${path} is gone`), true);
  }

  function lose(from: SerialPort, error: Error | null, isOpen = false): void {
    // One that was closed on purpose has nothing to say any more.
    if (isGone || from !== port || isChanging) return;
    isGone = true;
    clearInterval(looking);
    if (isOpen) void closed(from);
    handlers.onLost(new LinkFailure('unplugged', error?.message ?? 'closed'));
  }

  async function openWith({ baud: baudRate, parity, dataBits, stopBits }: LineSettings): Promise<void> {
    const made = new Port({ path, baudRate, parity, dataBits, stopBits, autoOpen: false, hupcl: false });
    port = made;
    // Without a data listener an unplug goes unnoticed (serialport 13): it is attached before the port opens.
    made.on('data', (bytes: Buffer) => {
      if (!isGone && !isChanging && made === port) handlers.onData(bytes);
    });
    made.on('close', (error: Error | null) => lose(made, error));
    made.on('error', (error: Error) => lose(made, error));
    await new Promise<void>((resolve, reject) => {
      made.open((error) => (error ? reject(openFailure(error)) : resolve()));
    });
  }

  /** Parity and bits are set at the opening only; the speed of an open port can be changed. */
  async function change(next: LineSettings): Promise<void> {
    if (next.parity === line.parity && next.dataBits === line.dataBits && next.stopBits === line.stopBits)
      await new Promise<void>((resolve, reject) => {
        port.update({ baudRate: next.baud }, (error) => (error ? reject(openFailure(error)) : resolve()));
      });
    else {
      await closed(port);
      await openWith(next);
      // Closed while it was opening again.
      if (isGone) await closed(port);
    }
    line = next;
    node = nodeOf(path);
  }

  return {
    write(bytes) {
      if (isGone || isChanging || !port.isOpen) return false;
      const used = port;
      used.write(bytes, (error) => {
        if (error) lose(used, error);
      });
      return true;
    },
    async setLine(next) {
      isChanging = true;
      try {
        await change(lineOf(next));
      } catch (error) {
        isGone = true;
        throw error;
      } finally {
        isChanging = false;
      }
      if (!port.isOpen) throw new LinkFailure('unplugged', 'closed while its line was set');
    },
    close() {
      isGone = true;
      clearInterval(looking);
      return closed(port);
    },
  };
}

function lineOf({ baud, parity, dataBits, stopBits }: LineSettings): LineSettings {
  return { baud, parity, dataBits, stopBits };
}

function closed(port: SerialPort): Promise<void> {
  return new Promise((resolve) => {
    if (port.isOpen) port.close(() => resolve());
    else resolve();
  });
}

const OPEN_FAILURES: readonly (readonly [RegExp, DeviceProblem['code']])[] = [
  [/no such file|file not found|cannot find|ENOENT|no such device|ENXIO/i, 'port-missing'],
  [/cannot lock|busy|temporarily unavailable/i, 'port-busy'],
  // Windows answers "Access denied" for a port another program holds.
  [/access denied/i, process.platform === 'win32' ? 'port-busy' : 'port-denied'],
  [/permission denied|EACCES|EPERM|not permitted/i, 'port-denied'],
];

function openFailure(error: Error): LinkFailure {
  const code = OPEN_FAILURES.find(([pattern]) => pattern.test(error.message))?.[1] ?? 'other';
  return new LinkFailure(code, error.message, { cause: error });
}

/** Which file a name means now; a replugged adapter is another. Empty where names are no files (Windows), or cannot be looked at. */
function nodeOf(path: string): string {
  if (process.platform === 'win32') return '';
  try {
    const { dev, ino, rdev } = statSync(path);
    return `${dev} ${ino} ${rdev}`;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'gone' : '';
  }
}

async function listed(): Promise<ListedPort[]> {
  return (await loadSerialPort()).list();
}

/**
 * Serial ports of this computer. On Linux the name by id is preferred: /dev/ttyUSB0 and ttyUSB1 change places when
 * adapters are replugged. Listing needs udevadm there and rejects without it: then nothing is found and a path is typed.
 */
export async function listSerialPorts(): Promise<PortInfo[]> {
  try {
    const ports = await (await loadSerialPort()).list();
    return ports.map((port) => {
      const byId = `/dev/serial/by-id/${port.pnpId ?? ''}`;
      const label = adapterLabel(port);
      const usb = identityOf(port);
      const isStable = process.platform === 'linux' && port.pnpId !== undefined && existsSync(byId);
      return { path: isStable ? byId : port.path, label: isStable ? `${port.path} ${label}`.trim() : label, usb };
    });
  } catch {
    return [];
  }
}
