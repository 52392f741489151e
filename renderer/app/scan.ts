/**
 * What a serial scanner reads goes where a scanner that types would have put it: into the focused field, followed by
 * Enter. Only the window in front takes it, and only on the station's own computer: the scanner lies there.
 */
export function typeScan(text: string): void {
  if (!isOwnComputer(location) || !document.hasFocus()) return;
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
  if (field.disabled || field.readOnly) return;
  insert(field, text);
  pressEnter(field);
}

/** The desktop program has a scheme of its own. */
export function isOwnComputer({ protocol, hostname }: Pick<Location, 'protocol' | 'hostname'>): boolean {
  return !/^https?:$/.test(protocol) || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

function insert(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const { value } = field;
  // Number fields have no selection.
  const start = field.selectionStart ?? 0;
  const end = field.selectionEnd ?? value.length;
  // React hears a change only when the value is set past its own setter.
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(
    field,
    value.slice(0, start) + text + value.slice(end),
  );
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }));
}

function pressEnter(field: HTMLInputElement | HTMLTextAreaElement): void {
  const key = { key: 'Enter', code: 'Enter', keyCode: 13, bubbles: true, cancelable: true };
  const isLeft = field.dispatchEvent(new KeyboardEvent('keydown', key));
  field.dispatchEvent(new KeyboardEvent('keyup', key));
  // A key pressed by a program submits no form by itself.
  if (isLeft && field instanceof HTMLInputElement && field.form?.querySelector('[type=submit]'))
    field.form.requestSubmit();
}
