import { MobileOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/rounds',
    load: () => import('./RoundsPage.tsx').then((m) => m.RoundsPage),
    perm: 'readings.read',
    name: 'rounds:title',
    keys: 'cbrw chaobiao renwu rounds walk',
    nav: { group: 'meters', icon: <MobileOutlined /> },
  },
  {
    path: '/rounds/routes',
    load: () => import('./RoutesPage.tsx').then((m) => m.RoutesPage),
    perm: 'rounds.plan',
    name: 'rounds:routes',
    keys: 'cblx chaobiao luxian routes walk rounds',
  },
  {
    path: '/rounds/:roundId',
    load: () => import('./RoundPage.tsx').then((m) => m.RoundPage),
    perm: 'readings.read',
  },
];
