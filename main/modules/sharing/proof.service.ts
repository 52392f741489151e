import type { ReadDb } from '../../db/types.ts';
import { monthSpan } from '../../shared/dates.ts';
import type { MeterId, ReadingId } from '../../shared/ids.ts';
import type { PriceE8 } from '../../shared/money.ts';
import { milli } from '../../shared/quantity.ts';
import { membersOf } from './groups.service.ts';
import { type Master, readMaster } from './master.service.ts';
import {
  isOtherPeriod,
  lossAmount,
  lossBasisPoints,
  lossOf,
  shareByLargestRemainder,
  weightOf,
} from './sharing.domain.ts';
import type { Doubt, DoubtKind, Member, ShareLine, ShareProof, SharingGroup } from './sharing.schema.ts';
import * as store from './sharing.store.ts';

/** The proof and what a run stores beside it. */
export interface Draft {
  readonly proof: ShareProof;
  readonly meterId: MeterId | null;
  readonly presentId: ReadingId | null;
}

/** Works out a month of a group from the bills and readings as they stand. Writes nothing. */
export function draftShare(
  db: ReadDb,
  zone: string,
  of: { group: SharingGroup; month: string; costFen: number | null },
): Draft {
  const { group, month, costFen } = of;
  const span = monthSpan(month);
  const members = membersOf(db, group.groupId).filter(
    (m) => m.fromOn < span.to && (m.toOn === null || m.toOn > span.from),
  );
  const doubts: Doubt[] = [];
  const doubt = (kind: DoubtKind, isBlocking: boolean, of: readonly Member[] = []) =>
    doubts.push({ kind, doors: of.map((member) => member.doorNo), isBlocking });
  const nameThose = (kind: DoubtKind, of: readonly Member[]) => of.length > 0 && doubt(kind, false, of);
  if (members.length === 0) doubt('no-members', true);

  const read = group.meterId === null ? null : readMaster(db, zone, { ...group, meterId: group.meterId, month });
  if (typeof read === 'string') doubt(read, group.priceE8 !== null);
  const master = typeof read === 'string' ? null : read;

  const isMeasured = group.meterId !== null || group.method === 'usage';
  const billed = new Map(
    store.billedQuantities(db, { groupId: group.groupId, month }).map((row) => [row.accountId, row]),
  );
  const usageOf = (member: Member) => billed.get(member.accountId)?.quantityMilli ?? null;
  if (isMeasured)
    nameThose(
      'not-billed',
      members.filter((member) => usageOf(member) === null),
    );
  if (master)
    nameThose(
      'periods-differ',
      members.filter((member) => isElsewhen(billed.get(member.accountId), master)),
    );
  if (group.method === 'area')
    nameThose(
      'area-missing',
      members.filter((member) => member.areaMilli === 0),
    );

  const subs = isMeasured ? members.map((member) => usageOf(member) ?? 0) : null;
  const subMilli = subs?.reduce((sum, quantity) => sum + quantity, 0) ?? null;
  const loss = master && subs ? lossOf(master.figures.quantityMilli, subs) : null;
  // Negative: a meter was misread or read on another day. A price turns it into a credit nobody is owed.
  if (loss !== null && loss < 0) doubt('loss-negative', group.priceE8 !== null);
  const amountFen = amountOf(group, loss, costFen);
  if (group.priceE8 === null && costFen === null) doubt('cost-missing', true);

  const weighed = members.map((member) => toLine(group, member, { usageMilli: usageOf(member), monthTo: span.to }));
  const shared = shareByLargestRemainder(
    amountFen ?? 0,
    weighed.map((line) => line.weightE6),
  );
  if (!shared && members.length > 0) doubt('no-weights', true);
  const proof: ShareProof = {
    groupName: group.name,
    service: group.service,
    month,
    method: group.method,
    master: master?.figures ?? null,
    subMilli,
    lossMilli: loss,
    lossBasisPoints: loss !== null && master ? lossBasisPoints(loss, master.figures.quantityMilli) : null,
    priceE8: group.priceE8,
    amountFen,
    leftoverFen: shared?.leftoverFen ?? 0,
    doubts,
    lines: weighed.map((line, i) => ({
      ...line,
      shareFen: shared?.shares[i] ?? 0,
      hasExtraFen: shared?.hasExtraFen[i] ?? false,
    })),
  };
  return { proof, meterId: master ? group.meterId : null, presentId: master?.presentId ?? null };
}

function isElsewhen(bill: { periodFrom: string; periodTo: string } | undefined, { figures }: Master): boolean {
  if (!bill) return false;
  return isOtherPeriod(
    { from: bill.periodFrom, to: bill.periodTo },
    { from: figures.previousOn, to: figures.presentOn },
  );
}

function amountOf(group: SharingGroup, lossMilli: number | null, costFen: number | null): number | null {
  if (group.priceE8 === null) return costFen;
  return lossMilli === null ? null : lossAmount(milli(lossMilli), group.priceE8 as PriceE8);
}

function toLine(
  { method }: SharingGroup,
  member: Member,
  of: { usageMilli: number | null; monthTo: string },
): Omit<ShareLine, 'shareFen' | 'hasExtraFen'> {
  const { accountId, accountNo, customerName, doorNo, areaMilli, coefficientMilli, isVacant, vacantPermille } = member;
  const hasLeft = member.toOn !== null && member.toOn < of.monthTo;
  const figures = { usageMilli: of.usageMilli, areaMilli, coefficientMilli, isVacant, vacantPermille, hasLeft };
  return { accountId, accountNo, customerName, doorNo, ...figures, weightE6: weightOf(method, figures) };
}
