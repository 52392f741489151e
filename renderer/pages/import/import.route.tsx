import { ImportOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/import',
    load: () => import('./ImportPage.tsx').then((m) => m.ImportPage),
    perm: 'customers.import',
    nav: { group: 'station', label: 'import:title', icon: <ImportOutlined /> },
  },
];
