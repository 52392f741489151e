import { useEffect, useRef } from 'react';

/** Shared by all windows of a browser: work in one of them keeps the others awake. */
const KEY = 'stationdesk.lastInput';
const WRITE_EVERY_MS = 5_000;
const LOOK_EVERY_MS = 10_000;
const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Calls back once when nobody has touched this program's windows for `idleMs`; begins anew with the next input. */
export function useIdle(idleMs: number, onIdle: () => void): void {
  const callback = useRef(onIdle);
  useEffect(() => {
    callback.current = onIdle;
  });
  useEffect(() => {
    let written = 0;
    let isIdle = false;
    const touch = () => {
      isIdle = false;
      const now = Date.now();
      if (now - written < WRITE_EVERY_MS) return;
      written = now;
      localStorage.setItem(KEY, String(now));
    };
    touch();
    for (const name of INPUTS) addEventListener(name, touch, { capture: true, passive: true });
    const timer = setInterval(() => {
      if (isIdle || Date.now() - Number(localStorage.getItem(KEY) ?? 0) < idleMs) return;
      isIdle = true;
      callback.current();
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      for (const name of INPUTS) removeEventListener(name, touch, { capture: true });
    };
  }, [idleMs]);
}
