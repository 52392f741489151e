/** Refusals of the review of readings and of seals, events and error tests: a part of `ERROR_CODES`. */
export const REVIEW_ERRORS = {
  'reading.not-undoable': 'conflict',
  'reading.reread-done': 'conflict',
  'accuracy.seal-on': 'conflict',
  'accuracy.seal-not-on': 'conflict',
  'accuracy.seal-earlier': 'bad-input',
  'accuracy.date-future': 'bad-input',
  'accuracy.due-past': 'bad-input',
  'accuracy.no-period': 'conflict',
  'accuracy.event-settled': 'conflict',
  'accuracy.certificate-taken': 'conflict',
  'accuracy.test-voided': 'conflict',
} as const;
