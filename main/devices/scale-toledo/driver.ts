import type { ToledoProfile } from '../config.schema.ts';
import type { LinkOptions } from '../link/link.ts';
import {
  type ContinuousScale,
  createContinuousScale,
  type DecoderEvents,
  type WeightDecoder,
} from '../scale/continuous.ts';
import { createFrameParser } from './frame.ts';

/** An indicator in Toledo continuous output: unit, motion and overload come with every frame. */
export function createToledoScale({ profile, ...options }: LinkOptions & { profile: ToledoProfile }): ContinuousScale {
  return createContinuousScale({
    ...options,
    rule: { stableFrames: 1, capacityGrams: profile.capacityGrams },
    createDecoder: (events) => toledoDecoder(profile, events),
  });
}

export function toledoDecoder(profile: ToledoProfile, { onIndication }: DecoderEvents): WeightDecoder {
  const parser = createFrameParser(profile.checksum);
  return {
    push(bytes) {
      for (const frame of parser.push(bytes)) {
        const { units, decimals, unit, isNet, isOutOfRange, isPoweringUp, isExpanded } = frame;
        // Before the first zero, and in the ten times finer display, the figures are not for weighing goods.
        const isMoving = frame.isInMotion || isPoweringUp || isExpanded;
        onIndication({ units, decimals, unit, isNet, isMoving, isOverloaded: isOutOfRange });
      }
    },
    reset: parser.reset,
    counts: parser.counts,
  };
}
