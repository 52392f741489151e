import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/import',
    load: () => import('./ImportPage.tsx').then((m) => m.ImportPage),
    perm: 'customers.import',
    name: 'import:title',
    keys: 'pldr piliang daoru import excel csv',
    under: '/customers',
  },
];
