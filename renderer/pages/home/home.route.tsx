import { HomeOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/',
    load: () => import('./HomePage.tsx').then((m) => m.HomePage),
    perm: 'station.read',
    nav: { group: 'counter', label: 'home:title', icon: <HomeOutlined /> },
  },
];
