import { DashboardOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/readings',
    load: () => import('./ReadingsPage.tsx').then((m) => m.ReadingsPage),
    perm: 'readings.read',
    name: 'readings:title',
    keys: 'cb chaobiao readings',
    nav: { group: 'meters', icon: <DashboardOutlined /> },
  },
  {
    path: '/readings/review',
    load: () => import('./ReviewPage.tsx').then((m) => m.ReviewPage),
    perm: 'readings.read',
    name: 'readings:review',
    keys: 'dsfh dushu fuhe review readings doubtful queue',
  },
];
