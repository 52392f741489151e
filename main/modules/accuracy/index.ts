export type { CalibrationRow } from './accuracy.schema.ts';
export { listCalibration } from './calibration.service.ts';
export { type NewMeterEvent, recordMeterEvent } from './events.service.ts';
