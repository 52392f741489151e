/** Seconds from here on are taken from the monotonic clock; a figure is the median of its samples. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export function spread(samples: readonly number[]): Spread {
  if (samples.length === 0) throw new Error('nothing was measured');
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}

export function median(samples: readonly number[]): number {
  return spread(samples).p50;
}

/** Milliseconds one call took. */
export function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

/** Calls `work` with 1, 2, 3 … until the time is over; answers calls a second and the milliseconds of each. */
export function rateOf(
  milliseconds: number,
  work: (n: number) => unknown,
  first = 1,
): { perSecond: number; samples: number[] } {
  const samples: number[] = [];
  const started = performance.now();
  for (let n = first; performance.now() - started < milliseconds; n++) samples.push(timed(() => work(n)));
  return { perSecond: (samples.length / (performance.now() - started)) * 1000, samples };
}

export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
