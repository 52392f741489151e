import type { Actor, Tx } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { DeviceId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { addDevice, changeDevice, writtenDevices } from '../devices/index.ts';
import { addMeter, changeMeter, findMeterByNumber, type Meter, NewMeter, pollableMeters } from '../meters/index.ts';
import type { DeviceTable, ImportTable, TableChange } from './device-table.schema.ts';

type TableMeter = DeviceTable['meters'][number];

export function deviceTable(st: Station): DeviceTable {
  const devices = writtenDevices(st.db);
  const names = new Map(devices.map(({ deviceId, name }) => [deviceId, name]));
  return {
    format: 'stationdesk-devices-1',
    devices: devices.map(({ name, config, isEnabled }) => ({ name, config, isEnabled })),
    meters: pollableMeters(st.db).flatMap((meter) => written(meter, names.get(meter.busId as DeviceId) ?? '')),
  };
}

/** Nothing for a meter whose settings cannot be read: its page says so. */
function written(meter: Meter, bus: string): TableMeter[] {
  const { protocol, profile } = meter;
  if (protocol === 'manual' || !profile) return [];
  const { meterNo, service, address, line, digits, decimals, multiplier, hasTou, hasDemand, hasReactive, model } =
    meter;
  const sizes = { digits, decimals, multiplier, hasTou, hasDemand, hasReactive, model };
  return [{ meterNo, service, bus, protocol, address, line, profile, ...sizes }];
}

/** What importing the table would change, worked out by doing it and taking it back. Refuses what the import refuses. */
export function previewTable(st: Station, by: Actor, table: DeviceTable): TableChange {
  return st.rehearse(by, (tx) => apply(tx, st.zone, table));
}

/** All of the table or nothing. What is not in it stays as it is; imported twice, it changes nothing the second time. */
export function importTable(st: Station, by: Actor, { table, requestId }: ImportTable): TableChange {
  const change = st.write(by, { action: 'commissioning.import', requestId, input: table }, (tx) =>
    apply(tx, st.zone, table),
  );
  st.devices.reload();
  return change;
}

function apply(tx: Tx, zone: string, table: DeviceTable): TableChange {
  const change = { devices: { added: 0, changed: 0, same: 0 }, meters: { added: 0, changed: 0, same: 0 } };
  for (const device of table.devices) change.devices[applyDevice(tx, device)]++;
  const buses = new Map(writtenDevices(tx.db).map(({ name, deviceId }) => [name, deviceId]));
  const today = localDate(tx.now, zone);
  for (const meter of table.meters) {
    const busId = buses.get(meter.bus);
    if (busId === undefined)
      throw new StationError('commissioning.no-such-bus', { meterNo: meter.meterNo, bus: meter.bus });
    change.meters[applyMeter(tx, meter, busId, today)]++;
  }
  return change;
}

function applyDevice(tx: Tx, device: DeviceTable['devices'][number]): keyof TableChange['devices'] {
  const known = writtenDevices(tx.db).find(({ name }) => name === device.name);
  if (!known) {
    addDevice(tx, device);
    return 'added';
  }
  const { deviceId, version, ...before } = known;
  if (isSame(before, device)) return 'same';
  changeDevice(tx, { deviceId, version, ...device });
  return 'changed';
}

function applyMeter(tx: Tx, wanted: TableMeter, busId: DeviceId, today: string): keyof TableChange['meters'] {
  const { bus, ...meter } = wanted;
  const known = findMeterByNumber(tx.db, meter.meterNo);
  if (!known) {
    addMeter(tx, NewMeter.parse({ ...meter, busId, installedOn: today }));
    return 'added';
  }
  if (known.removedOn !== null)
    throw new StationError('meter.removed', { meterNo: known.meterNo, removedOn: known.removedOn });
  if (known.service !== meter.service)
    throw new StationError('commissioning.other-service', { meterNo: known.meterNo, service: known.service });
  const [before] = written(known, bus);
  if (before && known.busId === busId && isSame(before, wanted)) return 'same';
  const { service: _, ...wires } = meter;
  const { meterId, version, location, sealNo, calibrationDueOn } = known;
  changeMeter(tx, { ...wires, meterId, version, busId, location, sealNo, calibrationDueOn });
  return 'changed';
}

function isSame(a: object, b: object): boolean {
  return canonical(a) === canonical(b);
}

/** Keys in one order at every depth, so that a file edited by hand compares by what it says. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
