/** Waiting, as a thing that can be handed over: tests move it forward by hand. */
export interface Timers {
  /** Milliseconds that only go forward; no calendar time. */
  now(): number;
  /** Runs once after the delay unless the answer is called first. */
  after(ms: number, run: () => void): () => void;
}

export const systemTimers: Timers = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
