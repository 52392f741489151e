export type { CalibrationRow } from './accuracy.schema.ts';
export { listCalibration, setDue } from './calibration.service.ts';
export { lastToldEvent, type NewMeterEvent, recordEvent, recordMeterEvent } from './events.service.ts';
export { recordSeal } from './seals.service.ts';
export { recordTest } from './tests.service.ts';
