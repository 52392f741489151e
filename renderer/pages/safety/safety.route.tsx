import { AuditOutlined, FileSearchOutlined, HomeOutlined, WarningOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/safety/patrol',
    load: () => import('./PatrolPage.tsx').then((m) => m.PatrolPage),
    perm: 'safety.write',
    nav: { group: 'safety', label: 'safety:nav.patrol', icon: <AuditOutlined /> },
  },
  {
    path: '/safety/inspection',
    load: () => import('./VisitPage.tsx').then((m) => m.VisitPage),
    perm: 'safety.write',
    nav: { group: 'safety', label: 'safety:nav.visit', icon: <HomeOutlined /> },
  },
  {
    path: '/safety/hazards',
    load: () => import('./HazardsPage.tsx').then((m) => m.HazardsPage),
    perm: 'safety.read',
    nav: { group: 'safety', label: 'safety:nav.hazards', icon: <WarningOutlined /> },
  },
  {
    path: '/safety/inspections',
    load: () => import('./InspectionsPage.tsx').then((m) => m.InspectionsPage),
    perm: 'safety.read',
    nav: { group: 'safety', label: 'safety:nav.inspections', icon: <FileSearchOutlined /> },
  },
];
