import { useMutation } from '@tanstack/react-query';
import { useCallback } from 'react';
import { keepToken, queryClient, trpc } from '../api.ts';

/**
 * Covers the screen at once and tells the station after that: a lock must not wait for an answer. The station locks
 * an idle session by itself as well.
 */
export function useLock(): () => void {
  const { mutate } = useMutation(trpc.session.lock.mutationOptions());
  return useCallback(() => {
    queryClient.setQueryData(trpc.session.me.queryKey(), (before) => before && { ...before, isLocked: true });
    mutate();
  }, [mutate]);
}

/** Ends the session and forgets everything shown. */
export function useLogout(): { logout: () => void; isPending: boolean } {
  const { mutate, isPending } = useMutation(
    trpc.session.logout.mutationOptions({
      onSettled: () => {
        keepToken(null);
        sessionStorage.clear();
        location.assign('/');
      },
    }),
  );
  return { logout: () => mutate(), isPending };
}
