import { StationError } from '../../shared/error-codes.ts';
import type { MeterId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { findMeter } from '../meters/index.ts';
import { onWire } from './ask.service.ts';
import type { LivePower } from './load.schema.ts';

/** Several windows on one meter share an answer this old. */
const FRESH_MS = 2000;

interface Asked {
  readonly at: number;
  readonly answer: Promise<LivePower>;
}
const asked = new WeakMap<Station['db'], Map<number, Asked>>();

/**
 * What a meter shows this moment. Asked by a window every few seconds while somebody looks at it; nobody looking, nobody
 * asks. It takes its turn with a poll and lets whoever stands at the counter pass.
 */
export function livePower(st: Station, meterId: MeterId): Promise<LivePower> {
  const byMeter = asked.get(st.db) ?? new Map<number, Asked>();
  asked.set(st.db, byMeter);
  const now = st.clock.now();
  const known = byMeter.get(meterId);
  if (known && now - known.at < FRESH_MS && now >= known.at) return known.answer;
  const answer = ask(st, meterId);
  byMeter.set(meterId, { at: now, answer });
  answer.catch(() => byMeter.delete(meterId));
  return answer;
}

async function ask(st: Station, meterId: MeterId): Promise<LivePower> {
  const meter = findMeter(st.db, meterId);
  if (!meter) throw new StationError('record.not-found', { kind: 'meter', id: meterId });
  const { bus, wire, asking } = onWire(st, meter, new AbortController().signal);
  const power = await bus.readPower(wire, asking);
  const scaled = (milli: number | null) => (milli === null ? null : milli * meter.multiplier);
  const { total, a, b, c } = power.powerMilli;
  const phases = [a, b, c].map((powerMilli, i) => ({
    voltageMilli: power.voltageMilli[i] ?? null,
    currentMilli: power.currentMilli[i] ?? null,
    powerMilli: scaled(powerMilli),
  }));
  const { powerFactorMilli, frequencyMilli, at } = power;
  return { at, powerMilli: scaled(total), phases, powerFactorMilli, frequencyMilli };
}
