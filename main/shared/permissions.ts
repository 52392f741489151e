/** Roles as they are named in Chinese stations: 管理员, 经理, 收费员, 抄表员, 安全员, 充装工, 用户. */
export const ROLES = ['administrator', 'manager', 'cashier', 'reader', 'safety-officer', 'filler', 'resident'] as const;
export type Role = (typeof ROLES)[number];

const STAFF: readonly Role[] = ['administrator', 'manager', 'cashier', 'reader', 'safety-officer', 'filler'];
const MONEY: readonly Role[] = ['administrator', 'manager', 'cashier'];
const LEADERS: readonly Role[] = ['administrator', 'manager'];

/** Which roles may do what. One row a permission; every procedure names one. */
export const PERMISSIONS = {
  'session.own': [...STAFF, 'resident'],
  'station.read': STAFF,
  'station.settings': ['administrator'],
  'station.backup': LEADERS,
  'users.manage': ['administrator'],
  'audit.read': LEADERS,
  'customers.read': STAFF,
  'customers.write': MONEY,
  'accounts.traits': MONEY,
  'customers.import': LEADERS,
  'meters.read': STAFF,
  'meters.write': LEADERS,
  'readings.read': STAFF,
  'readings.write': ['administrator', 'manager', 'cashier', 'reader'],
  'readings.review': LEADERS,
  'rounds.plan': LEADERS,
  'rounds.walk': ['administrator', 'manager', 'cashier', 'reader'],
  'tariffs.read': STAFF,
  'tariffs.write': LEADERS,
  'billing.read': STAFF,
  'billing.run': LEADERS,
  'billing.approve': LEADERS,
  'billing.cancel': LEADERS,
  'billing.correct': LEADERS,
  'billing.adjust': LEADERS,
  'billing.late-fees': LEADERS,
  'sharing.read': STAFF,
  'sharing.write': LEADERS,
  'dunning.read': STAFF,
  'dunning.act': MONEY,
  'dunning.mark': MONEY,
  'dunning.protect': LEADERS,
  'dunning.rules': LEADERS,
  'messages.settings': ['administrator'],
  'suspension.propose': MONEY,
  'suspension.confirm': LEADERS,
  'suspension.report': ['administrator', 'manager', 'reader'],
  'ledger.read': LEADERS,
  'ledger.reverse': LEADERS,
  'ledger.map': LEADERS,
  'ledger.close': LEADERS,
  'ledger.settle': LEADERS,
  'cashier.read': MONEY,
  'cashier.take': MONEY,
  'cashier.reverse': LEADERS,
  /** A cashier up to the station's limit a day; without one with 'cashier.refund-any'. */
  'cashier.refund': MONEY,
  'cashier.refund-any': LEADERS,
  'cashier.return-deposit': MONEY,
  'reports.read': LEADERS,
  'devices.read': STAFF,
  'devices.write': LEADERS,
  'cylinders.read': STAFF,
  'cylinders.write': ['administrator', 'manager', 'filler', 'safety-officer'],
  'cylinders.rules': LEADERS,
  'filling.record': ['administrator', 'manager', 'filler'],
  'safety.read': STAFF,
  'safety.write': ['administrator', 'manager', 'safety-officer'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

export function isAllowed(roles: readonly Role[], permission: Permission): boolean {
  const allowed: readonly Role[] = PERMISSIONS[permission];
  return roles.some((role) => allowed.includes(role));
}
