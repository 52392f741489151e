/** A scanner types faster than a person and ends with Enter. Keys further apart than this come from a hand. */
const GAP_MS = 60;
const SHORTEST = 6;

export type BurstStep =
  | { readonly kind: 'first' }
  | { readonly kind: 'more' }
  | { readonly kind: 'scan'; readonly text: string }
  | { readonly kind: 'none' };

/** Tells scanned text from typing. `first` is the moment to remember what stood in the fields, in case it is a scan. */
export function createBurst(): (key: string, at: number) => BurstStep {
  let text = '';
  let last = Number.NEGATIVE_INFINITY;
  return (key, at) => {
    const isQuick = at - last <= GAP_MS;
    last = at;
    if (key === 'Enter') {
      const scanned = isQuick && text.length >= SHORTEST ? text : '';
      text = '';
      return scanned ? { kind: 'scan', text: scanned } : { kind: 'none' };
    }
    if (key.length !== 1) return { kind: 'none' };
    text = isQuick ? text + key : key;
    return { kind: text.length === 1 ? 'first' : 'more' };
  };
}
