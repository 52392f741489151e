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
  assignMeter,
  attachMeter,
  createMeter,
  detachMetersOf,
  updateMeter,
} from './meters.service.ts';
