export {
  addDevice,
  changeDevice,
  createDevice,
  type DeviceRow,
  enabledDevices,
  listDevices,
  receiptPrinterOf,
  requireDevice,
  updateDevice,
  writtenDevices,
} from './devices.service.ts';
export { relayAccessOf } from './relay-access.service.ts';
