import type { Milli } from '../../shared/quantity.ts';
import { noData } from '../dlt645/exchange.ts';
import type { Asking, PowerValues, WireMeter } from '../ports/meter.ts';
import type { Reader } from './edition.ts';
import { DI_CURRENTS, DI_FREQUENCY, DI_POWER_FACTOR, DI_POWERS, DI_VOLTAGES } from './registers.ts';

/** The phases of a block, one by one: 02010100 A, 02010200 B, 02010300 C; power has its total in front (00). */
const phases = (block: number): number[] => [1, 2, 3].map((phase) => (block & 0xffff_00ff) | (phase << 8));
const withTotal = (block: number): number[] => [block & 0xffff_00ff, ...phases(block)];

/** What flows now: five exchanges where the meter knows the blocks. */
export async function readPower(
  reader: Reader,
  meter: WireMeter,
  asking: Asking,
  now: () => number,
): Promise<PowerValues> {
  const voltageMilli = three(await reader.block(meter, DI_VOLTAGES, phases(DI_VOLTAGES), asking));
  const currentMilli = three(await reader.block(meter, DI_CURRENTS, phases(DI_CURRENTS), asking));
  const powers = await reader.block(meter, DI_POWERS, withTotal(DI_POWERS), asking);
  const [total = null, a = null, b = null, c = null] = powers;
  const isNothing = [...voltageMilli, ...currentMilli, ...powers].every((value) => value === null);
  if (isNothing) throw noData(meter.address);
  return {
    voltageMilli,
    currentMilli,
    powerMilli: { total, a, b, c },
    powerFactorMilli: await reader.figure(meter, DI_POWER_FACTOR, asking),
    frequencyMilli: await reader.figure(meter, DI_FREQUENCY, asking),
    at: now(),
  };
}

function three([a = null, b = null, c = null]: readonly (Milli | null)[]): [Milli | null, Milli | null, Milli | null] {
  return [a, b, c];
}
