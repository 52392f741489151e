import type { Timers } from '../link/timers.ts';
import type { Say, SimulatedDevice } from '../transport/simulator.ts';

/** overload: the load is beyond the range · noise: rubbish between and inside frames · silence: nothing is sent. */
export type ScaleFault = 'overload' | 'noise' | 'silence';

/** What a model needs to make one frame. */
export interface SimulatedLoad {
  readonly weightGrams: number;
  readonly isMoving: boolean;
  readonly isOverloaded: boolean;
}

export interface ScaleSim {
  /** Puts a load on the platform: the indication runs up to it and settles. */
  setWeight(weightGrams: number): void;
  /** Keeps the indication moving around its load, or lets it rest. */
  setStable(isStable: boolean): void;
  weight(): number;
  /** Whether the indication is moving now. */
  isMoving(): boolean;
  /** What is sent next, with what goes wrong. */
  frame(): Uint8Array;
  fault: ScaleFault | undefined;
}

export interface ScaleSimOptions {
  readonly timers: Timers;
  readonly weightGrams?: number;
  readonly intervalMs?: number;
  /** Frames the indication takes to settle on a new load; 0 shows it at once. */
  readonly settleFrames?: number;
  /** Sends a frame for every question instead of all the time. */
  readonly isAsked?: boolean;
}

/** A platform with a load on it, sending frames all the time. The model turns each state into its bytes. */
export function createScaleSim(
  options: ScaleSimOptions,
  encode: (load: SimulatedLoad) => Uint8Array,
): ScaleSim & { create(say: Say): SimulatedDevice } {
  const { timers, intervalMs = 100, settleFrames = 0, isAsked = false } = options;
  let target = options.weightGrams ?? 0;
  let shown = target;
  let framesToGo = 0;
  let isStable = true;
  let count = 0;
  const sim: ScaleSim = {
    setWeight(weightGrams) {
      target = weightGrams;
      framesToGo = settleFrames;
    },
    setStable(value) {
      isStable = value;
    },
    weight: () => target,
    isMoving: () => !isStable || framesToGo > 0,
    frame: bytes,
    fault: undefined,
  };

  function load(): SimulatedLoad {
    shown = framesToGo > 0 ? shown + Math.round((target - shown) / framesToGo / 10) * 10 : target;
    const isMoving = !isStable || framesToGo > 0;
    if (framesToGo > 0) framesToGo--;
    const sway = isStable ? 0 : count % 2 === 0 ? 20 : -20;
    return { weightGrams: shown + sway, isMoving, isOverloaded: sim.fault === 'overload' };
  }

  function bytes(): Uint8Array {
    count++;
    const good = encode(load());
    if (sim.fault !== 'noise') return good;
    // Of four frames one comes after rubbish and one is broken in the middle.
    if (count % 4 === 1) return Uint8Array.from([0x9d, 0x00, 0x68, 0x02, 0x3d, 0xff, ...good]);
    const middle = good.length >> 1;
    return count % 4 === 3 ? good.with(middle, (good[middle] as number) ^ 0x41) : good;
  }

  function create(say: Say): SimulatedDevice {
    let cancel = () => {};
    const tell = () => void (sim.fault !== 'silence' && say(bytes()));
    const beat = () => {
      tell();
      cancel = timers.after(intervalMs, beat);
    };
    if (isAsked) return { onData: tell };
    return { onOpen: beat, onData: () => undefined, onClose: () => cancel() };
  }

  return Object.assign(sim, { create });
}
