import type { Actor, Tx } from '../../db/writer.ts';
import { localDate, monthOf } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { nextMonth, outlook } from '../billing/index.ts';
import { accountOfMeter, changeDigits, findMeter } from '../meters/index.ts';
import { acceptRollover, findReading } from '../readings/index.ts';
import type { ConfirmRollover, PreviewRollover, RolloverPreview } from './meterwork.schema.ts';

/** What the account's next bill becomes when the register is taken to have passed zero. Keeps nothing. */
export function previewRollover(st: Station, by: Actor, cmd: PreviewRollover): RolloverPreview {
  return st.rehearse(by, (tx) => {
    const reading = findReading(tx.db, cmd.readingId);
    if (!reading) throw new StationError('record.not-found', { kind: 'reading', id: cmd.readingId });
    const { meterId, readAt } = reading;
    const readOn = localDate(readAt, st.zone);
    const accountId = accountOfMeter(tx.db, meterId, readOn);
    const bills = () => {
      if (accountId === undefined) return [];
      const month = nextMonth(tx.db, { accountId, meterId, month: monthOf(readOn) });
      return outlook(tx.db, { accountId, month, zone: st.zone });
    };
    const before = bills();
    const { usageMilli } = accept(tx, { ...cmd, reason: '' });
    return { before, after: bills(), usageMilli };
  });
}

/**
 * Accepts a reading as one after the register passed zero and sets the digits the register really has. Refuses what
 * acceptRollover refuses, and 'meterwork.digits-too-few' where a reading of the meter does not fit them.
 */
export function confirmRollover(st: Station, by: Actor, cmd: ConfirmRollover): void {
  const { requestId, ...input } = cmd;
  st.write(by, { action: 'meterwork.rollover', requestId, input }, (tx) => {
    accept(tx, input);
  });
}

function accept(tx: Tx, cmd: PreviewRollover & { reason: string }): { usageMilli: number } {
  const reading = findReading(tx.db, cmd.readingId);
  if (!reading) throw new StationError('record.not-found', { kind: 'reading', id: cmd.readingId });
  const meter = findMeter(tx.db, reading.meterId);
  if (meter && meter.digits !== cmd.digits) changeDigits(tx, { meter, digits: cmd.digits });
  return acceptRollover(tx, { readingId: cmd.readingId, note: cmd.reason });
}
