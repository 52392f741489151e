/** Long enough for a slow stick to be chosen. */
const KEPT_MS = 60_000;

/** Hands a text to the person as a file of that name. */
export function saveFile({ fileName, text }: { readonly fileName: string; readonly text: string }): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
