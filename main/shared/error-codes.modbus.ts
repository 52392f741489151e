/** Refusals around register maps and how meters are spoken to: a part of `ERROR_CODES`. */
export const MODBUS_ERRORS = {
  'device.modbus-no-map': 'conflict',
  'meter.multiplier-twice': 'bad-input',
  'meter.other-protocol': 'conflict',
} as const;
