import { ApiOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/devices',
    load: () => import('./DevicesPage.tsx').then((m) => m.DevicesPage),
    perm: 'devices.read',
    name: 'devices:title',
    keys: 'sb shebei devices',
    nav: { group: 'station', icon: <ApiOutlined /> },
  },
];
