import { BarChartOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/reports/monthly',
    load: () => import('./MonthlyPage.tsx').then((m) => m.MonthlyPage),
    perm: 'reports.read',
    name: 'reports:title',
    keys: 'yb yuebao monthly report',
    nav: { group: 'money', icon: <BarChartOutlined /> },
  },
];
