import { z } from 'zod';
import { AccountId, TariffId } from '../../shared/ids.ts';
import { TariffService } from '../tariffs/tariffs.schema.ts';
import { MonthText, Unratable } from './advice.schema.ts';

export const RehearsalQuery = z.strictObject({
  tariffId: TariffId,
  /** The last of the twelve; the newest month billed when it is left out. */
  toMonth: MonthText.optional(),
});
export type RehearsalQuery = z.input<typeof RehearsalQuery>;
export const RehearsalExcel = RehearsalQuery.extend({ lang: z.enum(['zh-CN', 'en']) });
export type RehearsalExcel = z.infer<typeof RehearsalExcel>;

/** Who lives where. */
export const House = z.object({
  accountId: AccountId,
  accountNo: z.string(),
  customerName: z.string(),
  building: z.string(),
  doorNo: z.string(),
});
export type House = z.infer<typeof House>;

const BeforeAfter = { beforeFen: z.number(), afterFen: z.number() };
const Group = { accounts: z.number(), bills: z.number(), quantityMilli: z.number(), ...BeforeAfter };

export const RehearsedAccount = House.extend({ bills: z.number(), quantityMilli: z.number(), ...BeforeAfter });
export type RehearsedAccount = z.infer<typeof RehearsedAccount>;
export const LeftOut = House.extend({ bills: z.number(), billedFen: z.number(), month: z.string(), reason: Unratable });
export type LeftOut = z.infer<typeof LeftOut>;

const Side = z.object({
  accounts: z.number(),
  /** What they gain or lose together, never negative. */
  sumFen: z.number(),
  /** Those it concerns most, the furthest first. */
  top: z.array(RehearsedAccount),
});

export const Rehearsal = z.object({
  tariffId: TariffId,
  code: z.string(),
  name: z.string(),
  effectiveFrom: z.string(),
  isActive: z.boolean(),
  service: TariffService,
  fromMonth: z.string(),
  toMonth: z.string(),
  ...Group,
  winners: Side,
  losers: Side,
  unchanged: z.number(),
  months: z.array(z.object({ month: z.string(), ...Group })),
  buildings: z.array(z.object({ building: z.string(), winners: z.number(), losers: z.number(), ...Group })),
  /** By the highest tier an account reached at the new price; null where it has none. */
  tiers: z.array(z.object({ tier: z.number().nullable(), winners: z.number(), losers: z.number(), ...Group })),
  /** Accounts one of whose bills cannot be rated; in none of the sums above. */
  leftOut: z.object({
    accounts: z.number(),
    bills: z.number(),
    billedFen: z.number(),
    reasons: z.array(z.object({ reason: Unratable, accounts: z.number() })),
    top: z.array(LeftOut),
  }),
});
export type Rehearsal = z.infer<typeof Rehearsal>;
