import type { ReadDb } from '../../db/types.ts';
import { localDate, monthSpan, startOfLocalDate } from '../../shared/dates.ts';
import type { MeterId, ReadingId } from '../../shared/ids.ts';
import type { PriceE8 } from '../../shared/money.ts';
import { milli } from '../../shared/quantity.ts';
import { turnsAlong } from '../billing/index.ts';
import { findMeter } from '../meters/index.ts';
import { liveReadings } from '../readings/index.ts';
import { membersOf } from './groups.service.ts';
import { lossAmount, lossBasisPoints, lossOf, shareByLargestRemainder, weightOf } from './sharing.domain.ts';
import type { Doubt, DoubtKind, Member, ShareLine, ShareProof, SharingGroup } from './sharing.schema.ts';
import * as store from './sharing.store.ts';

/** The proof and what a run stores beside it. */
export interface Draft {
  readonly proof: ShareProof;
  readonly meterId: MeterId | null;
  readonly presentId: ReadingId | null;
}

interface Master {
  readonly figures: NonNullable<ShareProof['master']>;
  readonly presentId: ReadingId;
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
  const doubt = (kind: DoubtKind, isBlocking: boolean, doors: string[] = []) =>
    doubts.push({ kind, doors, isBlocking });
  if (members.length === 0) doubt('no-members', true);

  const read = group.meterId === null ? null : readMaster(db, zone, { ...group, meterId: group.meterId, month });
  if (typeof read === 'string') doubt(read, group.priceE8 !== null);
  const master: Master | null = typeof read === 'string' ? null : read;

  const isMeasured = group.meterId !== null || group.method === 'usage';
  const usage = new Map(
    store.billedQuantities(db, { groupId: group.groupId, month }).map((r) => [r.accountId, r.quantityMilli]),
  );
  const unbilled = members.filter((m) => isMeasured && !usage.has(m.accountId));
  if (unbilled.length > 0)
    doubt(
      'not-billed',
      false,
      unbilled.map((m) => m.doorNo),
    );
  const noArea = members.filter((m) => group.method === 'area' && m.areaMilli === 0);
  if (noArea.length > 0)
    doubt(
      'area-missing',
      false,
      noArea.map((m) => m.doorNo),
    );

  const subs = isMeasured ? members.map((m) => usage.get(m.accountId) ?? 0) : null;
  const subMilli = subs?.reduce((sum, quantity) => sum + quantity, 0) ?? null;
  const loss = master && subs ? lossOf(master.figures.quantityMilli, subs) : null;
  // Negative: a meter was misread or read on another day. A price turns it into a credit nobody is owed.
  if (loss !== null && loss < 0) doubt('loss-negative', group.priceE8 !== null);
  const amountFen = amountOf(group, loss, costFen);
  if (group.priceE8 === null && costFen === null) doubt('cost-missing', true);

  const weighed = members.map((member) =>
    toLine(group, member, { usageMilli: usage.get(member.accountId) ?? null, monthTo: span.to }),
  );
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

/**
 * From the reading the last run ended with (else the newest before the month, else the meter's first) to the newest
 * accepted one of the month, rollovers counted.
 */
function readMaster(
  db: ReadDb,
  zone: string,
  of: { groupId: number; meterId: MeterId; month: string },
): Master | 'no-master-reading' | 'master-doubtful' | 'master-backwards' {
  const { groupId, meterId, month } = of;
  const meter = findMeter(db, meterId);
  const span = monthSpan(month);
  const monthFrom = startOfLocalDate(span.from, zone);
  const live = liveReadings(db, meterId, { from: 0, to: startOfLocalDate(span.to, zone) });
  const accepted = live.filter((reading) => reading.state === 'accepted');
  const last = store.lastPresent(db, { groupId, meterId, month });
  const previous = last
    ? accepted.find((reading) => reading.readingId === last.readingId)
    : (accepted.findLast((reading) => reading.readAt < monthFrom) ?? accepted[0]);
  const present = accepted.at(-1);
  const decidedUntil = present?.readAt ?? 0;
  if (live.some((reading) => reading.state === 'doubtful' && reading.readAt > decidedUntil)) return 'master-doubtful';
  if (!meter || !previous || !present || present.readAt < monthFrom || present.readAt <= previous.readAt)
    return 'no-master-reading';
  const turns = turnsAlong(accepted.filter((r) => r.readAt >= previous.readAt));
  if (turns === undefined) return 'master-backwards';
  const registerMilli = present.totalMilli - previous.totalMilli + turns * 10 ** meter.digits * 1000;
  return {
    presentId: present.readingId,
    figures: {
      meterNo: meter.meterNo,
      multiplier: meter.multiplier,
      previousOn: localDate(previous.readAt, zone),
      previousMilli: previous.totalMilli,
      presentOn: localDate(present.readAt, zone),
      presentMilli: present.totalMilli,
      quantityMilli: milli(registerMilli * meter.multiplier),
    },
  };
}
