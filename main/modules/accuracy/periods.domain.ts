import { addYears, type LocalDate } from '../../shared/dates.ts';
import type { MeterService } from '../meters/meters.schema.ts';

export interface CalibrationPeriod {
  readonly kind: string;
  readonly service: MeterService;
  readonly years: number;
  /** 'replace': used so long after its first verification and then exchanged · 'verify': verified again. */
  readonly atEnd: 'verify' | 'replace';
  /** Verification regulation the period is from. */
  readonly source: string;
}

/** Longest periods of the verification regulations; a region or a hard place may ask for shorter ones. */
export const CALIBRATION_PERIODS = [
  { kind: 'electricity-class-1-2', service: 'electricity', years: 8, atEnd: 'verify', source: 'JJG 596' },
  { kind: 'electricity-class-02s-05s', service: 'electricity', years: 6, atEnd: 'verify', source: 'JJG 596' },
  { kind: 'gas-natural-small', service: 'gas', years: 10, atEnd: 'replace', source: 'JJG 577' },
  { kind: 'gas-other-small', service: 'gas', years: 6, atEnd: 'replace', source: 'JJG 577' },
  { kind: 'gas-large', service: 'gas', years: 3, atEnd: 'verify', source: 'JJG 577' },
  { kind: 'water-dn25', service: 'water', years: 6, atEnd: 'replace', source: 'JJG 162' },
  { kind: 'water-dn50', service: 'water', years: 4, atEnd: 'replace', source: 'JJG 162' },
  { kind: 'water-large', service: 'water', years: 2, atEnd: 'verify', source: 'JJG 162' },
] as const satisfies readonly CalibrationPeriod[];

export const PERIOD_KINDS = CALIBRATION_PERIODS.map((period) => period.kind) as [
  (typeof CALIBRATION_PERIODS)[number]['kind'],
  ...(typeof CALIBRATION_PERIODS)[number]['kind'][],
];
export type PeriodKind = (typeof PERIOD_KINDS)[number];

export function periodOf(kind: PeriodKind): CalibrationPeriod {
  const found = CALIBRATION_PERIODS.find((period) => period.kind === kind);
  if (!found) throw new Error(`no period is called ${kind}`);
  return found;
}

/** The day a period that began on a day ends. */
export function dueAfter(from: LocalDate, kind: PeriodKind): LocalDate {
  return addYears(from, periodOf(kind).years);
}
