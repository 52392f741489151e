import { expect, test } from 'vitest';
import { createUser, findSession, login } from '../../../main/modules/users/index.ts';
import { changePassword } from '../../../main/modules/users/sessions.service.ts';
import { isStationError } from '../../../main/shared/error-codes.ts';
import { makeStation, requestId } from '../../support/station.ts';

const refusal = (code: Parameters<typeof isStationError>[1]) =>
  expect.toSatisfy((e: unknown) => isStationError(e, code));

async function makeWang(ann: ReturnType<typeof makeStation>) {
  await createUser(
    ann.station,
    ann.actor('administrator'),
    { loginName: 'wang', displayName: '王芳', roles: ['cashier'], password: 'till-2026-north', requestId: requestId() },
    { mustChangePassword: false },
  );
}

test('a right password opens a session that idles into a lock and ends after twelve hours', async () => {
  await using ann = makeStation();
  await makeWang(ann);
  const { token, user } = await login(ann.station, { loginName: 'wang', password: 'till-2026-north' }, 'lan');
  expect(user).toMatchObject({ displayName: '王芳', roles: ['cashier'], isLocked: false });
  ann.advance(16 * 60_000);
  expect(findSession(ann.station, token)?.user.isLocked).toBe(true);
  ann.advance(12 * 3_600_000);
  expect(findSession(ann.station, token)).toBeUndefined();
});

test('wrong passwords are slowed down by a growing delay, and the right one is refused while it runs', async () => {
  await using ann = makeStation();
  await makeWang(ann);
  for (let i = 0; i < 4; i++)
    await expect(login(ann.station, { loginName: 'wang', password: 'guess' }, 'lan')).rejects.toThrow(
      refusal('login.wrong'),
    );
  await expect(login(ann.station, { loginName: 'wang', password: 'till-2026-north' }, 'lan')).rejects.toThrow(
    refusal('login.wait'),
  );
  ann.advance(2100);
  await login(ann.station, { loginName: 'wang', password: 'till-2026-north' }, 'lan');
});

test('guesses sent all at once are slowed down like guesses one by one, even when the right one is among them', async () => {
  await using ann = makeStation();
  await makeWang(ann);
  const guesses = ['guess', 'guess', 'guess', 'guess', 'guess', 'guess', 'guess', 'guess'];
  const answers = await Promise.allSettled(
    guesses.map((password) => login(ann.station, { loginName: 'wang', password }, 'lan')),
  );
  const codes = answers.map((answer) => answer.status === 'rejected' && answer.reason.code);
  expect(codes.filter((code) => code === 'login.wrong')).toHaveLength(4);
  expect(codes.filter((code) => code === 'login.wait')).toHaveLength(4);
});

test('a crowd of logins is turned away instead of queueing for the processor', async () => {
  await using ann = makeStation();
  const answers = await Promise.allSettled(
    Array.from({ length: 40 }, (_, i) => login(ann.station, { loginName: `nobody${i}`, password: 'guess' }, 'lan')),
  );
  const codes = answers.map((answer) => answer.status === 'rejected' && answer.reason.code);
  expect(codes.filter((code) => code === 'login.wait').length).toBeGreaterThanOrEqual(20);
});

test('guessing the old password in an open session is slowed down too', async () => {
  await using ann = makeStation();
  await makeWang(ann);
  const { token } = await login(ann.station, { loginName: 'wang', password: 'till-2026-north' }, 'lan');
  const session = findSession(ann.station, token);
  if (!session) throw new Error('no session');
  const guess = (oldPassword: string) =>
    changePassword(ann.station, session, { oldPassword, newPassword: 'till-2027-north' });
  for (let i = 0; i < 4; i++) await expect(guess('guess')).rejects.toThrow(refusal('password.wrong'));
  await expect(guess('till-2026-north')).rejects.toThrow(refusal('login.wait'));
  ann.advance(2100);
  await guess('till-2026-north');
});

test('set-up happens once', async () => {
  await using ann = makeStation();
  const setUp = () =>
    ann.asNobody().station.setUp({
      stationName: '城北液化气站',
      kind: 'gas-station',
      loginName: 'boss',
      displayName: '刘站长',
      password: 'north-gas-2026',
      requestId: requestId(),
    });
  await setUp();
  await expect(setUp()).rejects.toMatchObject({ cause: { code: 'station.already-set-up' } });
  expect(await ann.asNobody().station.state()).toMatchObject({ isSetUp: true, name: '城北液化气站' });
});

test('a cashier may not manage users', async () => {
  await using ann = makeStation();
  await expect(ann.as('cashier').users.list()).rejects.toMatchObject({ cause: { code: 'permission.denied' } });
});
