import { z } from 'zod';
import { insert, many, maybe } from '../../db/query.ts';
import { AccountId } from '../../shared/ids.ts';
import { AccountTraits, Trait, TraitKind } from './traits.schema.ts';

export const insertTrait = insert(
  `INSERT INTO account_trait (account_id, kind, from_on, counts_on, until_on, value, evidence, reason, corrects_id, is_void, entered_at,
     user_id, user_name)
   VALUES (:accountId, :kind, :fromOn, :countsOn, :untilOn, :value, :evidence, :reason, :correctsId, :isVoid, :enteredAt, :userId, :userName)`,
);

export const TraitColumns = Trait.extend({ accountId: AccountId, isVoid: z.number(), isCorrected: z.number() });
export type TraitColumns = z.infer<typeof TraitColumns>;
const COLUMNS = `t.id AS traitId, t.account_id AS accountId, t.kind, t.from_on AS fromOn, t.counts_on AS countsOn, t.until_on AS untilOn,
  t.value, t.evidence, t.reason, t.corrects_id AS correctsId, t.is_void AS isVoid, t.entered_at AS enteredAt, t.user_name AS userName,
  EXISTS (SELECT 1 FROM account_trait c WHERE c.corrects_id = t.id) AS isCorrected`;
export const findTrait = maybe(TraitColumns, `SELECT ${COLUMNS} FROM account_trait t WHERE t.id = :traitId`);
export const traitsOfAccount = many(
  TraitColumns,
  `SELECT ${COLUMNS} FROM account_trait t WHERE t.account_id = :accountId ORDER BY t.id DESC`,
);

/** Entries that count, of a JSON array of accounts, with the day the account opened. */
export const liveTraits = many(
  z.object({
    accountId: AccountId,
    openedOn: z.string(),
    kind: TraitKind,
    countsOn: z.string(),
    untilOn: z.string().nullable(),
    value: z.number().nullable(),
  }),
  `SELECT a.id AS accountId, a.opened_on AS openedOn, t.kind, t.counts_on AS countsOn, t.until_on AS untilOn, t.value
   FROM json_each(:accounts) x CROSS JOIN account a ON a.id = x.value CROSS JOIN account_trait t ON t.account_id = a.id
   WHERE t.is_void = 0 AND NOT EXISTS (SELECT 1 FROM account_trait c WHERE c.corrects_id = t.id) ORDER BY t.account_id, t.counts_on, t.id`,
);

/** What a trait needs to know of its account; customers asks traits for new ones, so traits reads the table itself. */
export const AccountFacts = AccountTraits.omit({ today: true, current: true, history: true });
export type AccountFacts = z.infer<typeof AccountFacts>;
const FACTS = `SELECT a.id AS accountId, a.account_no AS accountNo, a.service, p.door_no AS doorNo, a.opened_on AS openedOn,
    a.closed_on AS closedOn, (SELECT max(b.period_to) FROM bill b
      WHERE b.account_id = a.id AND b.kind = 'usage' AND b.reversed_at IS NULL) AS billedTo
  FROM account a JOIN premises p ON p.id = a.premises_id`;
export const findAccount = maybe(AccountFacts, `${FACTS} WHERE a.id = :accountId`);
export const accountsOf = many(
  AccountFacts,
  `${FACTS} WHERE a.customer_id = :customerId ORDER BY a.closed_on IS NOT NULL, a.id`,
);
