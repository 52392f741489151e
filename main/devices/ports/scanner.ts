import type { UnixMs } from '../../shared/dates.ts';
import type { LinkStatus } from './link.ts';

/** A code that was scanned. */
export interface ScanReading {
  /** As it stands in the code; GS1 fields of variable length are separated by 1DH. */
  readonly text: string;
  /** "Code 128"; null where the scanner does not say. */
  readonly symbology: string | null;
  readonly at: UnixMs;
}

/** A barcode scanner. Nothing is kept: a code that nobody hears is gone. */
export interface ScannerPort {
  status(): LinkStatus;
  onScan(listener: (scan: ScanReading) => void): () => void;
}
