import type { Timers } from '../link/timers.ts';
import type { Connection, Transport } from './transport.ts';

/** A device that exists only as a program: it speaks the bytes of the real one over the far end of a transport. */
export interface SimulatedDevice {
  onOpen?(): void;
  onData(bytes: Uint8Array): void;
  /** Nothing came for a while: what was begun is no frame. */
  onSilence?(): void;
  onClose?(): void;
}

export interface SimulatorRun extends AsyncDisposable {
  /** Takes the plug out, and puts it in again. */
  unplug(): Promise<void>;
  plug(): void;
}

/** False when nobody is connected. */
export type Say = (bytes: Uint8Array) => boolean;

/** Several devices on one wire: each hears everything and all talk on the same pair. */
export function together(creates: readonly ((say: Say) => SimulatedDevice)[]): (say: Say) => SimulatedDevice {
  return (say) => {
    const devices = creates.map((create) => create(say));
    const all = (run: (device: SimulatedDevice) => void) => {
      for (const device of devices) run(device);
    };
    return {
      onOpen: () => all((device) => device.onOpen?.()),
      onData: (bytes) => all((device) => device.onData(bytes)),
      onSilence: () => all((device) => device.onSilence?.()),
      onClose: () => all((device) => device.onClose?.()),
    };
  };
}

const REOPEN_MS = 50;
/** Meters give a frame up when its next byte does not come; half a frame of another protocol must not hide the next one. */
const SILENCE_MS = 100;

/** Keeps a simulated device on its transport, opening it again whenever it is lost. */
export function runSimulator(
  transport: Transport,
  timers: Timers,
  create: (say: Say) => SimulatedDevice,
): SimulatorRun {
  let connection: Connection | undefined;
  let isPlugged = false;
  let opening: Promise<void> = Promise.resolve();
  let cancelRetry = () => {};
  let cancelSilence = () => {};
  const device = create((bytes) => connection?.write(bytes) ?? false);

  function gone(): void {
    connection = undefined;
    device.onClose?.();
    if (isPlugged) cancelRetry = timers.after(REOPEN_MS, open);
  }

  function hear(bytes: Uint8Array): void {
    cancelSilence();
    device.onData(bytes);
    if (device.onSilence) cancelSilence = timers.after(SILENCE_MS, device.onSilence);
  }

  function open(): void {
    opening = (async () => {
      try {
        const made = await transport.open({ onData: hear, onLost: gone });
        if (isPlugged) {
          connection = made;
          device.onOpen?.();
        } else await made.close();
      } catch {
        if (isPlugged) cancelRetry = timers.after(REOPEN_MS, open);
      }
    })();
  }

  async function unplug(): Promise<void> {
    isPlugged = false;
    cancelRetry();
    cancelSilence();
    await opening;
    const closing = connection;
    connection = undefined;
    if (closing) device.onClose?.();
    await closing?.close();
  }

  function plug(): void {
    if (isPlugged) return;
    isPlugged = true;
    open();
  }

  plug();
  return { unplug, plug, [Symbol.asyncDispose]: unplug };
}
