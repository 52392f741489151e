import { useEffect, useRef } from 'react';

export interface ReviewKeys {
  move(step: 1 | -1): void;
  toggle(): void;
  open(): void;
  act(key: 'a' | 'c' | 's' | 'e' | 'r' | 'u'): void;
}

const ACTIONS = ['a', 'c', 's', 'e', 'r', 'u'] as const;

/** Single keys over the queue: never while something is typed, a dialog is open, or a modifier is held. */
export function useReviewKeys(keys: ReviewKeys, isOff: boolean): void {
  const latest = useRef({ keys, isOff });
  latest.current = { keys, isOff };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { keys: does, isOff: off } = latest.current;
      if (off || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (
        event.target instanceof HTMLElement &&
        event.target.closest('input:not([type=checkbox]), textarea, [role=combobox], [role=dialog]')
      )
        return;
      const isOnControl = event.target instanceof HTMLElement && event.target.closest('button, a') !== null;
      const key = event.key.toLowerCase();
      const action = ACTIONS.find((one) => one === key);
      if (key === 'j' || key === 'arrowdown') does.move(1);
      else if (key === 'k' || key === 'arrowup') does.move(-1);
      else if (key === 'x') does.toggle();
      else if (key === 'enter' && !isOnControl) does.open();
      else if (action) does.act(action);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
