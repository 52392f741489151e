import { CalendarOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/ledger/periods',
    load: () => import('./PeriodsPage.tsx').then((m) => m.PeriodsPage),
    perm: 'ledger.read',
    name: 'periods:title',
    keys: 'jz jiezhang fanjiezhang close closing periods',
    nav: { group: 'money', icon: <CalendarOutlined /> },
  },
];
