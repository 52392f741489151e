import { z } from 'zod';
import { AccountId, BillId, ReadingId, RequestId } from '../../shared/ids.ts';

const RegisterMilli = z.number().int().min(0).max(999_999_999_999);
const FenAmount = z.number().int().min(-1_000_000_000_000).max(1_000_000_000_000);

/** A billed reading and what it should have been. A register other than the total that is left out keeps what was read. */
const Corrected = {
  readingId: ReadingId,
  totalMilli: RegisterMilli,
  sharpMilli: RegisterMilli.optional(),
  peakMilli: RegisterMilli.optional(),
  flatMilli: RegisterMilli.optional(),
  valleyMilli: RegisterMilli.optional(),
  demandMilli: RegisterMilli.optional(),
  reactiveMilli: RegisterMilli.optional(),
};
export const PreviewCorrection = z.strictObject(Corrected);
export type PreviewCorrection = z.infer<typeof PreviewCorrection>;

export const ApplyCorrection = z.strictObject({
  ...Corrected,
  reason: z.string().trim().min(2).max(200),
  /** The totals of the preview the person said yes to: when they have changed meanwhile, nothing is done. */
  expectedDifferenceFen: FenAmount,
  expectedCreditFen: FenAmount.optional(),
  requestId: RequestId,
});
export type ApplyCorrection = z.infer<typeof ApplyCorrection>;

/** One bill before and after. differenceFen = amountAfterFen − amountBeforeFen. */
export const CorrectedBill = z.object({
  billId: BillId,
  billNo: z.string(),
  accountId: AccountId,
  accountNo: z.string(),
  meterNo: z.string(),
  month: z.string(),
  quantityBeforeMilli: z.number(),
  quantityAfterMilli: z.number(),
  amountBeforeFen: z.number(),
  amountAfterFen: z.number(),
  differenceFen: z.number(),
  /** Paid on the bill so far; what of it becomes credit of the account. */
  paidFen: z.number(),
  creditFen: z.number(),
  /** What counts on the new bill: money of the old one and of other bills that the correction makes smaller. */
  paidAfterFen: z.number(),
  owedAfterFen: z.number(),
  dueOn: z.string(),
});
export type CorrectedBill = z.infer<typeof CorrectedBill>;

/** A late-fee bill of too much since the bill it is for is corrected: reversed, and what remains of it issued again. */
export const CorrectedFee = CorrectedBill.pick({
  billId: true,
  billNo: true,
  accountId: true,
  amountBeforeFen: true,
  amountAfterFen: true,
  differenceFen: true,
  paidFen: true,
  creditFen: true,
  paidAfterFen: true,
  owedAfterFen: true,
}).extend({ ofBillNo: z.string() });
export type CorrectedFee = z.infer<typeof CorrectedFee>;

/**
 * differenceFen = owedChangeFen − creditFen: what is refunded to credit, and by how much what is owed changes. All three
 * are of the bills and their late fees together.
 */
export const CorrectionPreview = z.object({
  bills: z.array(CorrectedBill),
  lateFees: z.array(CorrectedFee),
  quantityDifferenceMilli: z.number(),
  differenceFen: z.number(),
  creditFen: z.number(),
  owedChangeFen: z.number(),
});
export type CorrectionPreview = z.infer<typeof CorrectionPreview>;

export const CorrectionResult = z.object({
  correctionId: z.number(),
  differenceFen: z.number(),
  creditFen: z.number(),
  bills: z.array(z.object({ billId: BillId, billNo: z.string(), newBillId: BillId, newBillNo: z.string() })),
  /** Late fees given back; the new bill is null where nothing of one remains. */
  lateFees: z.array(
    z.object({ billId: BillId, billNo: z.string(), newBillId: BillId.nullable(), newBillNo: z.string().nullable() }),
  ),
});
export type CorrectionResult = z.infer<typeof CorrectionResult>;
