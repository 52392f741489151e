import type { WorkQueue } from './db/queue.ts';
import type { ReadDb } from './db/types.ts';
import type { Notice, Writer } from './db/writer.ts';
import type { DeviceHost } from './devices/ports.ts';
import type { LateFeeReturns } from './modules/billing/index.ts';
import type { BookCheck, DocumentReader } from './modules/ledger/index.ts';
import type { UnixMs } from './shared/dates.ts';

/** What every service gets. Built once by station.ts; tests build the same with a fake clock. */
export interface Station {
  readonly folder: string;
  readonly db: ReadDb;
  readonly write: Writer['write'];
  readonly rehearse: Writer['rehearse'];
  readonly queue: WorkQueue;
  readonly clock: { now(): UnixMs };
  /** IANA time zone all business dates are in. */
  readonly zone: string;
  readonly live: LiveHub;
  readonly devices: DeviceHost;
  readonly pdf: PdfPrinter;
  /** Rebuilds the document behind a ledger entry, by document kind: what verification compares. */
  readonly documentReaders: Readonly<Record<string, DocumentReader>>;
  /** What verification checks beside entries and documents. */
  readonly bookChecks: readonly BookCheck[];
  /** What a correction of a bill gives back of the late fees on it. */
  readonly lateFeeReturns: LateFeeReturns;
  /** Fills an empty station with the demo; absent where the program was started without it. */
  readonly demo: DemoBuilder | undefined;
}

/** Builds the demo in a station that is not set up, `isDemo` in its set-up, by calling services. */
export type DemoBuilder = (station: Station) => Promise<unknown>;

/** What a window hears on its one subscription. `changed` tells which lists to fetch again. */
export type LiveMessage =
  | { readonly topic: 'changed'; readonly notice: Notice }
  | {
      readonly topic: 'weight';
      readonly deviceId: number;
      readonly weightGrams: number;
      readonly isNet: boolean;
      readonly isStable: boolean;
      readonly isOverloaded: boolean;
      readonly at: UnixMs;
    }
  | { readonly topic: 'device'; readonly deviceId: number }
  /** A scanner was shown a code; the window in front takes it as if it were typed. */
  | { readonly topic: 'scan'; readonly deviceId: number; readonly text: string; readonly symbology: string | null }
  | {
      readonly topic: 'progress';
      readonly job: string;
      readonly done: number;
      readonly total: number;
      readonly state: 'running' | 'done' | 'cancelled' | 'failed';
    };

export interface LiveHub {
  publish(message: LiveMessage): void;
  subscribe(listener: (message: LiveMessage) => void): () => void;
}

/** Turns a complete HTML page into PDF bytes. Electron prints it in a hidden window; elsewhere an installed browser does. */
export interface PdfPrinter {
  print(html: string, options: { readonly paper: 'A4' | 'A5' | 'receipt-80' }): Promise<Uint8Array>;
}
