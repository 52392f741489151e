import { type RefObject, useEffect, useRef } from 'react';
import { createBurst } from './scan-burst.ts';

export interface TillKeys {
  find(): void;
  pay(): void;
  print(): void;
  next(): void;
  /** Esc: one step back. */
  back(): void;
  /** A letter while no text is being written; true when it meant something. */
  letter(code: string): boolean;
  /** ↑ and ↓ in an amount. */
  step(by: 1 | -1): void;
  /** A digit, point or Backspace typed outside of any field: the amount takes it. */
  digit(key: string): void;
  /** The first key of what may be a scan. */
  remember(): void;
  scan(text: string): void;
}

const NOTHING = { kind: 'none' } as const;
const FUNCTION_KEYS = { F2: 'find', F4: 'pay', F6: 'print', F8: 'next' } as const;

/**
 * The till's keyboard. Amount fields carry data-amount: letters in them are commands, not text. Nothing happens under
 * the lock screen or while a dialog is open.
 */
export function useTillKeys(root: RefObject<HTMLElement | null>, keys: TillKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });

  useEffect(() => {
    const burst = createBurst();
    const onKey = (event: KeyboardEvent) => {
      const now = latest.current;
      if (!root.current || root.current.closest('[inert]') || isDialogOpen()) return;
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      // A key held down repeats as fast as a scanner.
      const step = event.repeat ? NOTHING : burst(event.key, event.timeStamp);
      if (step.kind === 'first') now.remember();
      if (step.kind === 'scan') {
        stop(event);
        now.scan(step.text);
      } else handle(event, now);
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [root]);
}

function isDialogOpen(): boolean {
  return [...document.querySelectorAll('[role="dialog"]')].some((dialog) => dialog.getClientRects().length > 0);
}

function stop(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

function handle(event: KeyboardEvent, keys: TillKeys): void {
  const name = FUNCTION_KEYS[event.key as keyof typeof FUNCTION_KEYS];
  const target = event.target as HTMLElement;
  const isAmount = target.dataset.amount !== undefined;
  if (name) {
    stop(event);
    if (!event.repeat) keys[name]();
  } else if (event.key === 'Escape') keys.back();
  else if (isAmount || !isTextField(target)) handleCharacter(event, keys, isAmount);
}

function isTextField(target: HTMLElement): boolean {
  return target.matches('input:not([type=checkbox]):not([type=radio]), textarea, [contenteditable]');
}

function handleCharacter(event: KeyboardEvent, keys: TillKeys, isAmount: boolean): void {
  if (isAmount && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
    stop(event);
    keys.step(event.key === 'ArrowDown' ? 1 : -1);
  } else if (/^Key[A-Z]$/.test(event.code)) {
    if (keys.letter(event.code.slice(3))) stop(event);
  } else if (!isAmount && /^([0-9.]|Backspace)$/.test(event.key)) keys.digit(event.key);
}
