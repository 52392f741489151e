import { createScaleSim, type ScaleSimOptions } from '../scale/sim.ts';
import { type BcdForm, encodeBcd } from './frame.ts';

export interface BcdSimOptions extends ScaleSimOptions {
  readonly form?: Partial<BcdForm>;
  readonly unit?: 'kg' | 'lb';
}

/** A bench scale with ten-gram steps. */
export function createBcdSim({ form, unit = 'kg', ...options }: BcdSimOptions) {
  const sent: BcdForm = { point: 'places-plus-one', order: 'low-first', hasUnitByte: false, ...form };
  return createScaleSim(options, ({ weightGrams, isMoving, isOverloaded }) =>
    encodeBcd(
      {
        units: isOverloaded ? 999_999 : Math.trunc(weightGrams / 10),
        decimals: 2,
        mode: 'weighing',
        isStable: !isMoving && !isOverloaded,
        isOverloaded,
        unit,
      },
      sent,
    ),
  );
}
