import { BellOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/dunning',
    load: () => import('./DunningPage.tsx').then((m) => m.DunningPage),
    perm: 'dunning.read',
    nav: { group: 'money', label: 'dunning:title', icon: <BellOutlined /> },
  },
  {
    path: '/dunning/orders',
    load: () => import('./OrdersPage.tsx').then((m) => m.OrdersPage),
    perm: 'dunning.read',
  },
  {
    path: '/dunning/messages',
    load: () => import('./MessagesPage.tsx').then((m) => m.MessagesPage),
    perm: 'dunning.read',
  },
  {
    path: '/dunning/rules',
    load: () => import('./RulesPage.tsx').then((m) => m.RulesPage),
    perm: 'dunning.read',
  },
  {
    path: '/dunning/texts',
    load: () => import('./TextsPage.tsx').then((m) => m.TextsPage),
    perm: 'dunning.rules',
  },
];
