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
  detachMetersOf,
  updateMeter,
} from './meters.service.ts';
