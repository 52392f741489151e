import type { Timers } from './timers.ts';

export interface Throttle<T> {
  (value: T): void;
  cancel(): void;
}

/** Passes the first value on at once and then at most one an interval, always ending with the newest. */
export function throttle<T>(timers: Timers, intervalMs: number, pass: (value: T) => void): Throttle<T> {
  let waiting: { readonly value: T } | undefined;
  let cancelTimer: (() => void) | undefined;

  function tick(): void {
    cancelTimer = undefined;
    if (waiting) send(waiting.value);
  }

  function send(value: T): void {
    waiting = undefined;
    cancelTimer = timers.after(intervalMs, tick);
    pass(value);
  }

  return Object.assign(
    (value: T) => {
      if (cancelTimer) waiting = { value };
      else send(value);
    },
    {
      cancel() {
        waiting = undefined;
        cancelTimer?.();
        cancelTimer = undefined;
      },
    },
  );
}
