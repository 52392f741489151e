import { MeterProfile, type MeterProtocolName } from '../../devices/config.schema.ts';
import { CJT188_PRESETS } from '../../devices/meter-cjt188/profile.schema.ts';
import { DSMR_P1_PRESETS } from '../../devices/meter-dsmr-p1/profile.schema.ts';
import { IEC62056_PRESETS } from '../../devices/meter-iec62056/profile.schema.ts';
import { MODBUS_PRESETS } from '../../devices/meter-modbus/presets.schema.ts';
import { bare } from './sheet.columns.domain.ts';

const NAMED: Readonly<Partial<Record<MeterProtocolName, Readonly<Record<string, object>>>>> = {
  cjt188: CJT188_PRESETS,
  'iec62056-21': IEC62056_PRESETS,
  'dsmr-p1': DSMR_P1_PRESETS,
  modbus: Object.fromEntries(
    MODBUS_PRESETS.map(({ id, registers, maxRegisters, quietMs }) => [
      id,
      { preset: id, registers, maxRegisters, quietMs },
    ]),
  ),
};

export function presetNames(protocol: MeterProtocolName): string[] {
  return Object.keys(NAMED[protocol] ?? {});
}

/** The profile of a named preset; undefined where the protocol has none of that name. */
export function presetProfile(protocol: MeterProtocolName, name: string): MeterProfile | undefined {
  const [, preset] = Object.entries(NAMED[protocol] ?? {}).find(([id]) => bare(id) === bare(name)) ?? [];
  return preset && MeterProfile.parse({ protocol, ...preset });
}

/** What is written for a profile: a Modbus meter knows its preset; the others only where they equal one. */
export function presetOf(profile: MeterProfile): string {
  if (profile.protocol === 'modbus') return profile.preset;
  const text = JSON.stringify(profile);
  return (
    presetNames(profile.protocol).find((name) => JSON.stringify(presetProfile(profile.protocol, name)) === text) ?? ''
  );
}
