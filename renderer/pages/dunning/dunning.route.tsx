import { BellOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/dunning',
    load: () => import('./DunningPage.tsx').then((m) => m.DunningPage),
    perm: 'dunning.read',
    name: 'dunning:title',
    keys: 'cj cuijiao cuifei tingdian fudian dunning overdue suspension',
    nav: { group: 'money', icon: <BellOutlined /> },
  },
  {
    path: '/dunning/orders',
    load: () => import('./OrdersPage.tsx').then((m) => m.OrdersPage),
    perm: 'dunning.read',
    name: 'dunning:place.orders',
    keys: 'tfg tinggong fugong tinggongling stops and restorations suspension orders',
  },
  {
    path: '/dunning/messages',
    load: () => import('./MessagesPage.tsx').then((m) => m.MessagesPage),
    perm: 'dunning.read',
    name: 'dunning:place.messages',
    keys: 'fjx fajianxiang duanxin outbox messages sms',
  },
  {
    path: '/dunning/rules',
    load: () => import('./RulesPage.tsx').then((m) => m.RulesPage),
    perm: 'dunning.read',
    name: 'dunning:names.rules',
    keys: 'cjgz cuijiao guize dunning rules',
  },
  {
    path: '/dunning/texts',
    load: () => import('./TextsPage.tsx').then((m) => m.TextsPage),
    perm: 'dunning.rules',
    name: 'dunning:names.texts',
    keys: 'cjwzyfs cuijiao wenzi fasong dunning texts and sending templates',
  },
];
