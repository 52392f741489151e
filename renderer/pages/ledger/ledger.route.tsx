import { BookOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/ledger',
    load: () => import('./LedgerPage.tsx').then((m) => m.LedgerPage),
    perm: 'ledger.read',
    name: 'ledger:title',
    keys: 'zz zongzhang rjz rijizhang sspb shisuan pingheng ledger journal trial balance',
    nav: { group: 'money', icon: <BookOutlined /> },
  },
];
