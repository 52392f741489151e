import type { MeterProtocolName } from '../../devices/config.schema.ts';
import type { BroadcastGroup } from '../../devices/ports.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { DeviceId, MeterId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { findMeter, type Meter, pollableMeters } from '../meters/index.ts';

/** Registered meters that can be spoken to. */

export type WiredMeter = Meter & { readonly protocol: MeterProtocolName };

function isWired(meter: Meter): meter is WiredMeter {
  return meter.protocol !== 'manual';
}

export function metersOn(
  st: Station,
  busId: DeviceId,
  canDoIt: (protocol: MeterProtocolName) => boolean,
): WiredMeter[] {
  return pollableMeters(st.db, busId)
    .filter(isWired)
    .filter(({ protocol }) => canDoIt(protocol));
}

/** Who hears one broadcast: meters of a bus that share protocol and line. */
export function groupsOn(
  st: Station,
  busId: DeviceId,
  canDoIt: (protocol: MeterProtocolName) => boolean,
): BroadcastGroup[] {
  const groups = metersOn(st, busId, canDoIt).map(({ protocol, line }) => ({ protocol, line }));
  return [...new Map(groups.map((group) => [JSON.stringify([group.protocol, group.line]), group])).values()];
}

export function requireWired(st: Station, meterId: MeterId): { busId: DeviceId; meter: WiredMeter } {
  const meter = findMeter(st.db, meterId);
  if (!meter) throw new StationError('record.not-found', { kind: 'meter', id: meterId });
  if (meter.busId === null || !isWired(meter)) throw new StationError('meter.not-wired', { meterNo: meter.meterNo });
  return { busId: meter.busId, meter };
}
