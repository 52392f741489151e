export {
  accountOfMeter,
  activeAssignments,
  findMeter,
  findMeterByNumber,
  metersOfAccount,
  pollableMeters,
} from './meters.queries.service.ts';
export {
  type Assignment,
  type CreateMeter,
  type Meter,
  MeterProtocol,
  MeterService,
  NewMeter,
} from './meters.schema.ts';
export {
  addMeter,
  assignMeter,
  attachMeter,
  createMeter,
  detachMeter,
  detachMetersOf,
  removeMeter,
  retireMeter,
  unassignMeter,
  updateMeter,
} from './meters.service.ts';
