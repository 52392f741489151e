import type { Actor, Tx } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { AccountId, MeterId } from '../../shared/ids.ts';
import { formatYuan } from '../../shared/money.ts';
import type { Station } from '../../station.types.ts';
import { type CorrectionPreview, type CorrectionResult, rebill } from '../billing/index.ts';
import { accountOfMeter, attachMeter, detachMeter, findMeter } from '../meters/index.ts';
import type { PreviewSwap, SwapMeters } from './meterwork.schema.ts';

/** Every bill of both accounts that changes when two meters found swapped are given to the right account. Keeps nothing. */
export function previewSwap(st: Station, by: Actor, cmd: PreviewSwap): CorrectionPreview {
  return st.rehearse(by, (tx) => swap(st, tx, { ...cmd, reason: 'rehearsal' }).preview);
}

/**
 * Gives two meters to each other's account from a day on and issues the bills since then again, in one commit. What was
 * paid stays with the account that paid it. Refuses 'meterwork.same-meter', 'meterwork.same-account', 'meterwork.changed' when
 * the figures differ from those the person saw, and what rebill refuses.
 */
export function swapMeters(st: Station, by: Actor, cmd: SwapMeters): CorrectionResult {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'meterwork.swap', requestId, input }, (tx) => {
    const { preview, result } = swap(st, tx, input);
    const { differenceFen } = preview;
    if (differenceFen !== cmd.expectedDifferenceFen)
      throw new StationError('meterwork.changed', {
        seen: formatYuan(cmd.expectedDifferenceFen),
        now: formatYuan(differenceFen),
      });
    return result;
  });
}

function swap(st: Station, tx: Tx, cmd: PreviewSwap & { reason: string }): ReturnType<typeof rebill> {
  const { meterId, otherMeterId, sinceOn, reason } = cmd;
  if (meterId === otherMeterId) throw new StationError('meterwork.same-meter');
  const accountId = accountNow(tx, meterId);
  const otherAccountId = accountNow(tx, otherMeterId);
  if (accountId === otherAccountId) throw new StationError('meterwork.same-account');
  return rebill(st, tx, {
    accounts: [
      { accountId, meterId, insteadMeterId: otherMeterId },
      { accountId: otherAccountId, meterId: otherMeterId, insteadMeterId: meterId },
    ],
    sinceOn,
    reason,
    change() {
      for (const id of [meterId, otherMeterId]) detachMeter(tx, { meterId: id, toOn: sinceOn });
      attachMeter(tx, { meterId, accountId: otherAccountId, fromOn: sinceOn });
      attachMeter(tx, { meterId: otherMeterId, accountId, fromOn: sinceOn });
    },
  });
}

function accountNow(tx: Tx, meterId: MeterId): AccountId {
  const meter = findMeter(tx.db, meterId);
  if (!meter) throw new StationError('record.not-found', { kind: 'meter', id: meterId });
  const accountId = accountOfMeter(tx.db, meterId, '9999-12-30');
  if (accountId === undefined) throw new StationError('meter.not-assigned', { meterNo: meter.meterNo });
  return accountId;
}
