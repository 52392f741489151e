import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { AccountId, BillId, MeterId, RequestId, ShareRunId, SharingGroupId } from '../../shared/ids.ts';
import { priceE8 } from '../../shared/money.ts';

export const MonthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const Day = z.string().refine(isLocalDate, 'not a date');
const Service = z.enum(['electricity', 'gas', 'water', 'property']);

export const SHARE_METHODS = ['equal', 'area', 'usage', 'coefficient'] as const;
export const Method = z.enum(SHARE_METHODS);
export type Method = z.infer<typeof Method>;

/** Area in thousandths of a square metre; vacantPermille: what a vacant flat pays of a full share. Dates half-open. */
export const MemberInput = z.strictObject({
  accountId: AccountId,
  areaMilli: z.number().int().min(0).max(1_000_000_000),
  coefficientMilli: z.number().int().min(0).max(1_000_000),
  isVacant: z.boolean(),
  vacantPermille: z.number().int().min(0).max(1000),
  fromOn: Day,
  toOn: Day.nullable(),
});
export type MemberInput = z.infer<typeof MemberInput>;

/** Who a member is. areaDm2: the floor area on record, null where unknown. */
export const Household = z.object({
  accountId: AccountId,
  accountNo: z.string(),
  customerName: z.string(),
  doorNo: z.string(),
  service: Service,
  openedOn: z.string(),
  areaDm2: z.number().nullable(),
});
export type Household = z.infer<typeof Household>;
export const Member = z.object({ ...Household.shape, ...MemberInput.shape });
export type Member = z.infer<typeof Member>;

export const SharingGroup = z.object({
  groupId: SharingGroupId,
  name: z.string(),
  service: Service,
  meterId: MeterId.nullable(),
  meterNo: z.string().nullable(),
  method: Method,
  /** Null: the cost of each month is typed. */
  priceE8: z.number().nullable(),
  note: z.string(),
  members: z.number(),
  /** The newest month that stands. */
  lastMonth: z.string().nullable(),
  version: z.number(),
});
export type SharingGroup = z.infer<typeof SharingGroup>;
export const GroupFile = SharingGroup.extend({ members: z.array(Member) });
export type GroupFile = z.infer<typeof GroupFile>;

const PriceText = z
  .string()
  .trim()
  .refine((text) => {
    try {
      return priceE8(text) >= 0;
    } catch {
      return false;
    }
  }, 'not a price');
const groupFields = {
  name: z.string().trim().min(1).max(60),
  /** The number of the master meter; a number is what is written on it. */
  meterNo: z.string().trim().max(40).nullable(),
  method: Method,
  /** A plain decimal with up to eight decimals; null where the cost is typed each month. */
  price: PriceText.nullable(),
  note: z.string().trim().max(200),
  members: z.array(MemberInput).max(5000),
};
export const CreateGroup = z.strictObject({ ...groupFields, service: Service, requestId: RequestId });
export type CreateGroup = z.infer<typeof CreateGroup>;
export const UpdateGroup = z.strictObject({
  ...groupFields,
  groupId: SharingGroupId,
  version: z.number().int(),
  requestId: RequestId,
});
export type UpdateGroup = z.infer<typeof UpdateGroup>;

export const FindGroup = z.strictObject({ groupId: SharingGroupId });
export const HouseholdsQuery = z.strictObject({ building: z.string().min(1).max(40), service: Service });
export const HouseholdQuery = z.strictObject({ accountId: AccountId });

/** What a person must look at; a blocking one stops the sharing until its cause is corrected. */
export const DOUBT_KINDS = [
  'no-members',
  'no-master-reading',
  'master-doubtful',
  'master-backwards',
  'loss-negative',
  'cost-missing',
  'no-weights',
  'not-billed',
  'periods-differ',
  'area-missing',
] as const;
export const DoubtKind = z.enum(DOUBT_KINDS);
export type DoubtKind = z.infer<typeof DoubtKind>;
export const Doubt = z.object({ kind: DoubtKind, doors: z.array(z.string()), isBlocking: z.boolean() });
export type Doubt = z.infer<typeof Doubt>;

