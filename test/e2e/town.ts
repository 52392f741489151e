import { addHousehold } from '../../main/modules/customers/index.ts';
import { addMeter, attachMeter, NewMeter } from '../../main/modules/meters/index.ts';
import { insertBaseline } from '../../main/modules/readings/index.ts';
import { startOfLocalDate } from '../../main/shared/dates.ts';
import type { AccountId, CustomerId, MeterId } from '../../main/shared/ids.ts';
import type { E2eStation } from './support.ts';

const BY = { userId: null, name: 'e2e', via: 'cli' } as const;
const HOUR = 3_600_000;

export interface TownHouse {
  readonly customerId: CustomerId;
  readonly accountId: AccountId;
  readonly door: string;
  readonly meterNo: string;
  readonly tariffCode: string;
  /** Thousandths of a kWh used up to each reading; with a valley part where the tariff is by time of use. */
  readonly used: readonly { readonly totalMilli: number; readonly valleyMilli: number }[];
}

/** What a household uses in a month of the town, in whole kWh; everything follows from its number and the month's. */
const kwh = (house: number, month: number) => 80 + ((house * 7919 + month * 104_729) % 520);

/**
 * Households in three buildings, one for each tariff code, read on the 20th of each month. The readings of a household
 * may be said one by one.
 */
export function buildTown(
  ann: E2eStation,
  of: {
    readonly codes: Readonly<Record<string, { readonly houses: number; readonly hasTou: boolean }>>;
    readonly openedOn: string;
    readonly months: readonly string[];
    readonly said?: Readonly<Record<string, readonly number[]>>;
  },
): TownHouse[] {
  const { station } = ann;
  const at = (date: string) => startOfLocalDate(date, station.zone) + 9 * HOUR;
  const insert = station.db.prepare(
    `INSERT INTO reading (meter_id, read_at, total_milli, peak_milli, valley_milli, source, role, state, created_at)
     VALUES (?, ?, ?, ?, ?, 'polled', 'usage', 'accepted', 0)`,
  );
  const read = (meterId: MeterId, used: TownHouse['used'], hasTou: boolean) => {
    let [total, valley] = [1_000_000, 300_000];
    for (const [m, { totalMilli, valleyMilli }] of used.entries()) {
      total += totalMilli;
      valley += valleyMilli;
      insert.run(meterId, at(`${of.months[m]}-20`), total, hasTou ? total - valley : null, hasTou ? valley : null);
    }
  };
  return Object.entries(of.codes).flatMap(([tariffCode, { houses, hasTou }], block) =>
    Array.from({ length: houses }, (_, i): TownHouse => {
      const building = String(block + 1);
      const room = `${Math.floor(i / 4) + 1}0${(i % 4) + 1}`;
      const door = `${building}-1-${room}`;
      const meterNo = `33${building}${String(i + 1).padStart(6, '0')}`;
      const used = of.months.map((_month, m) => {
        const whole = of.said?.[door]?.[m] ?? kwh(block * 1000 + i, m);
        return { totalMilli: whole * 1000, valleyMilli: hasTou ? Math.floor(whole / 3) * 1000 : 0 };
      });
      return station.write(BY, { action: 'e2e.house' }, (tx) => {
        const { customerId, accountId } = addHousehold(tx, {
          customer: { name: `住户${building}${String(i + 1).padStart(2, '0')}`, kind: 'person', phone: '', note: '' },
          premises: { building, unit: '1', room, address: '', areaDm2: null },
          account: { service: 'electricity', accountNo: null, tariffCode, householdSize: 3, openedOn: of.openedOn },
        });
        const meterId = addMeter(
          tx,
          NewMeter.parse({ meterNo, service: 'electricity', hasTou, installedOn: of.openedOn }),
        );
        attachMeter(tx, { meterId, accountId, fromOn: of.openedOn });
        const registers = hasTou ? { peakMilli: 700_000, valleyMilli: 300_000 } : {};
        insertBaseline(tx, { meterId, readAt: at(of.openedOn), totalMilli: 1_000_000, ...registers });
        read(meterId, used, hasTou);
        return { customerId, accountId, door, meterNo, tariffCode, used };
      });
    }),
  );
}
