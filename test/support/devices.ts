import { setTimeout as sleep } from 'node:timers/promises';
import { type MeterProtocolName, usualProfile } from '../../main/devices/config.schema.ts';
import type { WireMeter } from '../../main/devices/ports.ts';

/**
 * Simulated devices for any test: on the far end of a pseudo-terminal pair (`makePtyPair`), or on a memory link where
 * there is no socat. `startMeterSim({ link, meters })`, `startScaleSim({ link, model: 'yaohua' })`.
 */
export { createSimRelay, startMeterSim, startModemSim, startScaleSim } from '../../main/devices/simulators.ts';
export { makePtyPair, noSocat, serialLink } from './socat.ts';

/** A meter as the makers ship it. */
export function wireMeter(address: string, protocol: MeterProtocolName = 'dlt645-2007'): WireMeter {
  return { protocol, address, line: null, profile: usualProfile(protocol) };
}

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
