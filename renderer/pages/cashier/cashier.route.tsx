import { AccountBookOutlined, PayCircleOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/cashier',
    load: () => import('./CashierPage.tsx').then((m) => m.CashierPage),
    perm: 'cashier.take',
    name: 'cashier:title',
    keys: 'sf sk shoufei shoukuan cashier till payment',
    nav: { group: 'counter', icon: <PayCircleOutlined /> },
  },
  {
    path: '/takings',
    load: () => import('./TakingsPage.tsx').then((m) => m.TakingsPage),
    perm: 'cashier.read',
    name: 'cashier:takings.title',
    keys: 'sfrj shoufei rijie takings day',
    nav: { group: 'counter', icon: <AccountBookOutlined /> },
  },
];
