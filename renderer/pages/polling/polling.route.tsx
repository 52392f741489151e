import { FieldTimeOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/polling',
    load: () => import('./SchedulesPage.tsx').then((m) => m.SchedulesPage),
    perm: 'readings.read',
    nav: { group: 'meters', label: 'polling:title', icon: <FieldTimeOutlined /> },
  },
  {
    path: '/polling/gaps',
    load: () => import('./GapsPage.tsx').then((m) => m.GapsPage),
    perm: 'readings.read',
  },
  {
    path: '/load',
    load: () => import('./LoadPage.tsx').then((m) => m.LoadPage),
    perm: 'readings.read',
  },
  {
    path: '/alerts',
    load: () => import('./AlertsPage.tsx').then((m) => m.AlertsPage),
    perm: 'readings.read',
  },
];
