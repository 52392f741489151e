import type { LinkStatus } from './link.ts';

/** What comes out of a receipt printer, before any bytes: the printer knows its own width and its own commands. */
export type PrintItem =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly align?: 'left' | 'center' | 'right';
      readonly isBold?: boolean;
      /** Twice as wide and high. */
      readonly isLarge?: boolean;
    }
  /** Left text wrapped, right text unbroken at the edge: an item and its money. */
  | { readonly kind: 'row'; readonly left: string; readonly right: string; readonly isBold?: boolean }
  | { readonly kind: 'rule' }
  | { readonly kind: 'qr'; readonly text: string }
  | { readonly kind: 'barcode'; readonly text: string }
  | { readonly kind: 'feed'; readonly lines: number };

export interface PrintJob {
  readonly items: readonly PrintItem[];
  readonly opensDrawer?: boolean;
}

/** A receipt printer. Jobs queue up; one is printed at a time, ended by a cut. */
export interface ReceiptPrinterPort {
  status(): LinkStatus;
  /** Asks the printer whether it can print now; refuses what `print` certainly would. */
  check(): Promise<void>;
  /**
   * Resolves when the printer has everything and does not complain.
   *
   * Certainly not printed: `printer.no-paper`, `printer.cover-open`, `printer.stopped`, `printer.silent` and the
   * port's own (`device.offline`, `device.unplugged`, `device.port-missing`).
   * `printer.unfinished`: it went wrong in the middle; part of it may be on paper.
   */
  print(job: PrintJob): Promise<void>;
}
