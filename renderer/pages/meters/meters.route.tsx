import { HddOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/meters',
    load: () => import('./MetersPage.tsx').then((m) => m.MetersPage),
    perm: 'meters.read',
    name: 'meters:title',
    keys: 'bj biaoji meters',
    nav: { group: 'meters', icon: <HddOutlined /> },
  },
  {
    path: '/meters/new',
    load: () => import('./NewMeterPage.tsx').then((m) => m.NewMeterPage),
    perm: 'meters.write',
    name: 'meters:create',
    keys: 'djxb dengji xinbiao register a meter new',
  },
  {
    path: '/meters/:meterId',
    load: () => import('./MeterPage.tsx').then((m) => m.MeterPage),
    perm: 'meters.read',
  },
];
