import { divideHalfUp } from '../../shared/money.ts';
import { type Milli, milli } from '../../shared/quantity.ts';
import { decodeBcd, type RegisterValue } from '../framing/bcd.domain.ts';
import { type Decimal, rescale } from '../framing/frame.ts';
import { badData, type Edition } from './exchange.ts';

/** Figures of a meter in the thousandths that the program reckons in. */

export interface FigureFormat {
  readonly bytes: number;
  readonly decimals: number;
  readonly isSigned?: boolean;
}

/** Whose figure it is and under which identifier it came, for the refusal. */
export interface Origin {
  readonly edition: Edition;
  readonly address: string;
  readonly di: number;
}

/** Null where the register is missing. A figure that is none is refused, never guessed. */
export function toMilli(value: RegisterValue, origin: Origin): Milli | null {
  if (value === 'absent') return null;
  if (value === 'invalid') throw badData(origin.edition, origin.address, origin.di);
  return milli(rescale(value, 3) ?? rounded(value));
}

/** Power and demand come in ten-thousandths of a kW. */
function rounded({ units, decimals }: Decimal): number {
  return Number(divideHalfUp(BigInt(units), 10n ** BigInt(decimals - 3)));
}

/** A register of energy or demand, which never goes below zero. */
export function toRegister(value: RegisterValue, origin: Origin): Milli | null {
  const figure = toMilli(value, origin);
  if (figure !== null && figure < 0) throw badData(origin.edition, origin.address, origin.di);
  return figure;
}

/** One figure at the beginning of the payload. */
export function figureIn(payload: Uint8Array, format: FigureFormat): RegisterValue {
  if (payload.length < format.bytes) return 'invalid';
  return decodeBcd(payload.subarray(0, format.bytes), format.decimals, format.isSigned ?? false);
}
