import { randomUUID } from 'node:crypto';
import type { Bill, UsageBill } from '../../../main/modules/billing/index.ts';
import { addHousehold } from '../../../main/modules/customers/index.ts';
import { addMeter, attachMeter, NewMeter } from '../../../main/modules/meters/index.ts';
import { insertBaseline, type Registers } from '../../../main/modules/readings/index.ts';
import type { TariffDocumentInput } from '../../../main/modules/tariffs/document.schema.ts';
import { type AccountId, type CustomerId, type MeterId, type ReadingId, RequestId } from '../../../main/shared/ids.ts';
import type { TestStation } from '../../support/station.ts';

export interface House {
  readonly customerId: CustomerId;
  readonly accountId: AccountId;
  readonly accountNo: string;
  readonly meterId: MeterId;
  readonly meterNo: string;
}

export interface HouseOptions {
  readonly service?: 'electricity' | 'gas' | 'water';
  readonly tariffCode?: string | null;
  readonly openedOn?: string;
  readonly baseline?: number | null;
  readonly meter?: Partial<NewMeter>;
  readonly householdSize?: number;
}

/** Prices of Zhejiang, by year: 2760 kWh and 4800 kWh. */
export const BY_YEAR: TariffDocumentInput = {
  format: 1,
  unit: 'kWh',
  rounding: 'per-bill',
  cycle: 'year',
  scheme: {
    kind: 'tiered',
    tiers: [
      { upTo: '2760', price: '0.538' },
      { upTo: '4800', price: '0.588' },
      { upTo: null, price: '0.838' },
    ],
  },
};
export const FLAT: TariffDocumentInput = {
  format: 1,
  unit: 'm3',
  rounding: 'per-line',
  cycle: 'month',
  scheme: { kind: 'flat', price: '3.00' },
};
const OPENED = '2026-01-01';

/** A household with one meter and, unless told otherwise, a baseline of 1000 read at nine on the day it opened. */
export function addHouse(ann: TestStation, door: string, options: HouseOptions = {}): House {
  const { service = 'electricity', openedOn = OPENED, baseline = 1000 } = options;
  const meterNo = options.meter?.meterNo ?? `M${door}`;
  return ann.station.write(ann.actor('manager'), { action: 'test.house' }, (tx) => {
    const made = addHousehold(tx, {
      customer: { name: `户${door}`, kind: 'person', phone: '', note: '' },
      premises: {
        building: door.split('-')[0] ?? door,
        unit: '1',
        room: door.split('-')[1] ?? '1',
        address: '',
        areaDm2: null,
      },
      account: {
        service,
        accountNo: null,
        tariffCode: options.tariffCode ?? null,
        householdSize: options.householdSize ?? 3,
        openedOn,
      },
    });
    const meterId = addMeter(tx, NewMeter.parse({ meterNo, service, installedOn: openedOn, ...options.meter }));
    attachMeter(tx, { meterId, accountId: made.accountId, fromOn: openedOn });
    if (baseline !== null)
      insertBaseline(tx, { meterId, readAt: Date.parse(`${openedOn}T09:00:00+08:00`), totalMilli: baseline * 1000 });
    return { customerId: made.customerId, accountId: made.accountId, accountNo: made.accountNo, meterId, meterNo };
  });
}

export async function addTariff(
  ann: TestStation,
  code: string,
  document: TariffDocumentInput,
  options: { from?: string; service?: 'electricity' | 'gas' } = {},
) {
  const manager = ann.as('manager');
  const { from = '2025-01-01', service = 'electricity' } = options;
  const tariffId = await manager.tariffs.create({
    code,
    name: code,
    service,
    effectiveFrom: from,
    source: 'test',
    document,
  });
  await manager.tariffs.activate({ tariffId, verifiedOn: '2026-01-01', verifiedBy: '刘站长', source: 'test' });
  return tariffId;
}

/** Enters a reading at a local time the clock is set to, confirming whatever is asked. */
export async function read(
  ann: TestStation,
  house: House,
  at: string,
  total: number,
  more: Partial<Omit<Registers & { demandMilli: number; reactiveMilli: number }, 'totalMilli'>> = {},
): Promise<ReadingId> {
  ann.setClock(`${at}+08:00`);
  const tou = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== null)) as Record<string, number>;
  const { readingId } = await ann.as('reader').readings.record({
    meterId: house.meterId,
    totalMilli: Math.round(total * 1000),
    ...tou,
    isConfirmed: true,
    note: '现场核对',
    requestId: newRequest(),
  });
  return readingId;
}

export function newRequest(): RequestId {
  return RequestId.parse(randomUUID());
}

/** A bill of a reading, where that is what the test made. */
export function usageBill(bill: Bill): UsageBill {
  if (bill.kind !== 'usage') throw new Error(`a bill of a reading was expected, not of kind ${bill.kind}`);
  return bill;
}
