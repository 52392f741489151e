import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { AccountId, BillId, MeterFaultId, MeterId, RequestId } from '../../shared/ids.ts';

const LocalDateText = z.string().refine(isLocalDate);
const Reason = z.string().trim().min(2).max(200);

/** −10 % is −1000: hundredths of a percent. A meter that counted nothing (−100 %) has no error to reckon from. */
const ErrorFound = z.strictObject({
  kind: z.literal('error'),
  errorE4: z
    .number()
    .int()
    .min(-9999)
    .max(100_000)
    .refine((value) => value !== 0),
});
/** (right − wrong)/wrong in millionths: one of three phases reversed is 2 000 000. */
const WiringFound = z.strictObject({
  kind: z.literal('wiring'),
  rateE6: z
    .number()
    .int()
    .min(-999_999)
    .max(100_000_000)
    .refine((value) => value !== 0),
});
export const FaultFound = z.discriminatedUnion('kind', [ErrorFound, WiringFound]);
export type FaultFound = z.infer<typeof FaultFound>;

const Fault = {
  meterId: MeterId,
  fault: FaultFound,
  /** The day since which it was wrong; where that is not known, the day it was last found right. */
  fromOn: LocalDateText,
  isStartKnown: z.boolean(),
  /** The day it was found and put right: no longer counted. */
  foundOn: LocalDateText,
};
export const PreviewFault = z.strictObject(Fault);
export type PreviewFault = z.infer<typeof PreviewFault>;
export const BackBill = z.strictObject({
  ...Fault,
  certificateNo: z.string().trim().min(1).max(60),
  reason: Reason,
  /** The total of the preview the person said yes to: when it has changed meanwhile, nothing is done. */
  expectedAmountFen: z.number().int(),
  requestId: RequestId,
});
export type BackBill = z.infer<typeof BackBill>;

const FaultLine = z.object({
  billId: BillId,
  billNo: z.string(),
  month: z.string(),
  days: z.number(),
  ofDays: z.number(),
  recordedMilli: z.number(),
  differenceMilli: z.number(),
  beforeFen: z.number(),
  afterFen: z.number(),
});
export type FaultLine = z.infer<typeof FaultLine>;
export const FaultPreview = z.object({
  accountId: AccountId,
  accountNo: z.string(),
  customerName: z.string(),
  unit: z.enum(['kWh', 'm3', 'kg', 'cylinder']),
  isHalf: z.boolean(),
  recordedMilli: z.number(),
  differenceMilli: z.number(),
  /** To charge; below nothing, to give back. */
  amountFen: z.number(),
  lines: z.array(FaultLine),
});
export type FaultPreview = z.infer<typeof FaultPreview>;

export const FaultsOfMeter = z.strictObject({ meterId: MeterId });
export const ReverseFault = z.strictObject({ faultId: MeterFaultId, reason: Reason, requestId: RequestId });
export type ReverseFault = z.infer<typeof ReverseFault>;

/** What was charged or given back for a meter found wrong. */
export const MeterFault = z.object({
  faultId: MeterFaultId,
  accountId: AccountId,
  accountNo: z.string(),
  errorE4: z.number().nullable(),
  rateE6: z.number().nullable(),
  isHalf: z.boolean(),
  fromOn: z.string(),
  toOn: z.string(),
  recordedMilli: z.number(),
  differenceMilli: z.number(),
  amountFen: z.number(),
  certificateNo: z.string(),
  reason: z.string(),
  madeOn: z.string(),
  userName: z.string(),
  billId: BillId.nullable(),
  billNo: z.string().nullable(),
  reversedOn: z.string().nullable(),
  reversalReason: z.string(),
});
export type MeterFault = z.infer<typeof MeterFault>;
