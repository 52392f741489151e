import type { Actor, Tx } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import type { GapState, ReopenGaps, SettledGaps, SettleGaps } from './daily.schema.ts';
import * as store from './daily.store.ts';

/** What will never come leaves the open count with its reason, and the program asks no meter for it again by itself. */
export function settleGaps(st: Station, by: Actor, { requestId, ...input }: SettleGaps): SettledGaps {
  const { gapIds, reason } = input;
  return st.write(by, { action: 'polling.settle-gaps', requestId, input }, (tx) =>
    changeGaps(tx, { gapIds, from: 'open', to: 'settled', reason }, (gapId) =>
      store.settleGap(tx.db, { gapId, reason, by: tx.by.name, at: tx.now }),
    ),
  );
}

/** Takes a settling back: the gap is open again. */
export function reopenGaps(st: Station, by: Actor, { requestId, ...input }: ReopenGaps): SettledGaps {
  const { gapIds } = input;
  return st.write(by, { action: 'polling.reopen-gaps', requestId, input }, (tx) =>
    changeGaps(tx, { gapIds, from: 'settled', to: 'open' }, (gapId) => store.reopenGap(tx.db, { gapId })),
  );
}

/** Changes those that are still in the state; what was filled or decided meanwhile stays as it is. */
function changeGaps(
  tx: Tx,
  of: { gapIds: readonly number[]; from: GapState; to: GapState; reason?: string },
  change: (gapId: number) => void,
): SettledGaps {
  const { from, to, reason } = of;
  const gaps = [...new Set(of.gapIds)].map((gapId) => {
    const gap = store.findGap(tx.db, { gapId });
    if (!gap) throw new StationError('record.not-found', { kind: 'poll-gap', id: gapId });
    return gap;
  });
  const changing = gaps.filter(({ state }) => state === from);
  if (changing.length === 0) throw new StationError('polling.gaps-changed');
  for (const { gapId, meterId, kind, day } of changing) {
    change(gapId);
    tx.audit({
      kind: 'poll-gap',
      id: gapId,
      before: { state: from },
      after: { meterId, kind, day, state: to, reason },
    });
  }
  tx.announce({ topic: 'polling' });
  return { changed: changing.length };
}
