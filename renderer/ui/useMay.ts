import { useQuery } from '@tanstack/react-query';
import { isAllowed, type Permission } from '../../main/shared/permissions.ts';
import { trpc } from '../app/api.ts';

/** Whether the person at the screen may do something: what they may not do is not offered. */
export function useMay(permission: Permission): boolean {
  const me = useQuery(trpc.session.me.queryOptions());
  return me.data ? isAllowed(me.data.roles, permission) : false;
}
