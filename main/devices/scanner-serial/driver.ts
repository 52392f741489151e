import { createLink, type LinkOptions } from '../link/link.ts';
import type { LinkStatus, ScannerPort, ScanReading } from '../ports.ts';
import { createLineCutter } from '../transport/lines.ts';
import { readScan } from './content.ts';
import type { ScannerProfile } from './profile.schema.ts';

export interface SerialScanner extends ScannerPort {
  onStatus(listener: () => void): void;
  start(): void;
  stop(): Promise<void>;
}

const ENDINGS: Readonly<Record<ScannerProfile['ending'], string>> = { cr: '\r', lf: '\n', tab: '\t' };
/** The largest QR code holds 4296 characters: what is longer without an end is no code. */
const LONGEST = 8192;

/** A barcode scanner on a serial line. It starts closed, and is only listened to. */
export function createSerialScanner(options: LinkOptions & { readonly profile: ScannerProfile }): SerialScanner {
  const { timers, now, profile } = options;
  const watchers: (() => void)[] = [];
  const listeners = new Set<(scan: ScanReading) => void>();
  const count = { bytesIn: 0, answers: 0, badFrames: 0, droppedBytes: 0 };
  let last: { readonly text: string; readonly at: number } | undefined;

  const lines = createLineCutter({
    ending: ENDINGS[profile.ending],
    longest: LONGEST,
    onLine: hear,
    onFlood(bytes) {
      count.badFrames++;
      count.droppedBytes += bytes;
    },
  });

  const link = createLink(options, {
    onData(bytes) {
      count.bytesIn += bytes.length;
      lines.push(bytes);
    },
    onOpen: forget,
    onForget: forget,
    onChange() {
      for (const watcher of watchers) watcher();
    },
  });

  /** The half of a code from before a lost wire must not join the next one. */
  function forget(): void {
    count.droppedBytes += lines.reset();
  }

  function hear(line: Uint8Array): void {
    const scan = readScan(line);
    if (scan === undefined) {
      count.badFrames++;
      count.droppedBytes += line.length;
      return;
    }
    const { text, symbology } = scan;
    if (text === '') return;
    const at = timers.now();
    const isRepeat = last?.text === text && at - last.at < profile.repeatMs;
    last = { text, at };
    if (isRepeat) return;
    count.answers++;
    for (const listener of listeners) listener({ text, symbology, at: now() });
  }

  return {
    status(): LinkStatus {
      const { phase, problem, reconnects } = link.state();
      const none = { bytesOut: 0, requests: 0, retries: 0, timeouts: 0 };
      return { state: phase, problem, statistics: { ...none, ...count, reconnects } };
    },
    onScan(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onStatus: (listener) => void watchers.push(listener),
    start: () => link.start(),
    stop: () => link.stop(),
  };
}
