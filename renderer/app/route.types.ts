import type { ComponentType, ReactNode } from 'react';
import type { Permission } from '../../main/shared/permissions.ts';

/** Groups of the rail, by who works there. */
export const NAV_GROUPS = ['counter', 'meters', 'cylinders', 'safety', 'money', 'station'] as const;
export type NavGroup = (typeof NAV_GROUPS)[number];

export interface PageRoute {
  /** Path pattern, e.g. "/customers/:customerId". */
  readonly path: string;
  /** The page loads on demand: `() => import('./CashierPage.tsx').then((m) => m.CashierPage)`. */
  readonly load: () => Promise<ComponentType>;
  readonly perm: Permission;
  /** Its name as an i18n key such as "cashier:title". Only a page that needs to know of what (":billId") has none. */
  readonly name?: string;
  /** What else it is found by: pinyin initials, pinyin and English words, separated by spaces, in either language. */
  readonly keys?: string;
  /** Present when the page stands in the rail. */
  readonly nav?: { readonly group: NavGroup; readonly icon: ReactNode };
  /** The rail's entry it belongs to, where its address does not say so: "/meters". */
  readonly under?: string;
  /** Only for stations of one kind; absent = all. */
  readonly kind?: 'gas-station' | 'property-office';
}
