import { type RefObject, useLayoutEffect } from 'react';

/**
 * Makes a cover the only thing that can be reached: everything else in the document, dialogs and drawers included,
 * becomes inert until it is gone, and the focus returns to the field that had it.
 */
export function useCover(cover: RefObject<HTMLElement | null>, first: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a cover; `first` is made anew by every render.
  useLayoutEffect(() => {
    const before = document.activeElement;
    const others = [...document.body.children].filter(
      (child) => child !== cover.current && !child.hasAttribute('inert'),
    );
    for (const other of others) other.setAttribute('inert', '');
    first();
    return () => {
      for (const other of others) other.removeAttribute('inert');
      if (before instanceof HTMLElement) before.focus();
    };
  }, [cover]);
}
