import { DashboardOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/readings',
    load: () => import('./ReadingsPage.tsx').then((m) => m.ReadingsPage),
    perm: 'readings.read',
    nav: { group: 'meters', label: 'readings:title', icon: <DashboardOutlined /> },
  },
  {
    path: '/readings/review',
    load: () => import('./ReviewPage.tsx').then((m) => m.ReviewPage),
    perm: 'readings.read',
  },
];
