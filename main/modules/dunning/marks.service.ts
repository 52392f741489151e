import type { Actor } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { DunningMarkId } from '../../shared/ids.ts';
import type { Permission } from '../../shared/permissions.ts';
import type { Station } from '../../station.types.ts';
import type { LiftMark, MakeMark, MarkKind } from './dunning.schema.ts';
import * as store from './dunning.store.ts';

/** Who may set a mark or take it off. Whoever can lift protection can have somebody cut off. */
export function markPermission(kind: MarkKind): Permission {
  return kind === 'protected' ? 'dunning.protect' : 'dunning.mark';
}

type May = (permission: Permission) => boolean;

function assertMay(may: May, kind: MarkKind): void {
  const permission = markPermission(kind);
  if (!may(permission)) throw new StationError('permission.denied', { permission });
}

/** Refuses 'dunning.mark-evidence', 'dunning.mark-until', 'dunning.already-protected'. */
export function makeMark(st: Station, by: Actor, may: May, cmd: MakeMark): DunningMarkId {
  assertMay(may, cmd.kind);
  return st.write(by, { action: 'dunning.mark', requestId: cmd.requestId, input: cmd }, (tx) => {
    const { accountId, kind, reason, evidence } = cmd;
    if (!store.accountExists(tx.db, { accountId }))
      throw new StationError('record.not-found', { kind: 'account', id: accountId });
    const untilOn = kind === 'protected' ? null : cmd.untilOn;
    if (kind === 'protected' && evidence === '') throw new StationError('dunning.mark-evidence');
    const isTimed = kind === 'promise' || kind === 'plan';
    if (
      isTimed ? (untilOn ?? '') < localDate(tx.now, st.zone) : untilOn !== null && untilOn < localDate(tx.now, st.zone)
    )
      throw new StationError('dunning.mark-until');
    const isThere = store.unliftedMarks(tx.db, { accountId }).some((mark) => mark.kind === 'protected');
    if (kind === 'protected' && isThere) throw new StationError('dunning.already-protected');
    const markId = DunningMarkId.parse(
      store.insertMark(tx.db, {
        accountId,
        kind,
        reason,
        evidence,
        untilOn,
        madeAt: tx.now,
        userId: by.userId,
        userName: by.name,
      }),
    );
    tx.audit({ kind: 'account', id: accountId, after: { mark: kind, reason, evidence, untilOn } });
    tx.announce({ topic: 'dunning-mark', id: accountId });
    return markId;
  });
}

export function liftMark(st: Station, by: Actor, may: May, cmd: LiftMark): void {
  const found = store.findMark(st.db, { markId: cmd.markId });
  if (!found) throw new StationError('record.not-found', { kind: 'dunning-mark', id: cmd.markId });
  assertMay(may, found.kind);
  st.write(by, { action: 'dunning.lift-mark', requestId: cmd.requestId, input: cmd }, (tx) => {
    const { markId, reason } = cmd;
    if (store.liftMark(tx.db, { markId, reason, now: tx.now, userName: by.name }) === 0)
      throw new StationError('record.changed', { kind: 'dunning-mark', id: markId });
    tx.audit({ kind: 'account', id: found.accountId, before: { mark: found.kind }, after: { lifted: reason } });
    tx.announce({ topic: 'dunning-mark', id: found.accountId });
  });
}
