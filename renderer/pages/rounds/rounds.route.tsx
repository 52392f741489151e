import { MobileOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/rounds',
    load: () => import('./RoundsPage.tsx').then((m) => m.RoundsPage),
    perm: 'readings.read',
    nav: { group: 'meters', label: 'rounds:title', icon: <MobileOutlined /> },
  },
  {
    path: '/rounds/routes',
    load: () => import('./RoutesPage.tsx').then((m) => m.RoutesPage),
    perm: 'rounds.plan',
  },
  {
    path: '/rounds/:roundId',
    load: () => import('./RoundPage.tsx').then((m) => m.RoundPage),
    perm: 'readings.read',
  },
];
