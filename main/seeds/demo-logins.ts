import type { Role } from '../shared/permissions.ts';

/** The logins of a demo station, and only of a demo station: a real one has no password anybody could know. */
export const DEMO_LOGINS: readonly {
  loginName: string;
  password: string;
  displayName: string;
  roles: readonly Role[];
  title: string;
}[] = [
  {
    loginName: 'admin',
    password: 'demo-admin-2026',
    displayName: '刘站长',
    roles: ['administrator'],
    title: '管理员 administrator',
  },
  {
    loginName: 'manager',
    password: 'demo-manager-2026',
    displayName: '陈经理',
    roles: ['manager'],
    title: '经理 manager',
  },
  {
    loginName: 'cashier',
    password: 'demo-cashier-2026',
    displayName: '王芳',
    roles: ['cashier'],
    title: '收费员 cashier',
  },
  {
    loginName: 'reader',
    password: 'demo-reader-2026',
    displayName: '李明',
    roles: ['reader'],
    title: '抄表员 meter reader',
  },
  {
    loginName: 'safety',
    password: 'demo-safety-2026',
    displayName: '赵安',
    roles: ['safety-officer'],
    title: '安全员 safety officer',
  },
  { loginName: 'filler', password: 'demo-filler-2026', displayName: '孙强', roles: ['filler'], title: '充装工 filler' },
];
