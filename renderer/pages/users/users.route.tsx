import { TeamOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/users',
    load: () => import('./UsersPage.tsx').then((m) => m.UsersPage),
    perm: 'users.manage',
    name: 'users:title',
    keys: 'yh yonghu users roles',
    nav: { group: 'station', icon: <TeamOutlined /> },
  },
];
