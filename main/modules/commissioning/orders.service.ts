import type { Actor, Tx } from '../../db/writer.ts';
import { isStationError, StationError } from '../../shared/error-codes.ts';
import type { DeviceId, MeterId, RequestId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { refusalOf } from '../devices/index.ts';
import { findOrder, finishOrder, insertOrder } from './commissioning.store.ts';

export interface Order {
  readonly kind: keyof typeof ACTIONS;
  readonly busId: DeviceId;
  /** Null = everybody on the bus. */
  readonly meterId: MeterId | null;
  readonly requestId: RequestId;
  /** What the order takes for itself before it goes out, and gives back where it was refused. */
  readonly claim?: { take(tx: Tx): void; giveBack(tx: Tx): void };
}

const ACTIONS = { clock: 'set-clock', clocks: 'set-clocks', freeze: 'freeze' } as const;

type Outcome<T> = { readonly result: T } | { readonly refusal: ReturnType<typeof refusalOf> };

const running = new WeakMap<Station, Map<number, Promise<unknown>>>();

/**
 * Something said to meters that cannot be taken back: written down before it goes out and again with what came of it. The
 * same request given again gets what the first one got; only one that a crash cut off is carried out anew.
 */
export async function orderOnce<T>(st: Station, by: Actor, order: Order, carryOut: () => Promise<T>): Promise<T> {
  const { kind, busId, meterId, requestId, claim } = order;
  const action = `commissioning.${ACTIONS[kind]}`;
  const subject =
    meterId === null ? ({ kind: 'device', id: busId } as const) : ({ kind: 'meter', id: meterId } as const);
  const orderId = st.write(by, { action, requestId, input: { busId, meterId } }, (tx) => {
    claim?.take(tx);
    tx.audit({ ...subject, after: { ordered: kind } });
    return insertOrder(tx.db, { kind, busId, meterId, orderedAt: tx.now, userId: by.userId });
  });
  const known = running.get(st) ?? new Map<number, Promise<unknown>>();
  running.set(st, known);
  const earlier = known.get(orderId) as Promise<T> | undefined;
  if (earlier) return earlier;
  const told = findOrder(st.db, { orderId })?.outcomeJson;
  if (told) return unpacked(JSON.parse(told) as Outcome<T>);
  const work = outcomeOf(carryOut).then((outcome) => {
    st.write(by, { action: `${action}-done`, input: { orderId } }, (tx) => {
      if ('refusal' in outcome) claim?.giveBack(tx);
      finishOrder(tx.db, { orderId, doneAt: tx.now, outcomeJson: JSON.stringify(outcome) });
      tx.audit({ ...subject, after: outcome });
    });
    return unpacked(outcome);
  });
  known.set(orderId, work);
  try {
    return await work;
  } finally {
    known.delete(orderId);
  }
}

async function outcomeOf<T>(carryOut: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { result: await carryOut() };
  } catch (error) {
    if (!isStationError(error)) throw error;
    return { refusal: refusalOf(error) };
  }
}

function unpacked<T>(outcome: Outcome<T>): T {
  if ('result' in outcome) return outcome.result;
  throw new StationError(outcome.refusal.code as StationError['code'], outcome.refusal.params);
}
