import { createScaleSim, type ScaleSimOptions } from '../scale/sim.ts';
import { encodeFrame } from './frame.ts';

export interface ToledoSimOptions extends ScaleSimOptions {
  readonly unit?: 'kg' | 'g' | 'lb';
  readonly isShort?: boolean;
  readonly hasChecksum?: boolean;
}

/** An indicator in continuous output with ten-gram steps. */
export function createToledoSim({ unit = 'kg', isShort = false, hasChecksum = true, ...options }: ToledoSimOptions) {
  return createScaleSim(options, ({ weightGrams, isMoving, isOverloaded }) => {
    const value =
      unit === 'g'
        ? { units: Math.min(weightGrams, 999_999), decimals: 0 }
        : { units: Math.trunc(weightGrams / 10), decimals: 2 };
    return encodeFrame({
      value: isOverloaded ? { ...value, units: 999_999 } : value,
      unit,
      isInMotion: isMoving,
      isOutOfRange: isOverloaded,
      isShort,
      hasChecksum,
    });
  });
}
