import { linkKey } from '../../devices/config.schema.ts';
import type { Detection } from '../../devices/ports.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import type { Detecting, OnWire } from './detect.schema.ts';

/** Finding out what scale is on a wire. Nothing is stored: a person takes the answer over. */

interface Running {
  readonly controller: AbortController;
  now: Detecting;
}

const runs = new WeakMap<Station, Map<string, Running>>();

function runsOf(st: Station): Map<string, Running> {
  let known = runs.get(st);
  if (!known) {
    known = new Map();
    runs.set(st, known);
  }
  return known;
}

/** Begins to listen and answers at once; `currentDetection` tells how far it is. */
export function startDetection(st: Station, { link }: OnWire): Detecting {
  const { workshop } = st.devices;
  if (!workshop) throw new StationError('device.offline', { detail: 'this station runs without devices' });
  const known = runsOf(st);
  const wire = linkKey(link);
  if (known.get(wire)?.now.state === 'running') throw new StationError('device.search-running');
  const running: Running = {
    controller: new AbortController(),
    now: { state: 'running', tried: 0, total: 1, line: null, result: null },
  };
  known.set(wire, running);
  const { signal } = running.controller;
  const show = (change: Partial<Detecting>) => {
    running.now = { ...running.now, ...change };
  };
  workshop
    .detectScale(link, ({ tried, total, line }) => show({ tried, total, line }), signal)
    .then(
      (result) => show({ state: 'done', line: null, result: copied(result) }),
      () => show({ state: signal.aborted ? 'cancelled' : 'failed', line: null }),
    );
  return running.now;
}

function copied({ guesses, ...rest }: Detection): NonNullable<Detecting['result']> {
  return {
    ...rest,
    guesses: guesses.map(({ weights, doubts, ...guess }) => ({ ...guess, weights: [...weights], doubts: [...doubts] })),
  };
}

export function cancelDetection(st: Station, { link }: OnWire): void {
  runsOf(st).get(linkKey(link))?.controller.abort();
}

export function currentDetection(st: Station, { link }: OnWire): Detecting | null {
  return runsOf(st).get(linkKey(link))?.now ?? null;
}
