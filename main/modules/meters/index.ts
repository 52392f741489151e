export { setCalibrationDue, setSealNo } from './calibration.service.ts';
export {
  accountOfMeter,
  activeAssignments,
  findMeter,
  findMeterByNumber,
  metersOfAccount,
  pollableMeters,
} from './meters.queries.service.ts';
export { type Assignment, type Meter, type MeterService, NewMeter } from './meters.schema.ts';
export {
  addMeter,
  attachMeter,
  changeDigits,
  changeMeter,
  detachMeter,
  detachMetersOf,
  retireMeter,
  updateMeter,
} from './meters.service.ts';
export { wireMeterOf } from './wire-meter.ts';
