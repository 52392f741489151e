import { SettingOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/settings',
    load: () => import('./SettingsPage.tsx').then((m) => m.SettingsPage),
    perm: 'station.backup',
    nav: { group: 'station', label: 'station:title', icon: <SettingOutlined /> },
  },
];
