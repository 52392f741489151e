import { expect, test, vi } from 'vitest';
import { appRouter } from '../../../main/api/router.ts';
import type { Context } from '../../../main/api/trpc.ts';
import { createUser, findSession, login } from '../../../main/modules/users/index.ts';
import { makeStation, requestId } from '../../support/station.ts';

test('the live stream ends soon after its session does', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    await using ann = makeStation();
    const { station } = ann;
    await createUser(
      station,
      ann.actor('administrator'),
      {
        loginName: 'wang',
        displayName: '王芳',
        roles: ['cashier'],
        password: 'till-2026-north',
        requestId: requestId(),
      },
      { mustChangePassword: false },
    );
    const { token } = await login(station, { loginName: 'wang', password: 'till-2026-north' }, 'lan');
    const session = findSession(station, token);
    if (!session) throw new Error('just opened');
    const context: Context = {
      station,
      session,
      door: 'lan',
      setSessionCookie: () => undefined,
      requireSession: () => session,
      reportBug: () => undefined,
    };
    const wang = appRouter.createCaller(context);
    const stream = (await wang.live.messages())[Symbol.asyncIterator]();
    const first = stream.next();
    station.live.publish({ topic: 'device', deviceId: 1 });
    expect((await first).value).toMatchObject({ topic: 'device' });
    await wang.session.logout();
    const end = stream.next();
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await end).done).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});
