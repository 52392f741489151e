import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { type Outputs, trpc } from '../api.ts';
import { useLiveConnection } from '../live.ts';
import { ChangePasswordScreen } from './ChangePasswordScreen.tsx';
import { FirstRun } from './FirstRun.tsx';
import { LockScreen } from './LockScreen.tsx';
import { LoginScreen } from './LoginScreen.tsx';

export type SessionUser = NonNullable<Outputs['session']['me']>;

/** Decides what may be seen: set-up, login, or the program. A locked session keeps the page mounted underneath. */
export function SessionGate(props: { children: (user: SessionUser) => ReactNode }) {
  const state = useQuery(trpc.station.state.queryOptions());
  const me = useQuery(trpc.session.me.queryOptions(undefined, { enabled: state.data?.isSetUp === true }));
  const user = me.data ?? null;
  useLiveConnection(user !== null && !user.isLocked);

  const failed = state.error ?? me.error;
  if (failed && !user) return <ErrorNote error={failed} onRetry={() => state.refetch()} />;
  if (state.isPending) return <Skeleton active style={{ padding: 48 }} />;
  if (state.data && !state.data.isSetUp) return <FirstRun />;
  if (me.isPending) return <Skeleton active style={{ padding: 48 }} />;
  if (!user) return <LoginScreen station={state.data} />;
  if (user.mustChangePassword && !user.isLocked) return <ChangePasswordScreen user={user} />;
  return (
    <>
      <div inert={user.isLocked} style={{ height: '100%' }}>
        {props.children(user)}
      </div>
      {user.isLocked && <LockScreen user={user} />}
    </>
  );
}
