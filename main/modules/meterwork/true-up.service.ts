import type { Actor, Tx } from '../../db/writer.ts';
import { localDate, monthOf } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { formatYuan, sumFen } from '../../shared/money.ts';
import type { Station } from '../../station.types.ts';
import { type CorrectionPreview, correctReading, nextMonth, outlook } from '../billing/index.ts';
import { accountOfMeter, findMeter } from '../meters/index.ts';
import { acceptReal, replaceUnbilled, trueUpsOf } from '../readings/index.ts';
import type { ConfirmTrueUp, PreviewTrueUp, TrueUpPreview } from './meterwork.schema.ts';

/** The estimates before a real reading put right, with every bill that changes. Keeps nothing. */
export function previewTrueUp(st: Station, by: Actor, cmd: PreviewTrueUp): TrueUpPreview {
  return st.rehearse(by, (tx) => trueUp(st, tx, { ...cmd, reason: 'rehearsal' }));
}

/**
 * Puts the estimates right, issues the bills made of them again and accepts the real reading, in one commit. Refuses
 * 'meterwork.no-estimate', 'meterwork.changed' when the difference is not the one the person saw, and what a correction
 * refuses.
 */
export function confirmTrueUp(st: Station, by: Actor, cmd: ConfirmTrueUp): void {
  const { requestId, ...input } = cmd;
  st.write(by, { action: 'meterwork.true-up', requestId, input }, (tx) => {
    const { differenceFen } = trueUp(st, tx, cmd);
    if (differenceFen !== cmd.expectedDifferenceFen)
      throw new StationError('meterwork.changed', {
        seen: formatYuan(cmd.expectedDifferenceFen),
        now: formatYuan(differenceFen),
      });
  });
}

function trueUp(st: Station, tx: Tx, cmd: PreviewTrueUp & { reason: string }): TrueUpPreview {
  const { real, trueUps } = trueUpsOf(tx.db, cmd.readingId);
  const { meterId } = real;
  const decimals = findMeter(tx.db, meterId)?.decimals ?? 0;
  const readOn = localDate(real.readAt, st.zone);
  const accountId = accountOfMeter(tx.db, meterId, readOn);
  const next = () => {
    if (accountId === undefined) return [];
    const month = nextMonth(tx.db, { accountId, meterId, month: monthOf(readOn) });
    return outlook(tx.db, { accountId, month, zone: st.zone });
  };
  const before = next();
  const seen: CorrectionPreview[] = [];
  for (const { estimate, values } of trueUps) {
    const { readingId } = estimate;
    const put = { readingId, ...known(values), source: 'estimated' as const, reason: cmd.reason };
    if (replaceUnbilled(tx, put)) continue;
    seen.push(correctReading(st, tx, put).seen);
  }
  acceptReal(tx, cmd.readingId, cmd.reason);
  return {
    before,
    after: next(),
    estimates: trueUps.map(({ estimate, values }) => ({
      readAt: estimate.readAt,
      decimals,
      beforeMilli: estimate.totalMilli,
      afterMilli: values.totalMilli,
    })),
    bills: seen.flatMap((one) => one.bills),
    lateFees: seen.flatMap((one) => one.lateFees),
    differenceFen: sumFen(seen.map((one) => one.differenceFen)),
    creditFen: sumFen(seen.map((one) => one.creditFen)),
  };
}

/** A register the meter does not have is left out of what is corrected. */
function known<T extends object>(values: T) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as {
    [K in keyof T]: Exclude<T[K], null>;
  };
}
