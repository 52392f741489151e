import { PartitionOutlined } from '@ant-design/icons';
import type { PageRoute } from '../../app/route.types.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/sharing',
    load: () => import('./SharingPage.tsx').then((m) => m.SharingPage),
    perm: 'sharing.read',
    name: 'sharing:title',
    keys: 'gt gongtan sharing shared loss',
    nav: { group: 'money', icon: <PartitionOutlined /> },
  },
  {
    path: '/sharing/:groupId',
    load: () => import('./GroupPage.tsx').then((m) => m.GroupPage),
    perm: 'sharing.read',
  },
];
