import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client';
import superjson from 'superjson';
import type { AppRouter } from '../../../../main/api/router.ts';

/** A network that neither answers nor breaks must not keep what waits from being tried again. */
const PATIENCE_MS = 30_000;

export const station = createTRPCClient<AppRouter>({
  links: [
    httpBatchLink({
      url: new URL('/trpc', location.href).href,
      transformer: superjson,
      fetch: (url, options) => fetch(url, { ...(options as RequestInit), signal: AbortSignal.timeout(PATIENCE_MS) }),
    }),
  ],
});

/** The station's refusal; undefined when it was not reached at all. */
export function refusalOf(error: unknown): { code: string; params: Record<string, string | number> } | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  return (error.data as { station?: { code: string; params: Record<string, string | number> } } | null)?.station;
}

const SESSION_CODES = new Set(['session.required', 'session.locked', 'password.must-change']);

export function asksForLogin(error: unknown): boolean {
  return SESSION_CODES.has(refusalOf(error)?.code ?? '');
}
