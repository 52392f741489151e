import { HomeOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/',
    load: () => import('./HomePage.tsx').then((m) => m.HomePage),
    perm: 'station.read',
    name: 'home:title',
    keys: 'sy shouye home today',
    nav: { group: 'counter', icon: <HomeOutlined /> },
  },
];
