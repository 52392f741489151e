export {
  addDevice,
  changeDevice,
  createDevice,
  type DeviceRow,
  enabledDevices,
  listDevices,
  receiptPrinterOf,
  updateDevice,
  writtenDevices,
} from './devices.service.ts';
export { relayAccessOf } from './relay-access.service.ts';
export { createRowJobs, refusalOf } from './wire-jobs.service.ts';
export { requireBus } from './wires.service.ts';
