import { addMeter, NewMeter } from '../../../main/modules/meters/index.ts';
import { insertBaseline } from '../../../main/modules/readings/index.ts';
import type { MemberInput } from '../../../main/modules/sharing/sharing.schema.ts';
import type { MeterId, SharingGroupId } from '../../../main/shared/ids.ts';
import { makeStation, type TestStation } from '../../support/station.ts';
import { addHouse, addTariff, type House, newRequest, read } from '../billing/fixture.ts';

export const MONTH = '2026-11';

/** Building 3: a master meter nobody is billed for, four flats read and billed for November. */
export async function makeBuilding(used: readonly number[] = [3120, 2875, 1990, 4210], master = 12_860) {
  const ann = makeStation({ at: '2026-10-31T09:00:00+08:00' });
  await addTariff(ann, 'FLAT', {
    format: 1,
    unit: 'kWh',
    rounding: 'per-bill',
    cycle: 'month',
    scheme: { kind: 'flat', price: '0.5469' },
  });
  await ann.as('manager').tariffs.setDefault({ service: 'electricity', code: 'FLAT' });
  const houses = used.map((_, i) => addHouse(ann, `3-10${i + 1}`, { openedOn: '2026-10-31' }));
  const meterId = ann.station.write(ann.actor('manager'), { action: 'test.master' }, (tx) => {
    const id = addMeter(tx, NewMeter.parse({ meterNo: 'Z-3', service: 'electricity', installedOn: '2026-10-31' }));
    insertBaseline(tx, { meterId: id, readAt: ann.now(), totalMilli: 1_000_000 });
    return id;
  });
  for (const [i, house] of houses.entries()) await read(ann, house, '2026-11-28T09:00', 1000 + (used[i] ?? 0));
  await readMaster(ann, meterId, '2026-11-28T10:00', 1000 + master);
  await ann.as('manager').billing.issue({ month: MONTH, service: 'electricity' });
  return { ann, manager: ann.as('manager'), houses, meterId };
}

/** The master hangs on no account. */
export async function readMaster(ann: TestStation, meterId: MeterId, at: string, total: number) {
  return read(ann, { meterId } as House, at, total);
}

export function member(house: House, more: Partial<MemberInput> = {}): MemberInput {
  return {
    accountId: house.accountId,
    areaMilli: 0,
    coefficientMilli: 1000,
    isVacant: false,
    vacantPermille: 0,
    fromOn: '2026-10-31',
    toOn: null,
    ...more,
  };
}

export const GROUP = {
  name: '3 栋公用电',
  service: 'electricity',
  meterNo: 'Z-3',
  method: 'usage',
  price: '0.5469',
  note: '',
} as const;

type Building = Awaited<ReturnType<typeof makeBuilding>>;
export function makeGroup(
  { manager }: Pick<Building, 'manager'>,
  members: MemberInput[],
  more: Partial<Omit<Parameters<Building['manager']['sharing']['create']>[0], 'requestId'>> = {},
): Promise<SharingGroupId> {
  return manager.sharing.create({ ...GROUP, ...more, members, requestId: newRequest() });
}
