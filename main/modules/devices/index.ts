export {
  addDevice,
  changeDevice,
  createDevice,
  type DeviceRow,
  enabledDevices,
  listDevices,
  requireDevice,
  updateDevice,
  writtenDevices,
} from './devices.service.ts';
export { relayAccessOf } from './relay-access.service.ts';
