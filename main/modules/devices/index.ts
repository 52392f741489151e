export { createDevice, type DeviceRow, enabledDevices, listDevices, updateDevice } from './devices.service.ts';
