/// <reference path="../../preload/window.d.ts" />
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink, TRPCClientError } from '@trpc/client';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import superjson from 'superjson';
import type { AppRouter } from '../../main/api/router.ts';
import { newId } from './ids.ts';

export type Inputs = inferRouterInputs<AppRouter>;
export type Outputs = inferRouterOutputs<AppRouter>;

const TOKEN_KEY = 'stationdesk.token';
const isWindow = window.stationdesk !== undefined;

/** The desktop window carries its session token itself: cookies on a custom scheme are not to be relied on. */
function token(): string | undefined {
  return isWindow ? (sessionStorage.getItem(TOKEN_KEY) ?? undefined) : undefined;
}

export function keepToken(value: string | null): void {
  if (value) sessionStorage.setItem(TOKEN_KEY, value);
  else sessionStorage.removeItem(TOKEN_KEY);
}

const url = new URL('/trpc', location.href).href;

export const client = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: (op) => op.type === 'subscription',
      true: httpSubscriptionLink({ url, transformer: superjson, connectionParams: () => ({ token: token() ?? '' }) }),
      false: httpBatchLink({
        url,
        transformer: superjson,
        headers: () => (token() ? { authorization: `Bearer ${token()}` } : {}),
      }),
    }),
  ],
});

/** Refusals that mean the screen must ask for a password again. */
const SESSION_CODES = new Set(['session.required', 'session.locked']);

function askWhoIsThere(error: unknown): void {
  if (SESSION_CODES.has(stationError(error)?.code ?? ''))
    queryClient.invalidateQueries({ queryKey: trpc.session.me.queryKey() });
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: askWhoIsThere }),
  mutationCache: new MutationCache({ onError: askWhoIsThere }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => count < 2 && stationError(error) === undefined,
      refetchOnWindowFocus: false,
    },
    mutations: { retry: false },
  },
});

/** `useQuery(trpc.users.list.queryOptions())`, `useMutation(trpc.users.create.mutationOptions())`. */
export const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient });

export interface StationErrorData {
  readonly code: string;
  readonly params: Record<string, string | number>;
}

/** The station's refusal inside a tRPC error; undefined for a lost connection or anything else. */
export function stationError(error: unknown): StationErrorData | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  return (error.data as { station?: StationErrorData } | null | undefined)?.station;
}

/** One id an intended action: make it when the form opens, renew it after success, keep it across retries. */
export function newRequestId(): string {
  return newId();
}
