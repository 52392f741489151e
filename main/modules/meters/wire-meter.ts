import { MeterProfile, quantityOf, usualProfile } from '../../devices/config.schema.ts';
import { LineSettings } from '../../devices/link/line.schema.ts';
import type { WireMeter } from '../../devices/ports.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Meter, MeterProtocol, MeterService } from './meters.schema.ts';

interface WireColumns {
  readonly protocol: MeterProtocol;
  readonly lineJson: string | null;
  readonly profileJson: string;
}

/** Missing profile fields take their defaults. A profile that cannot be read is null and never guessed. */
export function readWire({ protocol, lineJson, profileJson }: WireColumns): Pick<Meter, 'line' | 'profile'> {
  if (protocol === 'manual') return { line: null, profile: null };
  const line = LineSettings.nullable().safeParse(lineJson === null ? null : JSON.parse(lineJson));
  const profile = MeterProfile.safeParse({ ...JSON.parse(profileJson), protocol });
  return line.success && profile.success ? { line: line.data, profile: profile.data } : { line: null, profile: null };
}

/**
 * The meter as its driver wants it. Refuses 'meter.not-wired' for one that is read by hand and 'meter.profile-invalid'
 * for one whose settings cannot be read: a decimal point in the wrong place is a wrong bill.
 */
export function wireMeterOf(meter: Pick<Meter, 'meterNo' | 'protocol' | 'address' | 'line' | 'profile'>): WireMeter {
  const { meterNo, protocol, address, line, profile } = meter;
  if (protocol === 'manual') throw new StationError('meter.not-wired', { meterNo });
  if (!profile) throw new StationError('meter.profile-invalid', { meterNo, protocol });
  return { protocol, address, line, profile };
}

/**
 * The profile as it is stored, the usual one where none was given. Kilowatt-hours must never be billed as cubic metres, nor
 * the other way round; and the ratio of the transformers counts once, in the meter's own registers or in its record.
 */
export function checkedProfile(
  meter: Pick<Meter, 'meterNo' | 'protocol' | 'profile' | 'multiplier'>,
  service: MeterService,
): MeterProfile | null {
  const { meterNo, protocol, profile, multiplier } = meter;
  if (protocol === 'manual') return null;
  if (profile && profile.protocol !== protocol)
    throw new StationError('input.invalid', { field: 'profile', reason: profile.protocol });
  const known = withUnit(profile ?? usualProfile(protocol, service), service);
  const quantity = quantityOf(known);
  if (quantity !== null && (quantity === 'energy') !== (service === 'electricity'))
    throw new StationError('meter.profile-service', { meterNo, service });
  if (known.protocol === 'modbus' && known.appliesRatios && multiplier !== 1)
    throw new StationError('meter.multiplier-twice', { meterNo, multiplier });
  return known;
}

/** On a P1 port the meter's service says what is counted, where its profile does not. */
function withUnit(profile: MeterProfile, service: MeterService): MeterProfile {
  if (profile.protocol !== 'dsmr-p1' || profile.unit !== 'any') return profile;
  return { ...profile, unit: service === 'electricity' ? 'kWh' : 'm3' };
}
