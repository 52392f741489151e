import type { Timers } from '../../main/devices/link/timers.ts';

/** Timers that move only when told to: a test of seconds takes none. */
export interface FakeTimers extends Timers {
  /** Runs everything due within the span, in order, letting promises and wires settle in between. */
  advance(ms: number): Promise<void>;
}

export function createFakeTimers(): FakeTimers {
  let now = 0;
  let serial = 0;
  const waiting = new Map<number, { at: number; run: () => void }>();

  /** Memory wires deliver with setImmediate; a few turns carry a question and its answer. */
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
  }

  return {
    now: () => now,
    after(ms, run) {
      const id = serial++;
      waiting.set(id, { at: now + Math.max(0, ms), run });
      return () => waiting.delete(id);
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const due = [...waiting]
          .filter(([, timer]) => timer.at <= end)
          .sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0];
        if (!due) break;
        const [id, timer] = due;
        waiting.delete(id);
        now = timer.at;
        timer.run();
        await settle();
      }
      now = end;
    },
  };
}
