import { TagsOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/tariffs',
    load: () => import('./TariffsPage.tsx').then((m) => m.TariffsPage),
    perm: 'tariffs.read',
    name: 'tariffs:title',
    keys: 'jgfa jiage fangan tariffs prices',
    nav: { group: 'money', icon: <TagsOutlined /> },
  },
  {
    path: '/tariffs/:tariffId/rehearsal',
    load: () => import('../advice/RehearsalPage.tsx').then((m) => m.RehearsalPage),
    perm: 'tariffs.write',
  },
];
