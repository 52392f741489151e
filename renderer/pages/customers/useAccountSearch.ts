import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Outputs, trpc } from '../../app/api.ts';

export type SearchHit = Outputs['customers']['search'][number];

/** Shorter than the gap between two keys of a fast typist: a burst of a scanner asks once, a person sees every letter. */
const DEBOUNCE_MS = 30;

/** A value once it has stood still for a moment. */
export function useSettled<T>(value: T, delayMs = DEBOUNCE_MS): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return settled;
}

/**
 * What the search box shows for a text. `isCurrent` is false while the hits still belong to an earlier text: Enter
 * must then wait for the right ones.
 */
export function useAccountSearch(text: string) {
  const typed = text.trim();
  const asked = useSettled(typed);
  const query = useQuery(
    trpc.customers.search.queryOptions({ text: asked }, { enabled: asked !== '', placeholderData: keepPreviousData }),
  );
  const isCurrent = asked === typed && !query.isPlaceholderData && !query.isFetching;
  const hits: readonly SearchHit[] = typed && asked ? (query.data ?? []) : [];
  return { hits, isCurrent, error: query.error, hasAnswer: query.data !== undefined };
}
