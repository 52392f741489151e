import { randomUUID } from 'node:crypto';
import type { Actor } from '../../main/db/writer.ts';
import { takePayment } from '../../main/modules/cashier/index.ts';
import { openAccount } from '../../main/modules/customers/index.ts';
import { RequestId, UserId } from '../../main/shared/ids.ts';
import { households } from '../integration/cashier/households.ts';
import type { E2eStation } from './support.ts';

export const newRequest = () => RequestId.parse(randomUUID());

/** A few households the search finds, with open bills of several months and services. */
export function seedHouseholds({ station }: E2eStation, who: 'cashier' | 'manager' = 'cashier') {
  const { id } = station.db.prepare('SELECT id FROM user WHERE login_name = ?').get(who) as { id: number };
  const by: Actor = { userId: UserId.parse(id), name: '王芳', via: 'cli' };
  const town = households({ station, actor: () => by });
  const open = (name: string, room: string, phone = '13800001234') =>
    openAccount(station, by, {
      customer: { name, phone },
      premises: { building: '3', unit: '2', room },
      account: { service: 'gas', openedOn: '2025-01-01' },
      requestId: newRequest(),
    });
  return {
    by,
    town,
    open,
    /** Pays behind the page's back, as another counter would. */
    payElsewhere: (customerId: Parameters<typeof takePayment>[2]['customerId'], paidFen: number) =>
      takePayment(station, by, { customerId, paidFen, tenderedFen: paidFen, method: 'cash', requestId: newRequest() }),
    payments: () => (station.db.prepare('SELECT count(*) AS n FROM payment').get() as { n: number }).n,
  };
}
