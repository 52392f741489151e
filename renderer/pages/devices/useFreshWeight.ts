import { useEffect, useRef, useState } from 'react';
import { useLiveWeight } from '../../app/live.ts';

/** A weight older than this is stale (main/devices/ports.ts). */
const STALE_MS = 3000;
const TICK_MS = 500;

/**
 * The live weight with its age, counted from when this window heard it: the clocks of other computers on the network
 * may differ from the station's.
 */
export function useFreshWeight(deviceId: number) {
  const weight = useLiveWeight(deviceId);
  const heardAt = useRef(0);
  const seen = useRef<typeof weight>(undefined);
  const [, tick] = useState(0);
  if (seen.current !== weight) {
    seen.current = weight;
    heardAt.current = performance.now();
  }
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const ageMs = weight ? performance.now() - heardAt.current : Number.POSITIVE_INFINITY;
  return { weight, ageMs, isFresh: ageMs <= STALE_MS };
}
