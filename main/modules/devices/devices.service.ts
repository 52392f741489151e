import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { type DeviceConfig, DeviceConfig as DeviceConfigSchema, kindOf, linkKey } from '../../devices/config.schema.ts';
import { StationError } from '../../shared/error-codes.ts';
import { DeviceId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import type { CreateDevice, DeviceView, EnableDevice, RemoveDevice, UpdateDevice } from './devices.schema.ts';
import * as store from './devices.store.ts';
import { shownRelayAccess } from './relay-access.service.ts';

/** A device as the drivers need it. */
export interface DeviceRow {
  readonly deviceId: DeviceId;
  readonly name: string;
  readonly config: DeviceConfig;
  readonly isRecorded: boolean;
}

type Columns = store.DeviceColumns;

/** Missing profile fields take their defaults. A row this program cannot read (made by hand) is left alone: null. */
function configOf(row: Columns): DeviceConfig | null {
  const parsed = DeviceConfigSchema.safeParse({
    model: row.model,
    link: JSON.parse(row.linkJson),
    profile: JSON.parse(row.profileJson),
  });
  return parsed.success ? parsed.data : null;
}

function deviceRow(row: Columns): DeviceRow | undefined {
  const config = configOf(row);
  return config ? { deviceId: row.deviceId, name: row.name, config, isRecorded: row.isRecorded === 1 } : undefined;
}

/** What the device host opens. */
export function enabledDevices(db: ReadDb): DeviceRow[] {
  return store
    .allDevices(db)
    .filter((row) => row.isEnabled === 1)
    .map(deviceRow)
    .filter((row) => row !== undefined);
}

export function listDevices(st: Station): DeviceView[] {
  const statuses = st.devices.statuses();
  return store.allDevices(st.db).flatMap((row) => {
    const config = configOf(row);
    if (!config) return [];
    const { deviceId, name, version, meterCount } = row;
    const status = statuses.get(deviceId) ?? null;
    const weight = st.devices.scale(deviceId)?.latest() ?? null;
    return [
      {
        deviceId,
        kind: kindOf(config.model),
        name,
        config,
        isEnabled: row.isEnabled === 1,
        isRecorded: row.isRecorded === 1,
        meterCount,
        silentMeters: silentMeters(st, deviceId),
        version,
        status,
        weight,
        modem: st.devices.smsModem(deviceId)?.info() ?? null,
        relayAccess: shownRelayAccess(st.db, deviceId),
      },
    ];
  });
}

function silentMeters(st: Station, deviceId: DeviceId): number {
  const stations = st.devices.meterBus(deviceId)?.report().stations ?? [];
  return stations.filter(({ quarantinedUntil }) => quarantinedUntil !== null).length;
}

export function createDevice(st: Station, by: Actor, cmd: CreateDevice): DeviceId {
  const { requestId, ...input } = cmd;
  const deviceId = st.write(by, { action: 'devices.create', requestId, input }, (tx) => addDevice(tx, input));
  st.devices.reload();
  return deviceId;
}

/** Inside the caller's transaction; whoever commits it calls `st.devices.reload()`. */
export function addDevice(tx: Tx, device: Device): DeviceId {
  refuseTaken(tx.db, device, 0);
  const id = DeviceId.parse(store.insertDevice(tx.db, { ...columnsOf(device), now: tx.now }));
  tellChange(tx, id, undefined, device);
  return id;
}

export function updateDevice(st: Station, by: Actor, cmd: UpdateDevice): void {
  st.write(by, { action: 'devices.update', input: cmd }, (tx) => changeDevice(tx, cmd));
  st.devices.reload();
}

/** Inside the caller's transaction; whoever commits it calls `st.devices.reload()`. */
export function changeDevice(tx: Tx, { deviceId, version, ...device }: UpdateDevice): void {
  const before = requireDevice(tx.db, deviceId);
  if (before.kind !== kindOf(device.config.model)) {
    refuseReferred(tx.db, before);
    store.removeRelayAccess(tx.db, { deviceId });
  }
  refuseTaken(tx.db, device, deviceId);
  refuseStale(store.updateDevice(tx.db, { ...columnsOf(device), deviceId, version }), deviceId);
  tellChange(tx, deviceId, before, device);
}

/** Every device as it is written, by name: for a file that carries them to another computer. */
export function writtenDevices(db: ReadDb): (Device & { deviceId: DeviceId; version: number })[] {
  return store.allDevices(db).flatMap((row) => {
    const config = configOf(row);
    const { deviceId, name, version } = row;
    return config ? [{ deviceId, name, version, config, isEnabled: row.isEnabled === 1 }] : [];
  });
}

export function enableDevice(st: Station, by: Actor, cmd: EnableDevice): void {
  st.write(by, { action: cmd.isEnabled ? 'devices.enable' : 'devices.disable', input: cmd }, (tx) => {
    const { deviceId, version, isEnabled } = cmd;
    const before = requireDevice(tx.db, deviceId);
    const config = configOf(before);
    if (isEnabled && config) {
      refuseTakenLink(tx.db, config, deviceId);
      refuseSecondDefault(tx.db, config, deviceId);
    }
    refuseStale(store.enableDevice(tx.db, { deviceId, version, isEnabled: isEnabled ? 1 : 0 }), deviceId);
    tellChange(tx, deviceId, before, { isEnabled });
  });
  st.devices.reload();
}

export function removeDevice(st: Station, by: Actor, cmd: RemoveDevice): void {
  st.write(by, { action: 'devices.remove', input: cmd }, (tx) => {
    const before = requireDevice(tx.db, cmd.deviceId);
    refuseReferred(tx.db, before);
    refuseStale(store.removeDevice(tx.db, cmd), cmd.deviceId);
    tellChange(tx, cmd.deviceId, before, undefined);
  });
  st.devices.reload();
  void st.devices.recordings?.forget(cmd.deviceId);
}

/** The device with its configuration, or a refusal. */
export function requireDevice(db: ReadDb, deviceId: DeviceId): Columns {
  const row = store.findDevice(db, { deviceId });
  if (!row) throw new StationError('record.not-found', { kind: 'device', id: deviceId });
  return row;
}

type Device = Pick<CreateDevice, 'name' | 'config' | 'isEnabled'>;

function columnsOf({ name, config, isEnabled }: Device) {
  const { model, link, profile } = config;
  const [linkJson, profileJson] = [JSON.stringify(link), JSON.stringify(profile)];
  return { kind: kindOf(model), name, model, linkJson, profileJson, isEnabled: isEnabled ? 1 : 0 };
}

function tellChange(tx: Tx, id: DeviceId, before: unknown, after: unknown): void {
  tx.audit({ kind: 'device', id, before, after });
  tx.announce({ topic: 'devices', id });
}

function refuseTaken(db: ReadDb, { name, config, isEnabled }: Device, exceptId: number): void {
  if (store.findByName(db, { name, exceptId })) throw new StationError('device.name-taken', { name });
  if (!isEnabled) return;
  refuseTakenLink(db, config, exceptId);
  refuseSecondDefault(db, config, exceptId);
}

/** A wire has one owner: a second device on it would find the port busy. */
function refuseTakenLink(db: ReadDb, config: DeviceConfig, exceptId: number): void {
  const wire = linkKey(config.link);
  const owner = enabledDevices(db).find((row) => row.deviceId !== exceptId && linkKey(row.config.link) === wire);
  if (owner) throw new StationError('device.link-taken', { link: wire.slice(wire.indexOf(':') + 1), name: owner.name });
}

/** Receipts go to one printer. */
function refuseSecondDefault(db: ReadDb, config: DeviceConfig, exceptId: number): void {
  if (!printsReceipts(config)) return;
  const other = enabledDevices(db).find((row) => row.deviceId !== exceptId && printsReceipts(row.config));
  if (other) throw new StationError('printer.default-taken', { name: other.name });
}

function printsReceipts(config: DeviceConfig): boolean {
  return config.model === 'escpos' && config.profile.isDefault;
}

/** Where receipts go; undefined while no printer is set up for them. */
export function receiptPrinterOf(db: ReadDb): DeviceRow | undefined {
  return enabledDevices(db).find((row) => printsReceipts(row.config));
}

function refuseReferred(db: ReadDb, row: Columns): void {
  const { count: fillings } = store.countFillings(db, { deviceId: row.deviceId });
  const { count: schedules } = store.countSchedules(db, { deviceId: row.deviceId });
  if (row.meterCount > 0 || fillings > 0 || schedules > 0)
    throw new StationError('device.in-use', { name: row.name, meters: row.meterCount, fillings, schedules });
}

function refuseStale(changes: number, id: DeviceId): void {
  if (changes === 0) throw new StationError('record.changed', { kind: 'device', id });
}
