import type { WorkQueue } from './db/queue.ts';
import type { ReadDb } from './db/types.ts';
import type { Notice, Tx, Writer } from './db/writer.ts';
import type { DeviceHost } from './devices/ports.ts';
import type { BookCheck, DocumentReader } from './modules/ledger/index.ts';
import type { LocalDate, UnixMs } from './shared/dates.ts';
import type { AccountId, BillId } from './shared/ids.ts';

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

/** A bill that is issued again, as its late fee is reckoned: the bill that stood, and what the new one says. */
interface CorrectedDebt {
  readonly billId: number;
  readonly accountId: AccountId;
  readonly month: string;
  readonly newAmountFen: number;
  readonly dueOn: LocalDate;
  readonly tariffId: number;
}

/** A late-fee bill of more than is right since its debt was corrected, and how much of it stays. */
export interface FeeReturn {
  /** Of the debt in the list asked about. */
  readonly place: number;
  readonly bill: {
    readonly billId: BillId;
    readonly billNo: string;
    readonly firstBillId: number;
    readonly accountId: AccountId;
    readonly amountFen: number;
    readonly paidFen: number;
    readonly entryId: number | null;
  };
  readonly remainsFen: number;
  /** Bills what remains, as the fee of the bill that was issued anew. */
  issueAgain(tx: Tx, of: { billId: BillId; billNo: string }): { readonly billId: BillId; readonly billNo: string };
}

/**
 * What a correction gives back of late fees. Bills know nothing of the fees on them; the module that charges them does and
 * stands on them, so the station is composed with it. `moves` is how the money on the debts moves, by place. Writes
 * nothing.
 */
export type LateFeeReturns = (
  db: ReadDb,
  of: {
    readonly debts: readonly CorrectedDebt[];
    /** Null is the credit of the account. */
    readonly moves: readonly { readonly from: number; readonly to: number | null; readonly amountFen: number }[];
    readonly asOf: LocalDate;
    readonly zone: string;
  },
) => FeeReturn[];
