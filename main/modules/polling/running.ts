import type { Station } from '../../station.types.ts';

/** Why a poll was stopped: a person said so, or the program ends and will go on with it. */
export type StopReason = 'cancelled' | 'shutdown';

const runs = new WeakMap<Station['db'], Map<number, AbortController>>();

function runsOf(st: Station): Map<number, AbortController> {
  let known = runs.get(st.db);
  if (!known) {
    known = new Map();
    runs.set(st.db, known);
  }
  return known;
}

export function isRunning(st: Station, scheduleId: number): boolean {
  return runsOf(st).has(scheduleId);
}

/** Runs one poll of a schedule at a time; undefined where one is running. */
export async function whileRunning<T>(
  st: Station,
  scheduleId: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const known = runsOf(st);
  if (known.has(scheduleId)) return undefined;
  const controller = new AbortController();
  known.set(scheduleId, controller);
  try {
    return await work(controller.signal);
  } finally {
    known.delete(scheduleId);
  }
}

export function stopRun(st: Station, scheduleId: number, reason: StopReason): void {
  runsOf(st).get(scheduleId)?.abort(reason);
}

export function stopAll(st: Station, reason: StopReason): void {
  for (const controller of runsOf(st).values()) controller.abort(reason);
}

interface Wire {
  isBusy: boolean;
  readonly urgent: (() => void)[];
  readonly waiting: (() => void)[];
}

const wires = new WeakMap<Station['db'], Map<number, Wire>>();

/**
 * One poll of a bus at a time. A night gives its turn away between two meters, so that a quarter of an hour, which cannot
 * wait, passes it.
 */
export async function onTurn<T>(st: Station, busId: number, isUrgent: boolean, work: () => Promise<T>): Promise<T> {
  const byBus = wires.get(st.db) ?? new Map<number, Wire>();
  wires.set(st.db, byBus);
  const wire = byBus.get(busId) ?? { isBusy: false, urgent: [], waiting: [] };
  byBus.set(busId, wire);
  if (wire.isBusy) await new Promise<void>((resolve) => (isUrgent ? wire.urgent : wire.waiting).push(resolve));
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
