import { SettingOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/settings',
    load: () => import('./SettingsPage.tsx').then((m) => m.SettingsPage),
    perm: 'station.backup',
    name: 'station:title',
    keys: 'zdsz zhandian shezhi settings station backup',
    nav: { group: 'station', icon: <SettingOutlined /> },
  },
];
