import type { LinkOptions } from '../link/link.ts';
import {
  type ContinuousScale,
  createContinuousScale,
  type DecoderEvents,
  type WeightDecoder,
} from '../scale/continuous.ts';
import { createBcdParser } from './frame.ts';
import type { BcdScaleProfile } from './profile.schema.ts';

/** A scale that sends 0xFF frames. A count or a percentage is no weight and is refused by its unit. */
export function createBcdScale({ profile, ...options }: LinkOptions & { profile: BcdScaleProfile }): ContinuousScale {
  const { stableFrames, capacityGrams } = profile;
  return createContinuousScale({
    ...options,
    rule: { stableFrames, capacityGrams },
    createDecoder: (events) => bcdDecoder(profile, events),
  });
}

export function bcdDecoder(profile: BcdScaleProfile, { onIndication }: DecoderEvents): WeightDecoder {
  const parser = createBcdParser(profile);
  return {
    push(bytes) {
      for (const { units, decimals, mode, isStable, isOverloaded, unit } of parser.push(bytes)) {
        const shown = mode === 'weighing' ? (unit ?? profile.unit) : mode;
        onIndication({ units, decimals, unit: shown, isNet: false, isMoving: !isStable, isOverloaded });
      }
    },
    reset: parser.reset,
    counts: parser.counts,
  };
}
