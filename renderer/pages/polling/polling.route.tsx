import { FieldTimeOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/polling',
    load: () => import('./SchedulesPage.tsx').then((m) => m.SchedulesPage),
    perm: 'readings.read',
    name: 'polling:title',
    keys: 'zdcb zidong chaobiao polling schedule load alerts',
    nav: { group: 'meters', icon: <FieldTimeOutlined /> },
  },
  {
    path: '/polling/gaps',
    load: () => import('./GapsPage.tsx').then((m) => m.GapsPage),
    perm: 'readings.read',
    name: 'polling:place.gaps',
    keys: 'qc quechao gaps missing',
  },
  {
    path: '/load',
    load: () => import('./LoadPage.tsx').then((m) => m.LoadPage),
    perm: 'readings.read',
    name: 'polling:load.title',
    keys: 'fhqx fuhe quxian load curve power demand',
    under: '/polling',
  },
  {
    path: '/alerts',
    load: () => import('./AlertsPage.tsx').then((m) => m.AlertsPage),
    perm: 'readings.read',
    name: 'polling:alerts.title',
    keys: 'bjgj biaoji gaojing meter alerts',
    under: '/polling',
  },
];
