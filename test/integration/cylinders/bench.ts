import { createCounter } from '../../../main/devices/bus/job.ts';
import type { DeviceHost, WeightReading, ZeroFate } from '../../../main/devices/ports.ts';
import type { CreateCylinder } from '../../../main/modules/cylinders/cylinders.schema.ts';
import { createDevice } from '../../../main/modules/devices/index.ts';
import { DeviceId } from '../../../main/shared/ids.ts';
import { grams } from '../../../main/shared/quantity.ts';
import { makeStation, requestId } from '../../support/station.ts';

const QUIET = {
  state: 'open',
  problem: null,
  statistics: createCounter(),
} as const;

export const SCALE = DeviceId.parse(1);

/** A station with one filling scale whose weight the test sets. */
export function makeBench(at = '2026-11-22T09:00:00+08:00') {
  let reading: WeightReading | null = null;
  let zero: (() => Promise<ZeroFate>) | undefined;
  const host: DeviceHost = {
    scale: (id) =>
      id === SCALE
        ? { status: () => QUIET, latest: () => reading, onReading: () => () => undefined, ...(zero && { zero }) }
        : undefined,
    meterBus: () => undefined,
    smsModem: () => undefined,
    reload: () => undefined,
    statuses: () => new Map([[SCALE, QUIET]]),
    [Symbol.asyncDispose]: async () => undefined,
  };
  const ann = makeStation({ at, makeDevices: () => host });
  createDevice(ann.station, ann.actor('manager'), {
    name: '1 号秤',
    config: {
      model: 'toledo',
      link: { type: 'memory', name: 'bench' },
      profile: { checksum: 'auto', capacityGrams: 150_000 },
    },
    isEnabled: true,
    requestId: requestId(),
  });

  return Object.assign(ann, {
    /** Puts a weight on the scale, stable and fresh unless said otherwise. */
    weigh(weightGrams: number, how: Partial<Omit<WeightReading, 'weightGrams'>> = {}): void {
      reading = {
        weightGrams: grams(weightGrams),
        isNet: false,
        isStable: true,
        isOverloaded: false,
        at: ann.now(),
        ...how,
      };
    },
    unplug(): void {
      reading = null;
    },
    /** The scale takes the order to set its zero from now on, and does this with it. */
    zeroes(fate: ZeroFate): { orders: number } {
      const seen = { orders: 0 };
      zero = async () => {
        seen.orders++;
        return fate;
      };
      return seen;
    },
    /** Registers a 15 kg cylinder with tare 16.45 kg, in date. */
    cylinder(code: string, fields: Partial<CreateCylinder> = {}) {
      return ann.as('manager').cylinders.create({
        code,
        serialNo: `S-${code}`,
        typeCode: 'YSP35.5',
        maker: '某气瓶厂',
        madeOn: '2022-06-01',
        volumeMl: 35_500,
        tareGrams: 16_450,
        nextInspectionOn: '2028-06-01',
        scrapOn: '2030-06-01',
        isLifeExtended: false,
        isOwn: true,
        requestId: requestId(),
        ...fields,
      });
    },
    scan: (scannedCode: string) => ann.as('filler').filling.check({ scannedCode, requestId: requestId() }),
  });
}

export type Bench = ReturnType<typeof makeBench>;

export const PASSED = { appearance: true, valve: true, residualPressure: true, marks: true } as const;
