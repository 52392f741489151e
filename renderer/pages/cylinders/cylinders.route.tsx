import { AlertOutlined, DashboardOutlined, DatabaseOutlined, ProfileOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/filling',
    load: () => import('./FillingPage.tsx').then((m) => m.FillingPage),
    perm: 'filling.record',
    kind: 'gas-station',
    nav: { group: 'cylinders', label: 'cylinders:nav.filling', icon: <DashboardOutlined /> },
  },
  {
    path: '/fillings',
    load: () => import('./FillingsPage.tsx').then((m) => m.FillingsPage),
    perm: 'cylinders.read',
    kind: 'gas-station',
    nav: { group: 'cylinders', label: 'cylinders:nav.fillings', icon: <ProfileOutlined /> },
  },
  {
    path: '/cylinders',
    load: () => import('./CylindersPage.tsx').then((m) => m.CylindersPage),
    perm: 'cylinders.read',
    kind: 'gas-station',
    nav: { group: 'cylinders', label: 'cylinders:nav.register', icon: <DatabaseOutlined /> },
  },
  {
    path: '/cylinders-due',
    load: () => import('./DuePage.tsx').then((m) => m.DuePage),
    perm: 'cylinders.read',
    kind: 'gas-station',
    nav: { group: 'cylinders', label: 'cylinders:nav.due', icon: <AlertOutlined /> },
  },
  {
    path: '/cylinder-types',
    load: () => import('./TypesPage.tsx').then((m) => m.TypesPage),
    perm: 'cylinders.rules',
    kind: 'gas-station',
  },
  {
    path: '/cylinders/:cylinderId',
    load: () => import('./CylinderPage.tsx').then((m) => m.CylinderPage),
    perm: 'cylinders.read',
    kind: 'gas-station',
  },
];
