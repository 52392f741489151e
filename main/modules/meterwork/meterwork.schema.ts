import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { MeterId, ReadingId, RequestId } from '../../shared/ids.ts';
import { CorrectedBill, CorrectedFee } from '../billing/correction.schema.ts';
import { BillOutlook } from '../billing/outlook.schema.ts';
import { NewMeter } from '../meters/meters.schema.ts';
import { Doubt } from '../readings/readings.schema.ts';

const LocalDateText = z.string().refine(isLocalDate);
const RegisterMilli = z.number().int().min(0).max(999_999_999_999);
const Reason = z.string().trim().min(2).max(200);

/** What a register shows, in thousandths; a register left out is one the meter does not have. */
const Shown = z.strictObject({
  totalMilli: RegisterMilli,
  sharpMilli: RegisterMilli.nullable().default(null),
  peakMilli: RegisterMilli.nullable().default(null),
  flatMilli: RegisterMilli.nullable().default(null),
  valleyMilli: RegisterMilli.nullable().default(null),
});

const Replacement = {
  meterId: MeterId,
  version: z.number().int().positive(),
  /** The day of the change: the old meter's last and the new one's first. */
  changedOn: LocalDateText,
  final: Shown,
  next: NewMeter.omit({ service: true, installedOn: true }),
  initial: Shown,
};
export const PreviewReplacement = z.strictObject(Replacement);
export type PreviewReplacement = z.infer<typeof PreviewReplacement>;
export const ReplaceMeter = z.strictObject({
  ...Replacement,
  reason: Reason,
  /** Said after seeing the doubts about the final reading. */
  isConfirmed: z.boolean().default(false),
  requestId: RequestId,
});
export type ReplaceMeter = z.infer<typeof ReplaceMeter>;

export const BeforeAfter = z.object({ before: z.array(BillOutlook), after: z.array(BillOutlook) });
export type BeforeAfter = z.infer<typeof BeforeAfter>;
export const ReplacementPreview = BeforeAfter.extend({
  usageMilli: z.number().nullable(),
  usualMilli: z.number().nullable(),
  doubts: z.array(Doubt),
});
export type ReplacementPreview = z.infer<typeof ReplacementPreview>;
export const ReplacementResult = z.object({ meterId: MeterId, finalReadingId: ReadingId });
export type ReplacementResult = z.infer<typeof ReplacementResult>;

/** A doubtful reading whose register passed zero, and the digits the register really has. */
const Rollover = { readingId: ReadingId, digits: z.number().int().min(1).max(9) };
export const PreviewRollover = z.strictObject(Rollover);
export type PreviewRollover = z.infer<typeof PreviewRollover>;
export const ConfirmRollover = z.strictObject({ ...Rollover, reason: Reason, requestId: RequestId });
export type ConfirmRollover = z.infer<typeof ConfirmRollover>;
export const RolloverPreview = BeforeAfter.extend({ usageMilli: z.number() });
export type RolloverPreview = z.infer<typeof RolloverPreview>;

/** Two meters that measured for each other's account since a day on which both were read. */
const Swap = { meterId: MeterId, otherMeterId: MeterId, sinceOn: LocalDateText };
export const PreviewSwap = z.strictObject(Swap);
export type PreviewSwap = z.infer<typeof PreviewSwap>;
export const SwapMeters = z.strictObject({
  ...Swap,
  reason: Reason,
  /** The total of the preview the person said yes to: when it has changed meanwhile, nothing is done. */
  expectedDifferenceFen: z.number().int(),
  requestId: RequestId,
});
export type SwapMeters = z.infer<typeof SwapMeters>;

/** A real reading that shows the estimates before it to be wrong. */
export const PreviewTrueUp = z.strictObject({ readingId: ReadingId });
export type PreviewTrueUp = z.infer<typeof PreviewTrueUp>;
export const ConfirmTrueUp = z.strictObject({
  readingId: ReadingId,
  reason: Reason,
  expectedDifferenceFen: z.number().int(),
  requestId: RequestId,
});
export type ConfirmTrueUp = z.infer<typeof ConfirmTrueUp>;
/** The billed estimates with every bill that is issued again for them, and the next bill. differenceFen is of the bills and their late fees. */
export const TrueUpPreview = BeforeAfter.extend({
  estimates: z.array(
    z.object({ readAt: z.number(), decimals: z.number(), beforeMilli: z.number(), afterMilli: z.number() }),
  ),
  bills: z.array(CorrectedBill),
  lateFees: z.array(CorrectedFee),
  differenceFen: z.number(),
  creditFen: z.number(),
});
export type TrueUpPreview = z.infer<typeof TrueUpPreview>;
