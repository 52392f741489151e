import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { AccountId, TariffId } from '../../shared/ids.ts';
import { ExceptionReason } from '../billing/billing.schema.ts';
import { TariffService } from '../tariffs/tariffs.schema.ts';

export const MonthText = z.string().refine((text) => isLocalDate(`${text}-01`));
/** As a billing run would say it; other-unit: the tariff counts in another unit than was billed. */
export const Unratable = z.union([ExceptionReason, z.literal('other-unit')]);
export type Unratable = z.infer<typeof Unratable>;

export const AdviceQuery = z.strictObject({
  accountId: AccountId,
  /** The last of the twelve; the newest month billed when it is left out. */
  toMonth: MonthText.optional(),
  /** One more version to compare: a draft, or one that was replaced. */
  alsoTariffId: TariffId.optional(),
});
export type AdviceQuery = z.input<typeof AdviceQuery>;

const BilledMonth = z.object({
  month: z.string(),
  quantityMilli: z.number(),
  billedFen: z.number(),
  /** Codes of the tariffs it was billed by: one but in a month of several meters. */
  tariffCodes: z.array(z.string()),
});
export type BilledMonth = z.infer<typeof BilledMonth>;

const CandidateMonth = z.object({
  month: z.string(),
  amountFen: z.number().nullable(),
  reason: Unratable.nullable(),
});
export type CandidateMonth = z.infer<typeof CandidateMonth>;

const Candidate = z.object({
  tariffId: TariffId,
  code: z.string(),
  name: z.string(),
  effectiveFrom: z.string(),
  isActive: z.boolean(),
  /** The newest bill was issued with this version. */
  isOwn: z.boolean(),
  months: z.array(CandidateMonth),
  /** Null where a month could not be rated. */
  totalFen: z.number().nullable(),
  /** To what was billed. */
  differenceFen: z.number().nullable(),
  reason: Unratable.nullable(),
});
export type Candidate = z.infer<typeof Candidate>;

export const AdvisedAccount = z.object({
  accountId: AccountId,
  accountNo: z.string(),
  doorNo: z.string(),
  service: TariffService,
});

export const Advice = AdvisedAccount.extend({
  fromMonth: z.string(),
  toMonth: z.string(),
  billedFen: z.number(),
  quantityMilli: z.number(),
  months: z.array(BilledMonth),
  /** Cheapest first, those that cannot be rated last. */
  candidates: z.array(Candidate),
});
export type Advice = z.infer<typeof Advice>;