export const ShareLine = z.object({
  accountId: AccountId,
  accountNo: z.string(),
  customerName: z.string(),
  doorNo: z.string(),
  usageMilli: z.number().nullable(),
  areaMilli: z.number(),
  coefficientMilli: z.number(),
  isVacant: z.boolean(),
  vacantPermille: z.number(),
  hasLeft: z.boolean(),
  weightE6: z.number(),
  shareFen: z.number(),
  hasExtraFen: z.boolean(),
});
export type ShareLine = z.infer<typeof ShareLine>;

/** All that the notice board shows, frozen with a run. Quantities after the multiplier; null where nothing measures them. */
export const ShareProof = z.object({
  groupName: z.string(),
  service: Service,
  month: z.string(),
  method: Method,
  master: z
    .object({
      meterNo: z.string(),
      multiplier: z.number(),
      previousOn: z.string(),
      previousMilli: z.number(),
      presentOn: z.string(),
      presentMilli: z.number(),
      quantityMilli: z.number(),
    })
    .nullable(),
  subMilli: z.number().nullable(),
  lossMilli: z.number().nullable(),
  /** Loss in hundredths of a percent of the master. */
  lossBasisPoints: z.number().nullable(),
  priceE8: z.number().nullable(),
  /** Null while it cannot be told: a reading or the typed cost is missing. */
  amountFen: z.number().nullable(),
  leftoverFen: z.number(),
  doubts: z.array(Doubt),
  lines: z.array(ShareLine),
});
export type ShareProof = z.infer<typeof ShareProof>;

/** The bill of a member's share. A share of nothing has none. */
export const ShareBill = z.object({
  accountId: AccountId,
  billId: BillId,
  billNo: z.string(),
  amountFen: z.number(),
  paidFen: z.number(),
});
export type ShareBill = z.infer<typeof ShareBill>;

/** A run; its proof is what was frozen on the day. */
export const IssuedShare = z.object({
  runId: ShareRunId,
  groupId: SharingGroupId,
  month: z.string(),
  amountFen: z.number(),
  issuedAt: z.number(),
  userName: z.string(),
  isReversed: z.boolean(),
  /** Empty until the shares are billed. */
  bills: z.array(ShareBill),
  proof: ShareProof,
});
export type IssuedShare = z.infer<typeof IssuedShare>;

/** The month of a group: as it was issued, or as it would be now. */
export const ShareMonth = z.object({ issued: IssuedShare.omit({ proof: true }).nullable(), proof: ShareProof });
export type ShareMonth = z.infer<typeof ShareMonth>;

const costFen = z.number().int().min(-1_000_000_000_00).max(1_000_000_000_00).nullable();
/** costFen only where the group has no price. Below zero it is a credit. */
export const PreviewShare = z.strictObject({ groupId: SharingGroupId, month: MonthText, costFen });
export type PreviewShare = z.infer<typeof PreviewShare>;
export const IssueShare = PreviewShare.extend({
  expectedTotalFen: z.number().int(),
  /** Said by the person after seeing the doubts. */
  areDoubtsAccepted: z.boolean(),
  requestId: RequestId,
});
export type IssueShare = z.infer<typeof IssueShare>;
export const ReverseShare = z.strictObject({
  runId: ShareRunId,
  reason: z.string().trim().min(2).max(200),
  requestId: RequestId,
});
export type ReverseShare = z.infer<typeof ReverseShare>;

export const FindShare = z.strictObject({ runId: ShareRunId });
/** What billing the shares of a run would issue. */
export const ShareBillsPreview = z.object({
  bills: z.number(),
  amountFen: z.number(),
  /** Members whose share is nothing: no bill. */
  without: z.number(),
  dueOn: z.string(),
});
export type ShareBillsPreview = z.infer<typeof ShareBillsPreview>;
export const BillShare = z.strictObject({
  runId: ShareRunId,
  dueOn: Day,
  expectedTotalFen: z.number().int(),
  requestId: RequestId,
});
export type BillShare = z.infer<typeof BillShare>;

/** What an account bears of one group in a month. */
export const AccountShare = z.object({ runId: ShareRunId, groupName: z.string(), shareFen: z.number() });
export type AccountShare = z.infer<typeof AccountShare>;
