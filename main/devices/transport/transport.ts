import type { LineSettings } from '../link/line.schema.ts';
import type { DeviceProblem } from '../ports.ts';

/** Bytes in, bytes out, nothing else. A transport makes a new connection for every opening and reuses none. */
export interface Transport {
  /** For people: "/dev/ttyUSB0 2400 8E1". */
  readonly name: string;
  /** Time one byte takes on the wire; 0 where the wire is not known. */
  readonly byteMs: number;
  /** How the wire is set when it opens; null where that is not known (a serial server's own business). */
  readonly line: LineSettings | null;
  /** Fails with a LinkFailure. Nothing stays open after a failure. */
  open(handlers: ConnectionHandlers): Promise<Connection>;
}

export interface ConnectionHandlers {
  onData(bytes: Uint8Array): void;
  /** At most once, and not after `close`. */
  onLost(failure: LinkFailure): void;
}

export interface Connection {
  /** False when the connection is gone: nothing is kept to be sent later. */
  write(bytes: Uint8Array): boolean;
  /**
   * Sets the wire otherwise; nothing can be written meanwhile. Fails with a LinkFailure, and then the connection is gone.
   * Absent where the wire cannot be set from here.
   */
  setLine?(line: LineSettings): Promise<void>;
  /**
   * Connects anew and drops what was written and may not have arrived; as with `setLine`. Absent where nothing lies
   * between the program and the wire.
   */
  renew?(): Promise<void>;
  close(): Promise<void>;
}

export class LinkFailure extends Error {
  override readonly name = 'LinkFailure';
  readonly code: DeviceProblem['code'];

  constructor(code: DeviceProblem['code'], detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
  }
}
