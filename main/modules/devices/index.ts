export { createDevice, type DeviceRow, enabledDevices, listDevices, updateDevice } from './devices.service.ts';
export { relayAccessOf } from './relay-access.service.ts';
