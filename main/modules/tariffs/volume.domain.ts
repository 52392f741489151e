import { parseScaled } from '../../shared/money.ts';
import { standardVolume } from '../readings/faults.domain.ts';
import type { VolumeCorrection } from './charges.schema.ts';

/** What is billed of a metered quantity: the same, or its volume at standard conditions. */
export function standardQuantity(volume: VolumeCorrection | undefined, meteredMilli: number): number {
  if (!volume) return meteredMilli;
  const { gaugeKpa, atmosphericKpa, temperatureC, referenceC, zStandard, zMeter, decimals } = volume;
  const zRatio = [parseScaled(zStandard, 6), parseScaled(zMeter, 6)] as const;
  return standardVolume(meteredMilli, { gaugeKpa, atmosphericKpa, temperatureC, zRatio }, { referenceC, decimals });
}
