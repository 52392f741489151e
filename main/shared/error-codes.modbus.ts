/** Refusals around register maps: a part of `ERROR_CODES`. */
export const MODBUS_ERRORS = {
  'device.modbus-no-map': 'conflict',
  'meter.multiplier-twice': 'bad-input',
} as const;
