/** Refusals of setting up meters on a wire: a part of `ERROR_CODES`. */
export const COMMISSIONING_ERRORS = {
  'commissioning.other-service': 'conflict',
  'commissioning.check-running': 'conflict',
  'commissioning.no-clocks': 'conflict',
  'commissioning.freeze-running': 'conflict',
  'commissioning.no-freezes': 'conflict',
  'commissioning.no-such-bus': 'bad-input',
  'commissioning.number-wired': 'conflict',
  'commissioning.no-sheet': 'bad-input',
  'commissioning.sheet-too-long': 'bad-input',
} as const;
