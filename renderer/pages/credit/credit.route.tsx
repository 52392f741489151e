import type { PageRoute } from '../../app/route.types.ts';

/** Reached from the list of accounts. */
export const routes: readonly PageRoute[] = [
  {
    path: '/low-balances',
    load: () => import('./LowBalancesPage.tsx').then((m) => m.LowBalancesPage),
    perm: 'cashier.read',
    name: 'credit:low.title',
    keys: 'yebz yue buzu low balances credit',
    under: '/customers',
  },
];
