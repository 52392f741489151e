import type { z } from 'zod';
import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { addDays, type LocalDate, localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { type AccountId, type CustomerId, TraitId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { isPlausible, kindsOf, type LiveTrait, traitOn } from './traits.domain.ts';
import {
  type AccountTraits,
  CorrectTrait,
  type OpeningTraits,
  SetTrait,
  TRAIT_KINDS,
  type Trait,
  type TraitKind,
} from './traits.schema.ts';
import * as store from './traits.store.ts';

/** A day further ahead than this is a slip of the pen. */
const DAYS_AHEAD = 731;

type NewTrait = Omit<z.output<typeof SetTrait>, 'accountId' | 'requestId'>;

/**
 * Enters what holds for an account from a day on; a value of null ends it. Refuses what the service has no use for, a value
 * beyond reason, a day outside the account's life, a second entry of a kind for one day, and a day for which a bill was
 * issued unless it is said to count from the next one.
 */
export function setTrait(st: Station, by: Actor, cmd: SetTrait): TraitId {
  const { requestId, accountId, ...trait } = SetTrait.parse(cmd);
  return st.write(by, { action: 'traits.set', requestId, input: { accountId, ...trait } }, (tx) => {
    const account = accountFacts(tx.db, accountId);
    return enter(tx, account, trait, { today: localDate(tx.now, st.zone), correctsId: null });
  });
}

/** A wrong entry stays in the history; a new one takes its place, or it only stops to count. */
export function correctTrait(st: Station, by: Actor, cmd: CorrectTrait): TraitId {
  const { requestId, ...asked } = CorrectTrait.parse(cmd);
  return st.write(by, { action: 'traits.correct', requestId, input: asked }, (tx) => {
    const { traitId, instead, reason, countsFromNextBill } = asked;
    const wrong = store.findTrait(tx.db, { traitId });
    if (!wrong) throw new StationError('record.not-found', { kind: 'trait', id: traitId });
    if (wrong.isCorrected || wrong.isVoid) throw new StationError('trait.already-corrected', { fromOn: wrong.fromOn });
    const account = accountFacts(tx.db, wrong.accountId);
    refuseBilled(account, wrong.countsOn, countsFromNextBill);
    if (instead) {
      const trait = { ...instead, kind: wrong.kind, reason, countsFromNextBill };
      return enter(tx, account, trait, { today: localDate(tx.now, st.zone), correctsId: traitId });
    }
    const { kind, fromOn, countsOn } = wrong;
    const gone = { kind, fromOn, countsOn, untilOn: null, value: null, evidence: '', reason };
    return insert(tx, account.accountId, { ...gone, correctsId: traitId, isVoid: 1 }, wrong);
  });
}

/** The first entries of an account, inside the transaction that opens it. */
export function addTraits(
  tx: Tx,
  accountId: AccountId,
  of: { openedOn: LocalDate; service: string; householdSize: number | null } & Partial<OpeningTraits>,
): void {
  const { openedOn, service, householdSize, quota = null, isHeating = false, capacityMilli, demandMilli } = of;
  const values: Readonly<Record<TraitKind, number | null>> = {
    household: householdSize,
    quota: quota && 1,
    heating: isHeating ? 1 : null,
    capacity: capacityMilli ?? null,
    demand: demandMilli ?? null,
  };
  for (const kind of TRAIT_KINDS) {
    const value = values[kind];
    if (value === null) continue;
    if (!kindsOf(service).includes(kind)) {
      // The office's list asks every account for its people; a service that has no use for them is no fault of a row.
      if (kind === 'household') continue;
      throw new StationError('trait.not-for-service', { kind, service });
    }
    if (!isPlausible(kind, value)) throw new StationError('trait.value-beyond', { kind });
    const good = kind === 'quota' && quota ? quota : { untilOn: null, evidence: '' };
    if (good.untilOn !== null && good.untilOn < openedOn)
      throw new StationError('trait.ends-before-it-begins', { fromOn: openedOn, untilOn: good.untilOn });
    const row = { kind, fromOn: openedOn, countsOn: openedOn, value, ...good, reason: '', correctsId: null, isVoid: 0 };
    insert(tx, accountId, row);
  }
}

function enter(
  tx: Tx,
  account: store.AccountFacts,
  trait: NewTrait,
  of: { today: LocalDate; correctsId: TraitId | null },
): TraitId {
  const { kind, fromOn, untilOn, value, evidence, reason, countsFromNextBill } = trait;
  const { accountId, accountNo, service, openedOn, closedOn } = account;
  if (!kindsOf(service).includes(kind)) throw new StationError('trait.not-for-service', { kind, service });
  if (!isPlausible(kind, value)) throw new StationError('trait.value-beyond', { kind });
  if (fromOn < openedOn) throw new StationError('trait.before-opening', { fromOn, openedOn });
  if (closedOn !== null && fromOn >= closedOn) throw new StationError('account.closed', { accountNo, closedOn });
  if (fromOn > addDays(of.today, DAYS_AHEAD)) throw new StationError('trait.too-far-ahead', { fromOn });
  if (untilOn !== null && (untilOn < fromOn || value === null))
    throw new StationError('trait.ends-before-it-begins', { fromOn, untilOn });
  if (kind === 'quota' && value !== null && (untilOn === null || evidence === ''))
    throw new StationError('trait.needs-evidence');
  const live = liveRows(tx.db, accountId).filter((row) => row.traitId !== of.correctsId);
  const countsOn = refuseBilled(account, fromOn, countsFromNextBill);
  if (untilOn !== null && untilOn < countsOn)
    throw new StationError('trait.ends-before-it-counts', { untilOn, countsOn });
  if (live.some((row) => row.kind === kind && row.countsOn === countsOn))
    throw new StationError('trait.day-taken', { fromOn: countsOn });
  if (value === null && !live.some((row) => row.kind === kind && row.countsOn < countsOn))
    throw new StationError('trait.nothing-to-end', { fromOn });
  const row = { kind, fromOn, countsOn, untilOn, value, evidence, reason, correctsId: of.correctsId, isVoid: 0 };
  return insert(tx, accountId, row, traitOn(live, kind, countsOn));
}

/** The day it counts from: its own, or the end of the last bill where that was said. */
function refuseBilled(account: store.AccountFacts, fromOn: LocalDate, countsFromNextBill: boolean): LocalDate {
  const { billedTo } = account;
  if (billedTo === null || fromOn >= billedTo) return fromOn;
  if (!countsFromNextBill) throw new StationError('trait.already-billed', { fromOn, billedTo });
  return billedTo;
}

function insert(
  tx: Tx,
  accountId: AccountId,
  row: {
    kind: TraitKind;
    fromOn: LocalDate;
    countsOn: LocalDate;
    untilOn: LocalDate | null;
    value: number | null;
    evidence: string;
    reason: string;
    correctsId: TraitId | null;
    isVoid: number;
  },
  before?: Pick<LiveTrait, 'value' | 'countsOn' | 'untilOn'>,
): TraitId {
  const { userId, name: userName } = tx.by;
  const id = store.insertTrait(tx.db, { accountId, ...row, enteredAt: tx.now, userId, userName });
  const seen = before && { value: before.value, countsOn: before.countsOn, untilOn: before.untilOn };
  tx.audit({ kind: 'account-trait', id, ...(seen && { before: seen }), after: { accountId, ...row } });
  tx.announce({ topic: 'traits', id: accountId });
  return TraitId.parse(id);
}

/** Entries that count, by account: accounts without any are not in it. One question for all of them. */
export function liveTraitsOf(
  db: ReadDb,
  accountIds: readonly number[],
): ReadonlyMap<number, { readonly openedOn: LocalDate; readonly traits: readonly LiveTrait[] }> {
  const found = new Map<number, { openedOn: LocalDate; traits: LiveTrait[] }>();
  for (const { accountId, openedOn, ...trait } of store.liveTraits(db, { accounts: JSON.stringify(accountIds) })) {
    const of = found.get(accountId) ?? { openedOn, traits: [] };
    of.traits.push(trait);
    found.set(accountId, of);
  }
  return found;
}

/** The accounts of a customer, running ones first, with what holds today and everything ever entered. */
export function traitsOfCustomer(st: Station, customerId: CustomerId): AccountTraits[] {
  const today = localDate(st.clock.now(), st.zone);
  return store.accountsOf(st.db, { customerId }).map((account) => {
    const history = store.traitsOfAccount(st.db, { accountId: account.accountId }).map(toTrait);
    const live = history.filter((trait) => !trait.isCorrected && !trait.isVoid);
    return { ...account, today, current: TRAIT_KINDS.flatMap((kind) => traitOn(live, kind, today) ?? []), history };
  });
}

function liveRows(db: ReadDb, accountId: AccountId): Trait[] {
  const rows = store.traitsOfAccount(db, { accountId }).map(toTrait);
  return rows.filter((trait) => !trait.isCorrected && !trait.isVoid);
}

function toTrait({ accountId: _, isVoid, isCorrected, ...rest }: store.TraitColumns): Trait {
  return { ...rest, isVoid: isVoid === 1, isCorrected: isCorrected === 1 };
}

function accountFacts(db: ReadDb, accountId: AccountId): store.AccountFacts {
  const account = store.findAccount(db, { accountId });
  if (!account) throw new StationError('record.not-found', { kind: 'account', id: accountId });
  return account;
}
