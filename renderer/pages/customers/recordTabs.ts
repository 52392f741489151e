import type { ComponentType } from 'react';
import type { CustomerId } from '../../../main/shared/ids.ts';
import type { Permission } from '../../../main/shared/permissions.ts';

/** A tab of the customer's record. It loads when it is opened for the first time. */
export interface RecordTab {
  /** Part of the address: /customers/7?tab=bills. */
  readonly key: string;
  /** i18n key, e.g. "billing:customerTab". */
  readonly label: string;
  readonly perm: Permission;
  readonly load: () => Promise<ComponentType<{ customerId: CustomerId }>>;
}

/** The tabs in their order, one line a feature. */
export const recordTabs: readonly RecordTab[] = [
  {
    key: 'accounts',
    label: 'customers:tab.accounts',
    perm: 'customers.read',
    load: () => import('./AccountsTab.tsx').then((m) => m.AccountsTab),
  },
  {
    key: 'meters',
    label: 'customers:tab.meters',
    perm: 'meters.read',
    load: () => import('../meters/CustomerMetersTab.tsx').then((m) => m.CustomerMetersTab),
  },
];
