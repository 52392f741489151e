import { useSyncExternalStore } from 'react';
import type { ColourMode } from './theme.ts';

export type Lang = 'zh-CN' | 'en';

export interface Preferences {
  readonly lang: Lang;
  readonly mode: ColourMode;
}

const KEY = 'stationdesk.preferences';
const listeners = new Set<() => void>();
let current: Preferences = read();

function read(): Preferences {
  const fallback: Preferences = {
    lang: 'zh-CN',
    mode: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  };
  try {
    return { ...fallback, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>) };
  } catch {
    return fallback;
  }
}

export function preferences(): Preferences {
  return current;
}

export function savePreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  localStorage.setItem(KEY, JSON.stringify(current));
  for (const listener of listeners) listener();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
