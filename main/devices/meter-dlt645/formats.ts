/** How the bytes behind a data identifier are to be read. Pure. */

export interface NumberFormat {
  readonly kind: 'number';
  readonly bytes: number;
  readonly decimals: number;
  readonly unit: string;
  readonly isSigned: boolean;
  readonly isBlock: boolean;
  readonly hasTime?: boolean;
  /** Some makers use the identifier for something else: a value only where the length fits, and the bytes beside it. */
  readonly isLoose?: boolean;
}

export type DataFormat =
  | NumberFormat
  | {
      readonly kind:
        | 'count'
        | 'counts-and-minutes'
        | 'date'
        | 'time'
        | 'date-time'
        | 'minute'
        | 'digits'
        | 'meter-number'
        | 'text'
        | 'status'
        | 'status-block'
        | 'settlement-day'
        | 'freeze-time'
        | 'speed';
    };

export function number(
  bytes: number,
  decimals: number,
  unit: string,
  flags: Partial<Omit<NumberFormat, 'kind' | 'bytes' | 'decimals' | 'unit'>> = {},
): NumberFormat {
  return { kind: 'number', bytes, decimals, unit, isSigned: false, isBlock: false, ...flags };
}
