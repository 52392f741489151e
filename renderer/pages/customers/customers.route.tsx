import { ContactsOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/customers',
    load: () => import('./CustomersPage.tsx').then((m) => m.CustomersPage),
    perm: 'customers.read',
    name: 'customers:title',
    keys: 'yhda yonghu dangan huzhu customers households accounts',
    nav: { group: 'counter', icon: <ContactsOutlined /> },
  },
  {
    path: '/customers/new',
    load: () => import('./NewAccountPage.tsx').then((m) => m.NewAccountPage),
    perm: 'customers.write',
    name: 'customers:wizard.title',
    keys: 'kh kaihu open an account new',
  },
  {
    path: '/customers/:customerId',
    load: () => import('./CustomerPage.tsx').then((m) => m.CustomerPage),
    perm: 'customers.read',
  },
];
