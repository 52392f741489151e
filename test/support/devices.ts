import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Simulated devices for any test: on the far end of a pseudo-terminal pair (`makePtyPair`), or on a memory link where
 * there is no socat. `startMeterSim({ link, meters })`, `startScaleSim({ link, model: 'yaohua' })`.
 */
export { createSimRelay, startMeterSim, startModemSim, startScaleSim } from '../../main/devices/simulators.ts';
export { makePtyPair, noSocat, serialLink } from './socat.ts';

/** Waits until something is so; fails with what it was last when it never is. */
export async function until<T>(look: () => T, isSo: (value: T) => boolean, what: string): Promise<T> {
  const end = Date.now() + 15_000;
  for (;;) {
    const value = look();
    if (isSo(value)) return value;
    if (Date.now() > end) throw new Error(`${what}: still ${JSON.stringify(value)}`);
    await sleep(10);
  }
}
