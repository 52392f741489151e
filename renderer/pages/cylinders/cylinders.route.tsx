import { AlertOutlined, DashboardOutlined, DatabaseOutlined, ProfileOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/filling',
    load: () => import('./FillingPage.tsx').then((m) => m.FillingPage),
    perm: 'filling.record',
    name: 'cylinders:nav.filling',
    keys: 'cz chongzhuang filling',
    kind: 'gas-station',
    nav: { group: 'cylinders', icon: <DashboardOutlined /> },
  },
  {
    path: '/fillings',
    load: () => import('./FillingsPage.tsx').then((m) => m.FillingsPage),
    perm: 'cylinders.read',
    name: 'cylinders:nav.fillings',
    keys: 'czjl chongzhuang jilu fillings',
    kind: 'gas-station',
    nav: { group: 'cylinders', icon: <ProfileOutlined /> },
  },
  {
    path: '/cylinders',
    load: () => import('./CylindersPage.tsx').then((m) => m.CylindersPage),
    perm: 'cylinders.read',
    name: 'cylinders:nav.register',
    keys: 'qpda qiping dangan cylinders register',
    kind: 'gas-station',
    nav: { group: 'cylinders', icon: <DatabaseOutlined /> },
  },
  {
    path: '/cylinders-due',
    load: () => import('./DuePage.tsx').then((m) => m.DuePage),
    perm: 'cylinders.read',
    name: 'cylinders:nav.due',
    keys: 'dqqp daoqi qiping due overdue cylinders',
    kind: 'gas-station',
    nav: { group: 'cylinders', icon: <AlertOutlined /> },
  },
  {
    path: '/cylinder-types',
    load: () => import('./TypesPage.tsx').then((m) => m.TypesPage),
    perm: 'cylinders.rules',
    name: 'cylinders:types.title',
    keys: 'xhygz xinghao guize types and rules cylinder',
    kind: 'gas-station',
    under: '/cylinders',
  },
  {
    path: '/cylinders/:cylinderId',
    load: () => import('./CylinderPage.tsx').then((m) => m.CylinderPage),
    perm: 'cylinders.read',
    kind: 'gas-station',
  },
];
