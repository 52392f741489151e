export {
  createDevice,
  type DeviceRow,
  enableDevice,
  enabledDevices,
  listDevices,
  removeDevice,
  updateDevice,
} from './devices.service.ts';
