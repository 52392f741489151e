import { divideHalfUp } from '../../shared/money.ts';
import { type Milli, milli, parseMilli } from '../../shared/quantity.ts';

/** A fraction of integers: quantities of a faulty meter are corrected by ratios that no decimal holds. */
export type Ratio = readonly [numerator: number, denominator: number];

/**
 * Quantity to bill (or, negative, to give back) for a meter found wrong whose fault began at an unknown time: half of the
 * difference over the time since it was last found right. `errorE4`: the error in hundredths of a percent, −10 % = −1000.
 */
export function halfPeriodDifference(recordedMilli: number, errorE4: number): Milli {
  if (errorE4 <= -10_000) throw new RangeError('a meter that counted nothing has no error to reckon from');
  const whole = 10_000n + BigInt(errorE4);
  return milli(Number(divideHalfUp(BigInt(recordedMilli) * (0n - BigInt(errorE4)), 2n * whole)));
}

/**
 * Correction rate of a three-phase meter with a wiring or ratio fault: (P₁ − P₂)/P₂, with what each phase told as a
 * fraction of what it should have (a reversed phase −1, a 400/5 transformer set as 300/5: 3/4).
 */
export function wiringCorrection(phases: readonly Ratio[]): Ratio {
  const denominator = phases.reduce((product, [, of]) => product * of, 1);
  const told = phases.reduce((sum, [part, of]) => sum + (part * denominator) / of, 0);
  if (told === 0) throw new RangeError('a meter that stood still has no rate of correction');
  return told > 0 ? [phases.length * denominator - told, told] : [0 - (phases.length * denominator - told), 0 - told];
}

/** Recorded × rate: what is missing from (or, negative, too much in) a recorded quantity. */
export function correctedBy(recordedMilli: number, [numerator, denominator]: Ratio): Milli {
  return milli(Number(divideHalfUp(BigInt(recordedMilli) * BigInt(numerator), BigInt(denominator))));
}

/** State of the gas at the meter. Decimals: kPa, °C; `zRatio` is Zn/Z as a fraction. */
export interface GasState {
  readonly gaugeKpa: string;
  readonly atmosphericKpa: string;
  readonly temperatureC: string;
  readonly zRatio: Ratio;
}

const STANDARD_KPA = 101_325n;
const KELVIN = 273_150n;

/**
 * Meter volume at standard conditions: V × (gauge + atmosphere)/101.325 × T₀/T × Zₙ/Z (GB/T 18603 takes T₀ = 20 °C),
 * rounded half up to so many decimals of a cubic metre.
 */
export function standardVolume(
  meterMilli: number,
  gas: GasState,
  to: { referenceC: string; decimals: number } = { referenceC: '20', decimals: 2 },
): Milli {
  const pressure = BigInt(parseMilli(gas.gaugeKpa)) + BigInt(parseMilli(gas.atmosphericKpa));
  const temperature = KELVIN + BigInt(parseMilli(gas.temperatureC));
  const reference = KELVIN + BigInt(parseMilli(to.referenceC));
  if (pressure <= 0n || temperature <= 0n) throw new RangeError('no gas has such a pressure or temperature');
  const step = 10n ** BigInt(3 - to.decimals);
  const [zn, z] = gas.zRatio;
  const numerator = BigInt(meterMilli) * pressure * reference * BigInt(zn);
  const denominator = STANDARD_KPA * temperature * BigInt(z) * step;
  return milli(Number(divideHalfUp(numerator, denominator) * step));
}
