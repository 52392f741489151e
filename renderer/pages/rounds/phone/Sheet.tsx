import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react';

/** Slides over the pad from below; Esc and a tap beside it go back. */
export function Sheet(props: { title: string; onBack: () => void; children: ReactNode }) {
  const { onBack } = props;
  const back = useEffectEvent(onBack);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    // Not the note: a keyboard would cover what is to be read.
    element?.querySelector('h2')?.focus();
    const beside = (event: MouseEvent) => event.target === element && back();
    element?.addEventListener('click', beside);
    return () => {
      element?.removeEventListener('click', beside);
      element?.close();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className="phone-sheet"
      aria-label={props.title}
      onCancel={(event) => {
        event.preventDefault();
        onBack();
      }}
    >
      <div className="phone-sheet-body">
        <h2 tabIndex={-1}>{props.title}</h2>
        {props.children}
      </div>
    </dialog>
  );
}
