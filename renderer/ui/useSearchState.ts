import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { z } from 'zod';

/**
 * Filters that live in the address. The schema gives every field a default; a wrong value in the address falls back
 * to it. Setting a field to its default removes it from the address.
 */
export function useSearchState<S extends z.ZodObject>(schema: S): [z.infer<S>, (change: Partial<z.infer<S>>) => void] {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => {
    const parsed = schema.safeParse(Object.fromEntries(params));
    return parsed.success ? parsed.data : schema.parse({});
  }, [params, schema]);
  const change = useCallback(
    (part: Partial<z.infer<S>>) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          const defaults = schema.parse({}) as Record<string, unknown>;
          for (const [key, value] of Object.entries(part)) {
            if (value === undefined || value === '' || value === defaults[key]) next.delete(key);
            else next.set(key, String(value));
          }
          return next;
        },
        { replace: true },
      ),
    [setParams, schema],
  );
  return [state, change];
}
