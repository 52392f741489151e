import { expect, test } from 'vitest';
import { findSession, login } from '../../../main/modules/users/index.ts';
import type { Role } from '../../../main/shared/permissions.ts';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';

const PASSWORD = 'till-2026-north';

function make(ann: TestStation, loginName: string, roles: Role[] = ['cashier']) {
  return ann
    .as('administrator')
    .users.create({ loginName, displayName: loginName, roles, password: PASSWORD, requestId: requestId() });
}

const refused = (code: string) => ({ cause: { code } });

test('a new user must choose a password of their own at the first login', async () => {
  await using ann = makeStation();
  await make(ann, 'wang');
  const { user } = await login(ann.station, { loginName: 'WANG', password: PASSWORD }, 'window');
  expect(user).toMatchObject({ loginName: 'wang', mustChangePassword: true });
  expect((await ann.as('administrator').users.list()).find((row) => row.loginName === 'wang')).toMatchObject({
    lastLoginAt: ann.now(),
    isActive: true,
  });
});

test('until then nothing else is done for them, whichever way it is asked', async () => {
  await using ann = makeStation();
  await make(ann, 'wang');
  const { token } = await login(ann.station, { loginName: 'wang', password: PASSWORD }, 'window');
  const wang = () => ann.with(findSession(ann.station, token));
  await expect(wang().cashier.scan({ code: '1' })).rejects.toMatchObject(refused('password.must-change'));
  await expect(wang().print.preview({ document: { kind: 'takings', lang: 'zh-CN' } })).rejects.toMatchObject(
    refused('password.must-change'),
  );
  await wang().session.changePassword({ oldPassword: PASSWORD, newPassword: 'only-wang-knows-1' });
  expect(await wang().cashier.scan({ code: '1' })).toBeNull();
});

test('a login name is taken once, whatever its case, and a guessable password is refused', async () => {
  await using ann = makeStation();
  await make(ann, 'wang');
  await expect(make(ann, 'Wang')).rejects.toMatchObject(refused('user.name-taken'));
  const weak = {
    loginName: 'li',
    displayName: '李',
    roles: ['reader' as const],
    password: '12345678',
    requestId: requestId(),
  };
  await expect(ann.as('administrator').users.create(weak)).rejects.toMatchObject(refused('password.weak'));
});

test('a repeated request makes one user', async () => {
  await using ann = makeStation();
  const command = {
    loginName: 'wang',
    displayName: '王芳',
    roles: ['cashier' as const],
    password: PASSWORD,
    requestId: requestId(),
  };
  const first = await ann.as('administrator').users.create(command);
  expect(await ann.as('administrator').users.create(command)).toBe(first);
});

test('switching a user off ends their sessions at once, and they cannot log in again', async () => {
  await using ann = makeStation();
  const userId = await make(ann, 'wang');
  const { token } = await login(ann.station, { loginName: 'wang', password: PASSWORD }, 'lan');
  await ann.as('administrator').users.update({ userId, displayName: '王芳', roles: ['cashier'], isActive: false });
  expect(findSession(ann.station, token)).toBeUndefined();
  await expect(login(ann.station, { loginName: 'wang', password: PASSWORD }, 'lan')).rejects.toThrow('login.wrong');
});

test('the last administrator can neither be switched off nor demoted', async () => {
  await using ann = makeStation();
  const userId = ann.actor('administrator').userId;
  if (!userId) throw new Error('an administrator has an id');
  const change = (roles: Role[], isActive: boolean) =>
    ann.as('administrator').users.update({ userId, displayName: '刘', roles, isActive });
  await expect(change(['administrator'], false)).rejects.toMatchObject(refused('user.last-administrator'));
  await expect(change(['manager'], true)).rejects.toMatchObject(refused('user.last-administrator'));
  await make(ann, 'second', ['administrator']);
  await change(['manager'], true);
});

test('a reset password ends the sessions and must be changed', async () => {
  await using ann = makeStation();
  const userId = await make(ann, 'wang');
  const { token } = await login(ann.station, { loginName: 'wang', password: PASSWORD }, 'lan');
  await ann.as('administrator').users.resetPassword({ userId, newPassword: 'another-2026-north' });
  expect(findSession(ann.station, token)).toBeUndefined();
  const again = await login(ann.station, { loginName: 'wang', password: 'another-2026-north' }, 'lan');
  expect(again.user.mustChangePassword).toBe(true);
});

test('no password reaches the audit trail', async () => {
  await using ann = makeStation();
  const userId = await make(ann, 'wang');
  await ann.as('administrator').users.resetPassword({ userId, newPassword: 'another-2026-north' });
  await login(ann.station, { loginName: 'wang', password: 'another-2026-north' }, 'lan');
  const { rows } = await ann.as('manager').audit.list({});
  const whole = await Promise.all(rows.map(({ id }) => ann.as('manager').audit.get({ id })));
  expect(whole).toHaveLength(3);
  expect(JSON.stringify(whole)).not.toMatch(/2026-north|scrypt/);
});
