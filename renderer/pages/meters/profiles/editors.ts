import type { z } from 'zod';
import type { MeterProtocolName } from '../../../../main/devices/config.schema.ts';
import { CJT188_PRESETS, Cjt188Profile } from '../../../../main/devices/meter-cjt188/profile.schema.ts';
import { Dlt645Profile } from '../../../../main/devices/meter-dlt645/profile.schema.ts';
import { Dlt645Of1997Profile } from '../../../../main/devices/meter-dlt645-1997/profile.schema.ts';
import { DSMR_P1_PRESETS, DsmrP1Profile } from '../../../../main/devices/meter-dsmr-p1/profile.schema.ts';
import { IEC62056_PRESETS, Iec62056Profile } from '../../../../main/devices/meter-iec62056/profile.schema.ts';
import { fieldsOf, type ProfileField } from './profile-fields.ts';

/** Named starting points of a protocol: what differs from its defaults. */
export type Presets = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface Editor {
  readonly fields: readonly ProfileField[];
  readonly presets: Presets;
}

const editor = (schema: z.ZodObject, presets: Presets = {}): Editor => ({ fields: fieldsOf(schema), presets });

/** The protocols whose profile is a form of its fields. Modbus has a table of registers instead. */
export const EDITORS: Readonly<Partial<Record<MeterProtocolName, Editor>>> = {
  'dlt645-2007': editor(Dlt645Profile),
  'dlt645-1997': editor(Dlt645Of1997Profile),
  cjt188: editor(Cjt188Profile, CJT188_PRESETS),
  'iec62056-21': editor(Iec62056Profile, IEC62056_PRESETS),
  'dsmr-p1': editor(DsmrP1Profile, DSMR_P1_PRESETS),
};
