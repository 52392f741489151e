import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/commissioning',
    load: () => import('./CommissioningPage.tsx').then((m) => m.CommissioningPage),
    perm: 'devices.write',
    name: 'commissioning:title',
    keys: 'bjjr biaoji jieru commissioning discovery find meters',
    under: '/meters',
  },
];
