/** Refusals of polling, and why a value of a day is missing: a part of `ERROR_CODES`. */
export const POLLING_ERRORS = {
  'polling.name-taken': 'conflict',
  'polling.running': 'conflict',
  'polling.retry-running': 'conflict',
  'polling.nothing-to-retry': 'conflict',
  'polling.alert-closed': 'conflict',
  'polling.gaps-changed': 'conflict',
  'polling.cancelled': 'conflict',
  'polling.too-old': 'unavailable',
  'polling.no-freeze': 'unavailable',
  'polling.read-since': 'conflict',
  'polling.other-night': 'unavailable',
  'polling.too-late': 'unavailable',
  'polling.was-off': 'unavailable',
} as const;
