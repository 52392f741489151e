import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { AccountId, CustomerId, PremisesId, RequestId } from '../../shared/ids.ts';
import { OpeningTraits } from '../traits/traits.schema.ts';

export const Service = z.enum(['electricity', 'gas', 'water', 'property']);
export type Service = z.infer<typeof Service>;

export const CustomerKind = z.enum(['person', 'company']);
export type CustomerKind = z.infer<typeof CustomerKind>;

/** A calendar date of the station, "YYYY-MM-DD". */
export const LocalDateText = z.string().refine(isLocalDate, 'date');

const Version = z.number().int().positive();
const note = (longest: number) => z.string().trim().max(longest);
const required = (longest: number) => z.string().trim().min(1).max(longest);

export const Customer = z.object({
  customerId: CustomerId,
  name: z.string(),
  kind: CustomerKind,
  phone: z.string(),
  note: z.string(),
  closedOn: z.string().nullable(),
  createdAt: z.number(),
  version: z.number(),
});
export type Customer = z.infer<typeof Customer>;

/** areaDm2: floor area in hundredths of a square metre, null where unknown. */
export const Premises = z.object({
  premisesId: PremisesId,
  building: z.string(),
  unit: z.string(),
  room: z.string(),
  doorNo: z.string(),
  address: z.string(),
  areaDm2: z.number().nullable(),
  createdAt: z.number(),
  version: z.number(),
});
export type Premises = z.infer<typeof Premises>;

export const Building = z.object({ building: z.string(), premises: z.number() });
export type Building = z.infer<typeof Building>;

/** An account with who and where it is. `closedOn` is the first day it no longer runs. */
export const AccountCard = z.object({
  accountId: AccountId,
  accountNo: z.string(),
  service: Service,
  tariffCode: z.string().nullable(),
  customerId: CustomerId,
  customerName: z.string(),
  phone: z.string(),
  premisesId: PremisesId,
  building: z.string(),
  doorNo: z.string(),
  address: z.string(),
  openedOn: z.string(),
  closedOn: z.string().nullable(),
  version: z.number(),
});
export type AccountCard = z.infer<typeof AccountCard>;

/** What an account is found by. */
export const SearchKind = z.enum([
  'name',
  'pinyin',
  'initials',
  'phone',
  'phone-tail',
  'door',
  'account',
  'meter',
  'meter-tail',
]);
export type SearchKind = z.infer<typeof SearchKind>;

/** One line under the search box; meterNos are the meters now on the account, joined by a comma. */
export const SearchHit = AccountCard.extend({ meterNos: z.string(), matched: SearchKind });
export type SearchHit = z.infer<typeof SearchHit>;

/** An account in a list, with the meters now on it. */
export const AccountRow = AccountCard.extend({ meterNos: z.string() });
export type AccountRow = z.infer<typeof AccountRow>;

/** openAmountFen: what the account owes by the ledger; below zero where more was paid than billed. */
export const AccountDetail = AccountRow.extend({ openAmountFen: z.number() });
export type AccountDetail = z.infer<typeof AccountDetail>;

const customerFields = {
  name: required(60),
  kind: CustomerKind.default('person'),
  phone: note(60).default(''),
  note: note(500).default(''),
};
const premisesFields = {
  building: required(40),
  unit: note(20).default(''),
  room: note(20).default(''),
  address: note(120).default(''),
  areaDm2: z.number().int().min(0).max(100_000_000).nullable().default(null),
};
/** Typed account numbers: what is printed on old books, so letters and dashes are allowed. */
export const AccountNo = z
  .string()
  .trim()
  .min(1)
  .max(30)
  .regex(/^[\p{L}\p{N}-]+$/u);
