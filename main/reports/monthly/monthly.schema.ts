import { z } from 'zod';

export const ReportService = z.enum(['electricity', 'gas', 'water', 'property']);
export type ReportService = z.infer<typeof ReportService>;

export const MonthlyQuery = z.strictObject({
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
  service: ReportService,
});
export type MonthlyQuery = z.infer<typeof MonthlyQuery>;

/** Bills of the month by building, and what all bills up to then owe by the ledger. All money in fen. */
export const MonthlyFigures = z.object({
  /** Accounts of the service that ran at some time in the month. */
  accounts: z.number(),
  bills: z.number(),
  quantityMilli: z.number(),
  /** Bills of the month, without reversed ones. */
  billedFen: z.number(),
  /** Paid on those bills until now. */
  collectedFen: z.number(),
  /** Discounted or written off on those bills until now. */
  adjustedFen: z.number(),
  /** billedFen − collectedFen − adjustedFen. */
  openFen: z.number(),
  /** Receivables of all months at the end of this month. */
  closingFen: z.number(),
  /** Receivables of all months now. */
  nowFen: z.number(),
});
export type MonthlyFigures = z.infer<typeof MonthlyFigures>;

export const MonthlyRow = MonthlyFigures.extend({ building: z.string() });
export type MonthlyRow = z.infer<typeof MonthlyRow>;

export const MonthlyReport = z.object({
  month: z.string(),
  service: ReportService,
  stationName: z.string(),
  /** Made at this instant: "now" in the figures. */
  at: z.number(),
  rows: z.array(MonthlyRow),
  totals: MonthlyFigures,
  /** Receivables of the service over the calendar month, by the ledger: opening + charged − settled + other = closing. */
  movement: z.object({
    openingFen: z.number(),
    chargedFen: z.number(),
    settledFen: z.number(),
    otherFen: z.number(),
    closingFen: z.number(),
  }),
  /** The same figure from the bills and from the ledger. */
  agreement: z.array(
    z.object({ what: z.enum(['billed', 'closing', 'now']), billsFen: z.number(), ledgerFen: z.number() }),
  ),
  safety: z.object({ hazardsFound: z.number(), hazardsClosed: z.number(), hazardsOpen: z.number() }),
  fillings: z.object({ count: z.number(), good: z.number(), netGrams: z.number() }),
});
export type MonthlyReport = z.infer<typeof MonthlyReport>;
