import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { type ReactNode, useState } from 'react';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { trpc } from '../api.ts';
import { useLiveConnection } from '../live.ts';
import { ChangePasswordScreen } from './ChangePasswordScreen.tsx';
import { ExpiredScreen } from './ExpiredScreen.tsx';
import { FirstRun } from './FirstRun.tsx';
import { LockScreen } from './LockScreen.tsx';
import { LoginScreen } from './LoginScreen.tsx';
import type { SessionUser } from './session-user.ts';

/**
 * Decides what may be seen: set-up, login, or the program. A locked or ended session keeps the page mounted under its
 * cover, with everything typed.
 */
export function SessionGate(props: { children: (user: SessionUser) => ReactNode }) {
  const state = useQuery(trpc.station.state.queryOptions());
  const me = useQuery(trpc.session.me.queryOptions(undefined, { enabled: state.data?.isSetUp === true }));
  const [atWork, setAtWork] = useState<SessionUser | null>(null);
  const user = me.data ?? null;
  const isInside = user !== null && !user.mustChangePassword;
  if (isInside && user !== atWork) setAtWork(user);
  useLiveConnection(isInside && !user.isLocked);

  const failed = state.error ?? me.error;
  if (failed && !atWork && !user) {
    return (
      <div style={{ padding: 48 }}>
        <ErrorNote error={failed} onRetry={() => (state.error ? state.refetch() : me.refetch())} />
      </div>
    );
  }
  if (state.isPending) return <Skeleton active style={{ padding: 48 }} />;
  if (state.data && !state.data.isSetUp) return <FirstRun canOpenDemo={state.data.canOpenDemo} />;
  if (me.isPending) return <Skeleton active style={{ padding: 48 }} />;
  if (user?.mustChangePassword && !user.isLocked) return <ChangePasswordScreen user={user} />;
  const shown = user ?? atWork;
  if (!shown) return <LoginScreen station={state.data} />;
  return (
    <>
      {props.children(shown)}
      {!user && <ExpiredScreen user={shown} />}
      {user?.isLocked && <LockScreen user={user} />}
    </>
  );
}
