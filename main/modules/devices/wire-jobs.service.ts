import { type ErrorCode, isStationError, StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';

interface Shown {
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
}

interface Running<J> {
  readonly controller: AbortController;
  job: J;
}

export interface WireJobs<K, J extends Shown> {
  /** The running one or the last one, until the program ends. */
  current(st: Station, key: K): J | null;
  /** Begins and answers at once; one of a key at a time. What the work returns is shown with its end. */
  start(
    st: Station,
    key: K,
    first: J,
    work: (show: (change: Partial<J>) => void, signal: AbortSignal) => Promise<Partial<J>>,
  ): J;
  cancel(st: Station, key: K): void;
  /** Something of what is shown is otherwise now. */
  change(st: Station, key: K, how: (job: J) => J): void;
}

/** Long work on a wire with progress and an end by hand: a search, a check of clocks, a freeze. Nothing of it is stored. */
export function createWireJobs<K, J extends Shown>(options: {
  /** Why a second one is not begun. */
  readonly busy: ErrorCode;
  onFailed(error: unknown): Partial<J>;
  onShow?(st: Station, job: J): void;
}): WireJobs<K, J> {
  const stations = new WeakMap<Station, Map<K, Running<J>>>();

  function jobsOf(st: Station): Map<K, Running<J>> {
    const known = stations.get(st) ?? new Map<K, Running<J>>();
    stations.set(st, known);
    return known;
  }

  return {
    current: (st, key) => jobsOf(st).get(key)?.job ?? null,
    start(st, key, first, work) {
      if (jobsOf(st).get(key)?.job.state === 'running') throw new StationError(options.busy);
      const running: Running<J> = { controller: new AbortController(), job: first };
      jobsOf(st).set(key, running);
      const { signal } = running.controller;
      const show = (change: Partial<J>) => {
        running.job = { ...running.job, ...change };
        options.onShow?.(st, running.job);
      };
      const showWhileWanted = (change: Partial<J>) => {
        if (!signal.aborted) show(change);
      };
      show({});
      const end = (state: Shown['state'], more: Partial<J> = {}) => show({ ...more, state } as Partial<J>);
      void work(showWhileWanted, signal).then(
        (last) => end('done', last),
        (error) => (signal.aborted ? end('cancelled') : end('failed', options.onFailed(error))),
      );
      return running.job;
    },
    cancel: (st, key) => jobsOf(st).get(key)?.controller.abort(),
    change(st, key, how) {
      const running = jobsOf(st).get(key);
      if (running) running.job = how(running.job);
    },
  };
}

interface JobOfRows extends Shown {
  readonly job: string;
  readonly rows: readonly unknown[];
  readonly total: number;
  readonly refusal: ReturnType<typeof refusalOf> | null;
}

/** Jobs with a row a meter: every window is told how far one has come, and one that failed keeps its refusal. */
export function createRowJobs<K, J extends JobOfRows>(busy: ErrorCode): WireJobs<K, J> {
  return createWireJobs<K, J>({
    busy,
    onFailed: (error) => ({ refusal: refusalOf(error) }) as Partial<J>,
    onShow: (st, { job, rows, total, state }) =>
      st.live.publish({ topic: 'progress', job, done: rows.length, total, state }),
  });
}

/** A refusal as it is shown later: its code and figures. */
export function refusalOf(error: unknown): { code: string; params: Record<string, string | number> } {
  return isStationError(error)
    ? { code: error.code, params: { ...error.params } as Record<string, string | number> }
    : { code: 'bug', params: {} };
}
