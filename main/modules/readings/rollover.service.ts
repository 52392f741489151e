import type { Tx } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { ReadingId } from '../../shared/ids.ts';
import { formatMilli } from '../../shared/quantity.ts';
import { decide } from './decide.service.ts';
import { registerRange, registerUsage } from './readings.domain.ts';
import { judge, meterFacts } from './readings.service.ts';
import * as store from './readings.store.ts';

/** Beyond this share of the register a lower value is a misreading or a wrong meter, whoever says otherwise. */
const LARGEST_SHARE = 2;

/**
 * Accepts a doubtful reading that is lower than the one before because the register passed zero. The digits of the
 * register decide how much that is. Refuses 'reading.already-decided', 'meterwork.not-lower' and
 * 'meterwork.not-rollover', where more than half of the register would have to have been used.
 */
export function acceptRollover(tx: Tx, cmd: { readingId: ReadingId; note: string }): { usageMilli: number } {
  const row = store.findReading(tx.db, { readingId: cmd.readingId });
  if (!row) throw new StationError('record.not-found', { kind: 'reading', id: cmd.readingId });
  const meter = meterFacts(tx.db, row.meterId);
  const { meterNo, digits, multiplier, decimals } = meter;
  if (row.state !== 'doubtful') throw new StationError('reading.already-decided', { meterNo, state: row.state });
  const [previous] = store.acceptedBefore(tx.db, { meterId: row.meterId, before: row.readAt, limit: 1 });
  const next = store.acceptedAfter(tx.db, { meterId: row.meterId, after: row.readAt });
  if (!previous || row.totalMilli >= previous.totalMilli || next)
    throw new StationError('meterwork.not-lower', { meterNo });
  if (previous.totalMilli >= registerRange(digits))
    throw new StationError('reading.exceeds-register', { meterNo, digits });
  const usageMilli = registerUsage(previous.totalMilli, row.totalMilli, { digits, multiplier });
  if (usageMilli * LARGEST_SHARE > registerRange(digits) * multiplier)
    throw new StationError('meterwork.not-rollover', { meterNo, usage: formatMilli(usageMilli, decimals), digits });
  const { role } = judge(tx.db, meter, row);
  decide(tx, row, { state: 'accepted', role, doubts: ['rollover'], note: cmd.note });
  return { usageMilli };
}
