import { TagsOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/tariffs',
    load: () => import('./TariffsPage.tsx').then((m) => m.TariffsPage),
    perm: 'tariffs.read',
    nav: { group: 'money', label: 'tariffs:title', icon: <TagsOutlined /> },
  },
  {
    path: '/tariffs/:tariffId/rehearsal',
    load: () => import('../advice/RehearsalPage.tsx').then((m) => m.RehearsalPage),
    perm: 'tariffs.write',
  },
];
