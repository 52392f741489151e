import type { Station } from '../../station.types.ts';

interface Wire {
  isBusy: boolean;
  readonly urgent: (() => void)[];
  readonly waiting: (() => void)[];
}

const wires = new WeakMap<Station['db'], Map<number, Wire>>();

/**
 * One poll of a bus at a time, whoever started it. A night gives its turn away between two meters, so that a quarter of an
 * hour, which cannot wait, and a poll somebody looks at pass it. Who is told to stop stops waiting.
 */
export async function onTurn<T>(
  st: Station,
  busId: number,
  turn: { readonly isUrgent: boolean; readonly signal?: AbortSignal | undefined },
  work: () => Promise<T>,
): Promise<T> {
  const byBus = wires.get(st.db) ?? new Map<number, Wire>();
  wires.set(st.db, byBus);
  const wire = byBus.get(busId) ?? { isBusy: false, urgent: [], waiting: [] };
  byBus.set(busId, wire);
  if (wire.isBusy) await inLine(turn.isUrgent ? wire.urgent : wire.waiting, turn.signal);
  wire.isBusy = true;
  try {
    return await work();
  } finally {
    const next = wire.urgent.shift() ?? wire.waiting.shift();
    // The turn is handed over, not given free: nobody can come between.
    if (next) next();
    else wire.isBusy = false;
  }
}

function inLine(line: (() => void)[], signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      const place = line.indexOf(take);
      if (place >= 0) line.splice(place, 1);
      reject(signal?.reason);
    };
    const take = () => {
      signal?.removeEventListener('abort', leave);
      resolve();
    };
    line.push(take);
    signal?.addEventListener('abort', leave);
  });
}
