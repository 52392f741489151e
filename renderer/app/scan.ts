/**
 * What a serial scanner reads goes where a scanner that types would have put it: into the focused field, followed by
 * Enter. Only the window in front takes it, and only on the station's own computer: the scanner lies there.
 */
export function typeScan(text: string): void {
  if (!isOwnComputer(location) || !document.hasFocus()) return;
  // Key by key: the till tells a scan from typing by its keys, wherever the cursor stands.
  for (const char of text) {
    const isLeft = press({ key: char, code: codeOf(char) });
    const field = document.activeElement;
    if (isLeft && isWritable(field)) insert(field, char);
  }
  const isLeft = press({ key: 'Enter', code: 'Enter', keyCode: 13 });
  const field = document.activeElement;
  // A key pressed by a program submits no form by itself.
  if (isLeft && field instanceof HTMLInputElement && field.form?.querySelector('[type=submit]'))
    field.form.requestSubmit();
}

type Field = HTMLInputElement | HTMLTextAreaElement;

function isWritable(field: Element | null): field is Field {
  const isField = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
  return isField && !field.disabled && !field.readOnly && !/^(checkbox|radio|button|submit)$/.test(field.type);
}

function codeOf(char: string): string {
  if (/^[a-z]$/i.test(char)) return `Key${char.toUpperCase()}`;
  return /^\d$/.test(char) ? `Digit${char}` : '';
}

/** False where somebody took the key for himself. */
function press(key: KeyboardEventInit): boolean {
  const target = document.activeElement ?? document.body;
  const isLeft = target.dispatchEvent(new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true }));
  target.dispatchEvent(new KeyboardEvent('keyup', { ...key, bubbles: true }));
  return isLeft;
}

/** The desktop program has a scheme of its own. */
export function isOwnComputer({ protocol, hostname }: Pick<Location, 'protocol' | 'hostname'>): boolean {
  return !/^https?:$/.test(protocol) || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

function insert(field: Field, text: string): void {
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
  if (field.selectionStart !== null) field.setSelectionRange(start + text.length, start + text.length);
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }));
}
