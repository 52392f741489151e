import { AuditOutlined, FileSearchOutlined, HomeOutlined, WarningOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/safety/patrol',
    load: () => import('./PatrolPage.tsx').then((m) => m.PatrolPage),
    perm: 'safety.write',
    name: 'safety:nav.patrol',
    keys: 'xj xunjian patrol',
    nav: { group: 'safety', icon: <AuditOutlined /> },
  },
  {
    path: '/safety/inspection',
    load: () => import('./VisitPage.tsx').then((m) => m.VisitPage),
    perm: 'safety.write',
    name: 'safety:nav.visit',
    keys: 'rhaj ruhu anjian household inspection',
    nav: { group: 'safety', icon: <HomeOutlined /> },
  },
  {
    path: '/safety/hazards',
    load: () => import('./HazardsPage.tsx').then((m) => m.HazardsPage),
    perm: 'safety.read',
    name: 'safety:nav.hazards',
    keys: 'yh yinhuan hazards',
    nav: { group: 'safety', icon: <WarningOutlined /> },
  },
  {
    path: '/safety/inspections',
    load: () => import('./InspectionsPage.tsx').then((m) => m.InspectionsPage),
    perm: 'safety.read',
    name: 'safety:nav.inspections',
    keys: 'jcjl jiancha jilu inspections records',
    nav: { group: 'safety', icon: <FileSearchOutlined /> },
  },
];
