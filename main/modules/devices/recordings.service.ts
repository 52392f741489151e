import type { Actor } from '../../db/writer.ts';
import { DeviceConfig } from '../../devices/config.schema.ts';
import { localDateTime } from '../../shared/dates.ts';
import type { DeviceId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import type { RecordDevice, Recording } from './devices.schema.ts';
import { requireDevice } from './devices.service.ts';
import * as store from './devices.store.ts';

/** From now on, what goes over the wire of a device is written down, or no longer. What was written stays. */
export function recordDevice(st: Station, by: Actor, { deviceId, isOn }: RecordDevice): void {
  st.write(by, { action: isOn ? 'devices.record' : 'devices.record-end', input: { deviceId } }, (tx) => {
    const { isRecorded } = requireDevice(tx.db, deviceId);
    store.recordDevice(tx.db, { deviceId, isRecorded: isOn ? 1 : 0 });
    tx.audit({ kind: 'device', id: deviceId, before: { isRecorded: isRecorded === 1 }, after: { isRecorded: isOn } });
    tx.announce({ topic: 'devices', id: deviceId });
  });
  st.devices.reload();
}

/** The recording for somebody outside: what it holds leaves the station, so the trail has who took it. */
export async function takeRecording(st: Station, by: Actor, deviceId: DeviceId): Promise<Recording> {
  const device = requireDevice(st.db, deviceId);
  const text = (await st.devices.recordings?.read(deviceId)) ?? '';
  st.write(by, { action: 'devices.take-recording', input: { deviceId } }, (tx) => {
    tx.audit({ kind: 'device', id: deviceId, after: { bytes: text.length } });
  });
  const { name, model, linkJson } = device;
  const config = DeviceConfig.safeParse({ model, link: JSON.parse(linkJson), profile: JSON.parse(device.profileJson) });
  const takenAt = localDateTime(st.clock.now(), st.zone);
  const head = `# ${name} · ${model} · ${JSON.stringify(config.data?.link ?? null)} · ${takenAt} ${st.zone}\n`;
  return { fileName: `recording-${deviceId}-${takenAt.slice(0, 10)}.log`, isEmpty: text === '', text: head + text };
}

export async function forgetRecording(st: Station, by: Actor, deviceId: DeviceId): Promise<void> {
  st.write(by, { action: 'devices.forget-recording', input: { deviceId } }, (tx) => {
    requireDevice(tx.db, deviceId);
    tx.audit({ kind: 'device', id: deviceId, after: { bytes: 0 } });
  });
  await st.devices.recordings?.forget(deviceId);
}
