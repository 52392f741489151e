import type { Station } from '../../station.types.ts';

interface Job {
  readonly controller: AbortController;
  readonly result: Promise<unknown>;
}
const jobs = new WeakMap<Station, Map<string, Job>>();

/** Starts long work under a name, or joins it where it is already going on. It may be stopped between two chunks. */
export function joinJob<T>(
  st: Station,
  name: string,
  work: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  const ofStation = jobs.get(st) ?? new Map<string, Job>();
  jobs.set(st, ofStation);
  const running = ofStation.get(name);
  if (running) return running.result as Promise<T>;
  const controller = new AbortController();
  const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal;
  // Begun only when it is registered, so that whoever hears of it can stop it.
  const result = Promise.resolve()
    .then(() => work(signal))
    .finally(() => ofStation.delete(name));
  ofStation.set(name, { controller, result });
  return result;
}

export function isRunning(st: Station, name: string): boolean {
  return jobs.get(st)?.has(name) ?? false;
}

/** Lets the chunk that is being written finish, and starts no other. */
export function stopJob(st: Station, name: string): void {
  jobs.get(st)?.get(name)?.controller.abort();
}

/** Tells every open window how far a job is. */
export function reportJob(
  st: Station,
  job: string,
  at: { done: number; total: number; state: 'running' | 'done' | 'cancelled' | 'failed' },
): void {
  st.live.publish({ topic: 'progress', job, ...at });
}