export const TariffCode = z.string().trim().min(1).max(40);
const accountFields = {
  service: Service,
  accountNo: AccountNo.nullable().default(null),
  tariffCode: TariffCode.nullable().default(null),
  /** People from the first day on; null: not told. Later changes are dated entries of modules/traits. */
  householdSize: z.number().int().min(1).max(30).nullable().default(null),
  traits: OpeningTraits.optional(),
  openedOn: LocalDateText,
};

export const NewCustomer = z.strictObject(customerFields);
export type NewCustomer = z.infer<typeof NewCustomer>;
export const CreateCustomer = NewCustomer.extend({ requestId: RequestId.optional() });
export type CreateCustomer = z.input<typeof CreateCustomer>;
export const UpdateCustomer = z.strictObject({
  customerId: CustomerId,
  version: Version,
  name: required(60),
  kind: CustomerKind,
  phone: note(60),
  note: note(500),
});
export type UpdateCustomer = z.infer<typeof UpdateCustomer>;

export const NewPremises = z.strictObject(premisesFields);
export type NewPremises = z.infer<typeof NewPremises>;
export const CreatePremises = NewPremises.extend({ requestId: RequestId.optional() });
export type CreatePremises = z.input<typeof CreatePremises>;
export const UpdatePremises = z.strictObject({
  premisesId: PremisesId,
  version: Version,
  building: required(40),
  unit: note(20),
  room: note(20),
  address: note(120),
  areaDm2: z.number().int().min(0).max(100_000_000).nullable(),
});
export type UpdatePremises = z.infer<typeof UpdatePremises>;

export const NewAccount = z.strictObject({ customerId: CustomerId, premisesId: PremisesId, ...accountFields });
export type NewAccount = z.infer<typeof NewAccount>;
/** accountNo null: the next number of the station's series. */
export const CreateAccount = NewAccount.extend({ requestId: RequestId.optional() });
export type CreateAccount = z.input<typeof CreateAccount>;
export const UpdateAccount = z.strictObject({
  accountId: AccountId,
  version: Version,
  tariffCode: TariffCode.nullable(),
});
export type UpdateAccount = z.infer<typeof UpdateAccount>;

/** Customer and premises are each either known (an id) or described. */
export const NewHousehold = z.strictObject({
  customer: z.union([z.strictObject({ customerId: CustomerId }), NewCustomer]),
  premises: z.union([z.strictObject({ premisesId: PremisesId }), NewPremises]),
  account: z.strictObject(accountFields),
});
export type NewHousehold = z.infer<typeof NewHousehold>;
export const OpenAccount = NewHousehold.extend({ requestId: RequestId });
export type OpenAccount = z.input<typeof OpenAccount>;
/** What an opening made, or found. */
export const Household = z.object({
  customerId: CustomerId,
  premisesId: PremisesId,
  accountId: AccountId,
  accountNo: z.string(),
});
export type Household = z.infer<typeof Household>;

/** acceptedDebtFen: the open amount the person was shown and accepted; 0 where nothing is open. */
export const CloseAccount = z.strictObject({
  accountId: AccountId,
  version: Version,
  closedOn: LocalDateText,
  acceptedDebtFen: z.number().int().min(0).default(0),
  requestId: RequestId,
});
export type CloseAccount = z.input<typeof CloseAccount>;

export const AccountState = z.enum(['open', 'closed', 'all']);
export type AccountState = z.infer<typeof AccountState>;
export const AccountFilter = z.strictObject({
  text: z.string().max(200).default(''),
  building: z.string().max(40).nullable().default(null),
  service: Service.nullable().default(null),
  state: AccountState.default('open'),
  page: z.number().int().min(1).max(100_000).default(1),
  pageSize: z.number().int().min(1).max(200).default(50),
});
export type AccountFilter = z.infer<typeof AccountFilter>;
/** isCut: a search matched more than the list looks at; the total is then a lower bound. */
export const AccountPage = z.object({ rows: z.array(AccountRow), total: z.number(), isCut: z.boolean() });
export type AccountPage = z.infer<typeof AccountPage>;
