import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import { type AccountId, type MeterId, SharingGroupId } from '../../shared/ids.ts';
import { priceE8 } from '../../shared/money.ts';
import type { Station } from '../../station.types.ts';
import { findMeterByNumber } from '../meters/index.ts';
import type {
  CreateGroup,
  GroupFile,
  Household,
  Member,
  MemberInput,
  SharingGroup,
  UpdateGroup,
} from './sharing.schema.ts';
import * as store from './sharing.store.ts';

export function listGroups(db: ReadDb): SharingGroup[] {
  return store.allGroups(db);
}

export function requireGroup(db: ReadDb, groupId: SharingGroupId): SharingGroup {
  const group = store.findGroup(db, { groupId });
  if (!group) throw new StationError('record.not-found', { kind: 'sharing-group', id: groupId });
  return group;
}

export function groupFile(db: ReadDb, groupId: SharingGroupId): GroupFile {
  return { ...requireGroup(db, groupId), members: membersOf(db, groupId) };
}

/** By door, which is also the order in which equal remainders get their fen. */
export function membersOf(db: ReadDb, groupId: SharingGroupId): Member[] {
  return store.membersOf(db, { groupId }).map((row) => ({ ...row, isVacant: row.isVacant === 1 }));
}

export function requireHousehold(db: ReadDb, accountId: AccountId): Household {
  const found = store.findHousehold(db, { accountId });
  if (!found) throw new StationError('record.not-found', { kind: 'account', id: accountId });
  return found;
}

/** The open accounts of a service in a building, by door: a group's members in one go. */
export function householdsOf(db: ReadDb, of: { building: string; service: SharingGroup['service'] }): Household[] {
  return store.householdsOf(db, of);
}

export function createGroup(st: Station, by: Actor, cmd: CreateGroup): SharingGroupId {
  return st.write(by, { action: 'sharing.create', requestId: cmd.requestId, input: cmd }, (tx) => {
    const columns = columnsOf(tx, cmd, null);
    const groupId = SharingGroupId.parse(
      store.insertGroup(tx.db, { ...columns, service: cmd.service, createdAt: tx.now }),
    );
    putMembers(tx, groupId, cmd);
    tx.audit({ kind: 'sharing-group', id: groupId, after: { ...columns, members: cmd.members.length } });
    tx.announce({ topic: 'sharing', id: groupId });
    return groupId;
  });
}

/** Settings of the months to come: a month that was issued keeps its own in its proof. */
export function updateGroup(st: Station, by: Actor, cmd: UpdateGroup): void {
  st.write(by, { action: 'sharing.update', requestId: cmd.requestId, input: cmd }, (tx) => {
    const { groupId, version } = cmd;
    const before = groupFile(tx.db, groupId);
    const columns = columnsOf(tx, { ...cmd, service: before.service }, groupId);
    if (store.updateGroup(tx.db, { ...columns, groupId, version }) === 0)
      throw new StationError('record.changed', { kind: 'sharing-group', id: groupId });
    store.clearMembers(tx.db, { groupId });
    putMembers(tx, groupId, { ...cmd, service: before.service });
    const { members, ...head } = before;
    tx.audit({
      kind: 'sharing-group',
      id: groupId,
      before: { ...head, members: members.length },
      after: { ...columns, members: cmd.members.length },
    });
    tx.announce({ topic: 'sharing', id: groupId });
  });
}

type Settings = Omit<CreateGroup, 'requestId'>;

function columnsOf(tx: Tx, cmd: Settings, groupId: SharingGroupId | null) {
  const { name, method, note } = cmd;
  const namesake = store.findNamed(tx.db, { name });
  if (namesake && namesake.groupId !== groupId) throw new StationError('sharing.name-taken', { name });
  const meterId = masterOf(tx.db, cmd);
  if (cmd.price !== null && meterId === null) throw new StationError('sharing.price-needs-meter');
  return { name, meterId, method, priceE8: cmd.price === null ? null : priceE8(cmd.price), note };
}

function masterOf(db: ReadDb, { meterNo, service }: Settings): MeterId | null {
  if (meterNo === null || meterNo === '') return null;
  const meter = findMeterByNumber(db, meterNo);
  if (!meter) throw new StationError('sharing.meter-unknown', { meterNo });
  if (meter.service !== service) throw new StationError('sharing.service-mismatch', { what: meterNo });
  return meter.meterId;
}

function putMembers(tx: Tx, groupId: SharingGroupId, cmd: Settings): void {
  const seen = new Set<number>();
  for (const member of cmd.members) {
    const household = requireHousehold(tx.db, member.accountId);
    const door = household.doorNo;
    if (seen.has(member.accountId)) throw new StationError('sharing.member-twice', { door });
    seen.add(member.accountId);
    // Quantities of another service would be subtracted from a master that never measured them.
    if (household.service !== cmd.service) throw new StationError('sharing.service-mismatch', { what: door });
    if (member.toOn !== null && member.toOn < member.fromOn) throw new StationError('sharing.member-dates', { door });
    store.insertMember(tx.db, { ...columnsOfMember(member), groupId });
  }
}

function columnsOfMember({ isVacant, ...member }: MemberInput) {
  return { ...member, isVacant: Number(isVacant) };
}
