import type { Actor } from '../../db/writer.ts';
import type { ZeroFate } from '../../devices/ports.ts';
import { type ErrorCode, StationError } from '../../shared/error-codes.ts';
import { formatKilograms } from '../../shared/quantity.ts';
import type { Station } from '../../station.types.ts';
import { weightProblem } from './filling.domain.ts';
import type { ZeroScale } from './filling.schema.ts';

/** An empty platform drifts by less; a cylinder, even an empty one, weighs far more. */
const MOST_GRAMS = 500;

const REFUSALS: Readonly<Record<Exclude<ZeroFate, 'done'>, ErrorCode>> = {
  moving: 'filling.zero-moving',
  'out-of-range': 'filling.zero-out-of-range',
  refused: 'filling.zero-refused',
  unknown: 'filling.zero-unknown',
  closed: 'device.unplugged',
};

/**
 * Sets what the empty scale shows as its zero. A zero with a load on the platform would make every cylinder after it too
 * light, so the station looks at its own reading first. Every order is kept with what became of it, also one that failed.
 */
export async function zeroScale(st: Station, by: Actor, cmd: ZeroScale): Promise<void> {
  const scale = st.devices.scale(cmd.deviceId);
  if (!scale) throw new StationError('filling.scale-silent');
  if (!scale.zero) throw new StationError('filling.zero-refused');
  const reading = scale.latest();
  const problem = weightProblem(reading, reading ? st.clock.now() - reading.at : 0);
  if (problem === 'filling.weight-unstable') throw new StationError('filling.zero-moving');
  if (problem || !reading) throw new StationError(problem ?? 'filling.scale-silent');
  const { weightGrams } = reading;
  if (Math.abs(weightGrams) > MOST_GRAMS)
    throw new StationError('filling.zero-not-empty', { kg: formatKilograms(weightGrams) });
  const fate = await scale.zero();
  st.write(by, { action: 'filling.zero-scale', input: cmd }, (tx) => {
    tx.audit({ kind: 'device', id: cmd.deviceId, before: { weightGrams }, after: { zero: fate } });
  });
  if (fate !== 'done') throw new StationError(REFUSALS[fate]);
}
