/** Refusals around the zero of a filling scale: a part of `ERROR_CODES`. */
export const SCALE_ERRORS = {
  'filling.zero-not-empty': 'conflict',
  'filling.zero-moving': 'unavailable',
  'filling.zero-out-of-range': 'unavailable',
  'filling.zero-refused': 'unavailable',
  'filling.zero-unknown': 'unavailable',
} as const;
