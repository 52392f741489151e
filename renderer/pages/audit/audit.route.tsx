import { AuditOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/audit',
    load: () => import('./AuditPage.tsx').then((m) => m.AuditPage),
    perm: 'audit.read',
    nav: { group: 'station', label: 'audit:title', icon: <AuditOutlined /> },
  },
];
