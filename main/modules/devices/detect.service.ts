import { linkKey } from '../../devices/config.schema.ts';
import type { Detection } from '../../devices/ports.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import type { Detecting, OnWire } from './detect.schema.ts';
import { createWireJobs } from './wire-jobs.service.ts';

/** Finding out what scale is on a wire. Nothing is stored: a person takes the answer over. */

const runs = createWireJobs<string, Detecting>({
  busy: 'device.search-running',
  onFailed: () => ({ line: null }),
});

/** Begins to listen and answers at once; `currentDetection` tells how far it is. */
export function startDetection(st: Station, { link }: OnWire): Detecting {
  const { workshop } = st.devices;
  if (!workshop) throw new StationError('device.offline', { detail: 'this station runs without devices' });
  const first: Detecting = { state: 'running', tried: 0, total: 1, line: null, result: null };
  return runs.start(st, linkKey(link), first, async (show, signal) => {
    const result = await workshop.detectScale(link, ({ tried, total, line }) => show({ tried, total, line }), signal);
    return { line: null, result: copied(result) };
  });
}

function copied({ guesses, ...rest }: Detection): NonNullable<Detecting['result']> {
  return {
    ...rest,
    guesses: guesses.map(({ weights, doubts, ...guess }) => ({ ...guess, weights: [...weights], doubts: [...doubts] })),
  };
}

export function cancelDetection(st: Station, { link }: OnWire): void {
  runs.cancel(st, linkKey(link));
}

export function currentDetection(st: Station, { link }: OnWire): Detecting | null {
  return runs.current(st, linkKey(link));
}
