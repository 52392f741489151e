import { type ReactNode, useEffect, useRef } from 'react';

/** Slides over the pad from below; Esc and a tap beside it go back. */
export function Sheet(props: { title: string; onBack: () => void; children: ReactNode }) {
  const { onBack } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    // Not the note: a keyboard would cover what is to be read.
    element?.querySelector('h2')?.focus();
    return () => element?.close();
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
      <h2 tabIndex={-1}>{props.title}</h2>
      {props.children}
    </dialog>
  );
}
