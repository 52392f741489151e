import { createScaleSim, type ScaleSimOptions } from '../scale/sim.ts';
import { encodeLine, encodeText, encodeTf0 } from './frame.ts';

export interface YaohuaSimOptions extends ScaleSimOptions {
  readonly form?: 'tF0' | 'tF1' | 'tF2' | 'wn';
  readonly unit?: 'kg' | 'g' | 'lb';
}

/** An XK3190 with ten-gram steps, sending kilograms (or grams). Overload is the largest figure it can show. */
export function createYaohuaSim({ form = 'tF0', unit = 'kg', ...options }: YaohuaSimOptions) {
  return createScaleSim(options, ({ weightGrams, isOverloaded }) => {
    const grams = isOverloaded ? 9_999_990 : weightGrams;
    const value =
      unit === 'g' ? { units: Math.min(grams, 999_999), decimals: 0 } : { units: Math.trunc(grams / 10), decimals: 2 };
    if (form === 'wn') return encodeLine(value, unit);
    return form === 'tF0' ? encodeTf0(value) : encodeText(value, form === 'tF1' ? 'reversed' : 'forward');
  });
}
