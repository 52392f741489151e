import { AuditOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/audit',
    load: () => import('./AuditPage.tsx').then((m) => m.AuditPage),
    perm: 'audit.read',
    name: 'audit:title',
    keys: 'sj shenji audit log',
    nav: { group: 'station', icon: <AuditOutlined /> },
  },
];
