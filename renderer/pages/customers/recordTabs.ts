import { type ComponentType, lazy } from 'react';
import type { CustomerId } from '../../../main/shared/ids.ts';
import type { Permission } from '../../../main/shared/permissions.ts';
import { AccountsTab } from './AccountsTab.tsx';

/** A tab of the customer's record. */
export interface RecordTab {
  /** Part of the address: /customers/7?tab=bills. */
  readonly key: string;
  /** i18n key, e.g. "billing:customerTab". */
  readonly label: string;
  readonly perm: Permission;
  /** Usually `lazy(…)`: the tab then loads when it is first opened. */
  readonly content: ComponentType<{ customerId: CustomerId }>;
}

const BillsTab = lazy(async () => ({ default: (await import('./BillsTab.tsx')).BillsTab }));
const PaymentsTab = lazy(async () => ({ default: (await import('./PaymentsTab.tsx')).PaymentsTab }));
const CreditTab = lazy(async () => ({ default: (await import('../credit/CreditTab.tsx')).CreditTab }));
const ReadingsTab = lazy(async () => ({
  default: (await import('../meters/CustomerReadingsTab.tsx')).CustomerReadingsTab,
}));
const MetersTab = lazy(async () => ({ default: (await import('../meters/CustomerMetersTab.tsx')).CustomerMetersTab }));

const TraitsTab = lazy(async () => ({ default: (await import('../traits/TraitsTab.tsx')).TraitsTab }));

const StatementTab = lazy(async () => ({ default: (await import('../ledger/StatementTab.tsx')).StatementTab }));

const DunningTab = lazy(async () => ({ default: (await import('../dunning/DunningTab.tsx')).DunningTab }));

/** The tabs in their order, one line a feature. */
export const recordTabs: readonly RecordTab[] = [
  { key: 'accounts', label: 'customers:tab.accounts', perm: 'customers.read', content: AccountsTab },
  { key: 'traits', label: 'traits:tab', perm: 'customers.read', content: TraitsTab },
  { key: 'bills', label: 'customers:tab.bills', perm: 'billing.read', content: BillsTab },
  { key: 'payments', label: 'customers:tab.payments', perm: 'cashier.read', content: PaymentsTab },
  { key: 'credit', label: 'credit:tab', perm: 'cashier.read', content: CreditTab },
  { key: 'readings', label: 'customers:tab.readings', perm: 'readings.read', content: ReadingsTab },
  { key: 'meters', label: 'customers:tab.meters', perm: 'meters.read', content: MetersTab },
  { key: 'statement', label: 'ledger:statement', perm: 'customers.read', content: StatementTab },
  { key: 'dunning', label: 'dunning:title', perm: 'dunning.read', content: DunningTab },
];
