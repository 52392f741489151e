import { BookOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/ledger',
    load: () => import('./LedgerPage.tsx').then((m) => m.LedgerPage),
    perm: 'ledger.read',
    nav: { group: 'money', label: 'ledger:title', icon: <BookOutlined /> },
  },
];
