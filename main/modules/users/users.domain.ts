/** Sessions end twelve hours after login whatever happens; fifteen idle minutes lock the screen. */
export const SESSION_MAX_MS = 12 * 3_600_000;
export const IDLE_LOCK_MS = 15 * 60_000;

const FREE_ATTEMPTS = 4;
const LONGEST_WAIT_MS = 15 * 60_000;

/**
 * Wait after a wrong password: none for the first four, then 2 s doubling to a quarter of an hour. The delay grows and
 * never becomes a permanent lock-out, so that a stranger on the network cannot shut the owner out (ASVS 6.1.1).
 */
export function waitAfterFailures(failures: number): number {
  if (failures < FREE_ATTEMPTS) return 0;
  return Math.min(LONGEST_WAIT_MS, 1000 * 2 ** (failures - FREE_ATTEMPTS + 1));
}

/** The passwords an attacker tries first; a longer list does not help a four-person office. */
const COMMON = new Set([
  '12345678',
  '123456789',
  '1234567890',
  '87654321',
  '11111111',
  '00000000',
  '88888888',
  '66666666',
  'password',
  'password1',
  'qwertyui',
  'qwerty123',
  'admin123',
  'administrator',
  'abc12345',
  'a1234567',
  'woaini1314',
  'stationdesk',
]);

export function isWeakPassword(password: string, loginName: string): boolean {
  const lowered = password.toLowerCase();
  return COMMON.has(lowered) || lowered === loginName.toLowerCase() || new Set(lowered).size < 3;
}
