import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';

/** Filters live in the address; whoever comes back by the rail finds them as they were left. */
export function useKeptSearch(key: string): void {
  const [params, setParams] = useSearchParams();
  const isFirst = useRef(true);
  const text = params.toString();
  useEffect(() => {
    const kept = localStorage.getItem(key);
    if (isFirst.current && text === '' && kept) setParams(kept, { replace: true });
    else localStorage.setItem(key, text);
    isFirst.current = false;
  }, [key, text, setParams]);
}
