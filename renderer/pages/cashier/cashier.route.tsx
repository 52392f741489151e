import { AccountBookOutlined, PayCircleOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/cashier',
    load: () => import('./CashierPage.tsx').then((m) => m.CashierPage),
    perm: 'cashier.take',
    nav: { group: 'counter', label: 'cashier:title', icon: <PayCircleOutlined /> },
  },
  {
    path: '/takings',
    load: () => import('./TakingsPage.tsx').then((m) => m.TakingsPage),
    perm: 'cashier.read',
    nav: { group: 'counter', label: 'cashier:takings.title', icon: <AccountBookOutlined /> },
  },
];
