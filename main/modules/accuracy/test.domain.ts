import { divideHalfUp } from '../../shared/money.ts';
import type { MeterService } from '../meters/meters.schema.ts';

/** Errors and limits in hundredths of a percent: −1.20 % = −120. */
export interface TestPoint {
  readonly point: string;
  readonly errorE4: number;
  readonly limitE4: number;
}

export interface AccuracyClass {
  readonly service: MeterService;
  readonly accuracyClass: string;
  /** Usual points with the limit of a first verification and of a meter in use. */
  readonly points: readonly { readonly point: string; readonly limitE4: number; readonly inUseE4: number }[];
}

const electricity = (accuracyClass: string, limitE4: number): AccuracyClass => ({
  service: 'electricity',
  accuracyClass,
  points: ['Imax cosφ=1', 'Ib cosφ=1', '0.1Ib cosφ=1'].map((point) => ({ point, limitE4, inUseE4: limitE4 })),
});

/** Maximum permissible errors: JJG 596 (electricity), JJG 577 (diaphragm gas meters), JJG 162 (cold water); the typed limit decides. */
export const ACCURACY_CLASSES: readonly AccuracyClass[] = [
  electricity('1', 100),
  electricity('2', 200),
  electricity('0.5S', 50),
  electricity('0.2S', 20),
  {
    service: 'gas',
    accuracyClass: '1.5',
    points: [
      { point: 'qmin', limitE4: 300, inUseE4: 600 },
      { point: '0.2qmax', limitE4: 150, inUseE4: 300 },
      { point: 'qmax', limitE4: 150, inUseE4: 300 },
    ],
  },
  {
    service: 'water',
    accuracyClass: '2',
    points: [
      { point: 'Q1', limitE4: 500, inUseE4: 1000 },
      { point: 'Q2', limitE4: 200, inUseE4: 400 },
      { point: 'Q3', limitE4: 200, inUseE4: 400 },
    ],
  },
];

/** A meter passes when it is within the limit at every point. */
export function isPassed(points: readonly TestPoint[]): boolean {
  return points.every(({ errorE4, limitE4 }) => Math.abs(errorE4) <= limitE4);
}

/** The mean of the points, a proposal for the error the certificate states for the meter as a whole. */
export function meanErrorE4(points: readonly Pick<TestPoint, 'errorE4'>[]): number {
  const sum = points.reduce((all, point) => all + point.errorE4, 0);
  return points.length === 0 ? 0 : Number(divideHalfUp(BigInt(sum), BigInt(points.length)));
}
