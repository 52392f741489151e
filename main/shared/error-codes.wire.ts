/** Refusals of what is said to meters beside reading them: a part of `ERROR_CODES`. */
export const WIRE_ERRORS = {
  'device.clock-already-set': 'conflict',
  'device.clock-near-freeze': 'conflict',
  'device.clock-not-taken': 'unavailable',
  'device.clock-too-far': 'conflict',
  'device.duplicate-address': 'unavailable',
} as const;
