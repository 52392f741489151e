import type { Actor, Tx } from '../../db/writer.ts';
import { localDate, monthOf, startOfLocalDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { AccountId, MeterId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { nextMonth, outlook } from '../billing/index.ts';
import { accountOfMeter, addMeter, attachMeter, findMeter, type Meter, retireMeter } from '../meters/index.ts';
import { insertBaseline, type RecordedReading, recordFinal } from '../readings/index.ts';
import type { PreviewReplacement, ReplaceMeter, ReplacementPreview, ReplacementResult } from './meterwork.schema.ts';

const HALF_DAY_MS = 43_200_000;

/** What a replacement would do to the account's next bills, and what is doubtful about the final reading. Keeps nothing. */
export function previewReplacement(st: Station, by: Actor, cmd: PreviewReplacement): ReplacementPreview {
  return st.rehearse(by, (tx) => {
    const { accountId } = required(tx, cmd.meterId);
    const month = nextMonth(tx.db, { accountId, meterId: cmd.meterId, month: monthOf(cmd.changedOn) });
    const at = { accountId, month, zone: st.zone };
    const before = outlook(tx.db, at);
    const { final } = replace(st, tx, { ...cmd, reason: '', isConfirmed: true });
    const { usageMilli, usualMilli, doubts } = final;
    return { before, after: outlook(tx.db, at), usageMilli, usualMilli, doubts };
  });
}

/**
 * Takes a meter down and puts another in its place, in one commit: final reading, removal, new meter, assignment and
 * initial reading. Refuses 'meter.not-assigned', 'meter.removed', 'meterwork.read-later', 'reading.needs-confirmation', and
 * what the new meter's number, address and registers refuse.
 */
export function replaceMeter(st: Station, by: Actor, cmd: ReplaceMeter): ReplacementResult {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'meterwork.replace', requestId, input }, (tx) => {
    const { meterId, final } = replace(st, tx, input);
    return { meterId, finalReadingId: final.readingId };
  });
}

function replace(
  st: Station,
  tx: Tx,
  cmd: PreviewReplacement & { reason: string; isConfirmed: boolean },
): { meterId: MeterId; final: RecordedReading } {
  const { changedOn, reason, isConfirmed, version } = cmd;
  const { meter: old, accountId } = required(tx, cmd.meterId);
  const readAt = changedOn === localDate(tx.now, st.zone) ? tx.now : startOfLocalDate(changedOn, st.zone) + HALF_DAY_MS;
  if (readAt > tx.now) throw new StationError('reading.future', { meterNo: old.meterNo });
  const final = recordFinal(tx, { ...cmd.final, meterId: cmd.meterId, readAt, isConfirmed, note: reason });
  retireMeter(tx, { meterId: cmd.meterId, version, removedOn: changedOn });
  const meterId = addMeter(tx, { ...cmd.next, service: old.service, installedOn: changedOn });
  attachMeter(tx, { meterId, accountId, fromOn: changedOn });
  insertBaseline(tx, { ...cmd.initial, meterId, readAt });
  tx.audit({ kind: 'meter', id: meterId, after: { replaces: old.meterNo, reason } });
  return { meterId, final };
}

function required(tx: Tx, meterId: MeterId): { meter: Meter; accountId: AccountId } {
  const meter = findMeter(tx.db, meterId);
  if (!meter) throw new StationError('record.not-found', { kind: 'meter', id: meterId });
  const { meterNo, removedOn } = meter;
  if (removedOn !== null) throw new StationError('meter.removed', { meterNo, removedOn });
  const accountId = accountOfMeter(tx.db, meterId, '9999-12-30');
  if (accountId === undefined) throw new StationError('meter.not-assigned', { meterNo });
  return { meter, accountId };
}
