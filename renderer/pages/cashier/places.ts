/** Fields and buttons of the till, by the data-till of what holds them. */
export type Place = 'search' | 'amount' | 'tendered' | 'pay' | 'after' | 'next' | 'none';

/**
 * Goes to a place. A proposed amount is selected, so that typing replaces it; one that was typed is gone on with.
 * Answers false when the place is not on the screen.
 */
export function focusOn(root: HTMLElement | null, place: Place): boolean {
  const field = root?.querySelector<HTMLElement>(`[data-till="${place}"] :is(input, button)`);
  field?.focus();
  if (field instanceof HTMLInputElement && field.type === 'text') {
    if (field.dataset.amount === 'typed') field.setSelectionRange(field.value.length, field.value.length);
    else field.select();
  }
  return field !== null && field !== undefined;
}

export function isAt(place: Place): boolean {
  return document.activeElement?.closest(`[data-till="${place}"]`) != null;
}

/** Takes the keys away from a place that has them. */
export function leave(place: Place): void {
  if (isAt(place) && document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
