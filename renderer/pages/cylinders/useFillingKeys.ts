import { useEffect, useRef } from 'react';
import { CHECKS } from '../../../main/modules/cylinders/filling.schema.ts';
import type { FillingWork } from './useFilling.ts';

interface Actions {
  readonly work: FillingWork;
  focusScan(): void;
  record(): void;
}

/** F2 scan, F3 all in order, F4 record, F8 next, Alt+1…4 one check. Any other key typed outside a field goes to the scan field. */
export function useFillingKeys(actions: Actions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { work, focusScan, record } = latest.current;
      const steps: Readonly<Record<string, () => void>> = {
        F2: focusScan,
        F3: () => work.ready && work.passAll(),
        F4: record,
        F8: work.next,
      };
      const check = event.altKey ? CHECKS[Number(event.code.replace('Digit', '')) - 1] : undefined;
      const step = check && work.ready ? () => work.setCheck(check, work.checks[check] !== true) : steps[event.key];
      if (step) {
        event.preventDefault();
        if (!event.repeat) step();
      } else if (isTyping(event)) focusScan();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

/** A character with no field to take it: the scanner fired while a button had the focus. */
function isTyping(event: KeyboardEvent): boolean {
  if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.altKey || event.metaKey) return false;
  const { target } = event;
  return (
    target instanceof HTMLElement &&
    !target.closest('input, textarea, select, [contenteditable], .ant-modal, .ant-drawer')
  );
}
