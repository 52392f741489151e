/**
 * Order of work on the one writer. A payment goes before the next chunk of a billing run, never behind the whole
 * of it; after each piece of work the event loop runs once, so that new requests can join and overtake.
 */
export type Priority = 'counter' | 'normal' | 'batch';
const ORDER: readonly Priority[] = ['counter', 'normal', 'batch'];

export interface WorkQueue {
  submit<T>(priority: Priority, work: () => T): Promise<T>;
  /** Runs the pieces one by one at batch priority; stops between two pieces when the signal is aborted. */
  chunks<T>(pieces: Iterable<T>, work: (piece: T) => void, signal?: AbortSignal): Promise<void>;
  /** Resolves when nothing is waiting. */
  idle(): Promise<void>;
}

export function createWorkQueue(): WorkQueue {
  const lanes: Record<Priority, (() => void)[]> = { counter: [], normal: [], batch: [] };
  let isScheduled = false;
  let idlers: (() => void)[] = [];

  function step(): void {
    isScheduled = false;
    const lane = ORDER.find((priority) => lanes[priority].length > 0);
    if (lane) lanes[lane].shift()?.();
    if (ORDER.some((priority) => lanes[priority].length > 0)) schedule();
    else {
      for (const resolve of idlers) resolve();
      idlers = [];
    }
  }

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(step);
  }

  function submit<T>(priority: Priority, work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      lanes[priority].push(() => {
        try {
          resolve(work());
        } catch (error) {
          reject(error);
        }
      });
      schedule();
    });
  }

  return {
    submit,
    async chunks(pieces, work, signal) {
      for (const piece of pieces) {
        signal?.throwIfAborted();
        await submit('batch', () => work(piece));
      }
    },
    idle: () =>
      new Promise((resolve) => {
        idlers.push(resolve);
        schedule();
      }),
  };
}
