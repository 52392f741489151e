/** Refusals of setting the clocks of meters: a part of `ERROR_CODES`. */
export const CLOCK_ERRORS = {
  'device.clock-already-set': 'conflict',
  'device.clock-near-freeze': 'conflict',
  'device.clock-not-taken': 'unavailable',
  'device.clock-too-far': 'conflict',
} as const;
