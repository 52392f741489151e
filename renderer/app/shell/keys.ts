import { useEffect, useRef } from 'react';

/** A key anywhere in the program: "k" with Ctrl (or ⌘ on a Mac), or a plain one outside of fields. */
export interface GlobalKey {
  readonly key: string;
  readonly withCtrl: boolean;
  run(): void;
}

/** Whether keys typed now are somebody's text. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
}

export function useGlobalKeys(keys: readonly GlobalKey[]): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return;
      const withCtrl = event.ctrlKey || event.metaKey;
      const hit = current.current.find((key) => key.withCtrl === withCtrl && key.key === event.key.toLowerCase());
      if (!hit || (!withCtrl && isTyping(event.target))) return;
      event.preventDefault();
      hit.run();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}
