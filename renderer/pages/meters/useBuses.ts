import { useQuery } from '@tanstack/react-query';
import type { DeviceId } from '../../../main/shared/ids.ts';
import { type Outputs, trpc } from '../../app/api.ts';

type Device = Outputs['devices']['list'][number];

/** The meter buses of the station, and the name of one; a dash for a meter on none. */
export function useBuses(): ((busId: DeviceId | null) => string) & { readonly list: readonly Device[] } {
  const devices = useQuery(trpc.devices.list.queryOptions());
  const list = (devices.data ?? []).filter((device) => device.kind === 'meter-bus');
  const nameOf = (busId: DeviceId | null) => list.find((device) => device.deviceId === busId)?.name ?? '—';
  return Object.assign(nameOf, { list });
}
