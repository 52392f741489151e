import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { AccountId, CustomerId, RequestId, TraitId } from '../../shared/ids.ts';

/** 多人口 · 低保免费额度 · 采暖 · 变压器容量 · 核定需量. The order is that of the page. */
export const TRAIT_KINDS = ['household', 'quota', 'heating', 'capacity', 'demand'] as const;
export const TraitKind = z.enum(TRAIT_KINDS);
export type TraitKind = z.infer<typeof TraitKind>;

const LocalDateText = z.string().refine(isLocalDate);
const words = (longest: number) => z.string().trim().max(longest).default('');

const newTrait = {
  kind: TraitKind,
  fromOn: LocalDateText,
  /** The last day it is good for; a certificate of a low-income household has one. */
  untilOn: LocalDateText.nullable().default(null),
  /** People · 1 for quota and heating · thousandths of a kVA or kW. Null: none from that day on. */
  value: z.number().int().positive().nullable(),
  /** Number of the certificate, contract or application. */
  evidence: words(120),
  reason: words(200),
  /** Said after seeing that bills are issued beyond the day: it counts from the next one. */
  countsFromNextBill: z.boolean().default(false),
};

export const SetTrait = z.strictObject({ accountId: AccountId, ...newTrait, requestId: RequestId });
export type SetTrait = z.input<typeof SetTrait>;

/** What may be told of an account when it is opened, beside its household size; it holds from the first day on. */
export const OpeningTraits = z.strictObject({
  quota: z
    .strictObject({ evidence: z.string().trim().min(1).max(120), untilOn: LocalDateText })
    .nullable()
    .default(null),
  isHeating: z.boolean().default(false),
  capacityMilli: z.number().int().positive().nullable().default(null),
  demandMilli: z.number().int().positive().nullable().default(null),
});
export type OpeningTraits = z.infer<typeof OpeningTraits>;

/** A wrong entry: what should have stood there, or nothing. */
export const CorrectTrait = z.strictObject({
  traitId: TraitId,
  instead: z.strictObject(newTrait).omit({ kind: true, reason: true, countsFromNextBill: true }).nullable(),
  reason: z.string().trim().min(2).max(200),
  countsFromNextBill: z.boolean().default(false),
  requestId: RequestId,
});
export type CorrectTrait = z.input<typeof CorrectTrait>;

export const Trait = z.object({
  traitId: TraitId,
  kind: TraitKind,
  fromOn: z.string(),
  /** The day billing counts it from: later than `fromOn` where bills had been issued already. */
  countsOn: z.string(),
  untilOn: z.string().nullable(),
  value: z.number().nullable(),
  evidence: z.string(),
  reason: z.string(),
  correctsId: TraitId.nullable(),
  isVoid: z.boolean(),
  /** A later entry took its place. */
  isCorrected: z.boolean(),
  enteredAt: z.number(),
  userName: z.string(),
});
export type Trait = z.infer<typeof Trait>;

export const AccountTraits = z.object({
  accountId: AccountId,
  accountNo: z.string(),
  service: z.enum(['electricity', 'gas', 'water', 'property']),
  doorNo: z.string(),
  openedOn: z.string(),
  closedOn: z.string().nullable(),
  /** The end of the newest bill that stands. */
  billedTo: z.string().nullable(),
  today: z.string(),
  /** What is in force today, by kind; a kind not in force is left out. */
  current: z.array(Trait),
  /** Everything ever entered, newest first. */
  history: z.array(Trait),
});
export type AccountTraits = z.infer<typeof AccountTraits>;

export const TraitsOfCustomer = z.strictObject({ customerId: CustomerId });
