import { CalendarOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/ledger/periods',
    load: () => import('./PeriodsPage.tsx').then((m) => m.PeriodsPage),
    perm: 'ledger.read',
    nav: { group: 'money', label: 'periods:title', icon: <CalendarOutlined /> },
  },
];
