import type { Timers } from '../link/timers.ts';
import type { ZeroFate } from '../ports/scale.ts';

/** The scale waits for rest before it sets its zero, and says by itself when that lasts too long. */
const ANSWER_MS = 5000;

/** One order to a scale at a time, and what becomes of it. What was not written to an open wire is never sent later. */
export interface ScaleOrder {
  give(): Promise<ZeroFate>;
  /** The scale answered; without an order that waits it is nobody's answer. True when it was waited for. */
  answer(fate: ZeroFate): boolean;
  isWaiting(): boolean;
}

export function createScaleOrder(timers: Timers, write: () => boolean): ScaleOrder {
  let running: Promise<ZeroFate> | undefined;
  let settle: ((fate: ZeroFate) => void) | undefined;

  function give(): Promise<ZeroFate> {
    if (running) return running;
    if (!write()) return Promise.resolve('closed');
    running = new Promise((resolve) => {
      const cancel = timers.after(ANSWER_MS, () => settle?.('unknown'));
      settle = (fate) => {
        cancel();
        running = undefined;
        settle = undefined;
        resolve(fate);
      };
    });
    return running;
  }

  return {
    give,
    answer(fate) {
      const isWaited = settle !== undefined;
      settle?.(fate);
      return isWaited;
    },
    isWaiting: () => settle !== undefined,
  };
}
