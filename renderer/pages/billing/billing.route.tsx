import { FileDoneOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/billing',
    load: () => import('./BillingPage.tsx').then((m) => m.BillingPage),
    perm: 'billing.read',
    name: 'billing:title',
    keys: 'kz kaizhang billing bills run',
    nav: { group: 'money', icon: <FileDoneOutlined /> },
  },
  {
    path: '/bills/:billId',
    load: () => import('./BillPage.tsx').then((m) => m.BillPage),
    perm: 'billing.read',
    under: '/billing',
  },
];
