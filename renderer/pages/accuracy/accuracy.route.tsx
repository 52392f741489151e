import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/accuracy',
    load: () => import('./AccuracyPage.tsx').then((m) => m.AccuracyPage),
    perm: 'meters.read',
    name: 'accuracy:title',
    keys: 'jlyfq jiliang fangqie accuracy tamper seals calibration error test',
    under: '/meters',
  },
];
