import { SafetyCertificateOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/accuracy',
    load: () => import('./AccuracyPage.tsx').then((m) => m.AccuracyPage),
    perm: 'meters.read',
    nav: { group: 'meters', label: 'accuracy:title', icon: <SafetyCertificateOutlined /> },
  },
];
