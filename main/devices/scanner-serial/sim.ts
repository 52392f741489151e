import type { Say, SimulatedDevice } from '../transport/simulator.ts';

/** A scanner on a serial line that is shown codes by whoever runs it. */
export interface ScannerSim {
  /** False when nobody is connected. A prefix and an ending as a scanner may add them. */
  scan(text: string, around?: { readonly prefix?: string; readonly ending?: string }): boolean;
}

export function createScannerSim(): ScannerSim & { create(say: Say): SimulatedDevice } {
  let speak: Say = () => false;
  return {
    scan: (text, { prefix = '', ending = '\r' } = {}) => speak(new TextEncoder().encode(`${prefix}${text}${ending}`)),
    create(say) {
      speak = say;
      return { onData: () => undefined };
    },
  };
}
