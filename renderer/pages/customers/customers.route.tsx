import { ContactsOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/customers',
    load: () => import('./CustomersPage.tsx').then((m) => m.CustomersPage),
    perm: 'customers.read',
    nav: { group: 'counter', label: 'customers:title', icon: <ContactsOutlined /> },
  },
  {
    path: '/customers/new',
    load: () => import('./NewAccountPage.tsx').then((m) => m.NewAccountPage),
    perm: 'customers.write',
  },
  {
    path: '/customers/:customerId',
    load: () => import('./CustomerPage.tsx').then((m) => m.CustomerPage),
    perm: 'customers.read',
  },
];
