import { z } from 'zod';

/** How one maker's meter writes its readout. Importable by the renderer. */

/** "1.8.0"; empty = the meter has no such register. */
const Code = z
  .string()
  .trim()
  .regex(/^((\d+-\d+:)?[0-9A-Z]{1,3}(\.[0-9A-Z]{1,3}){1,2})?$/);

export const Iec62056Profile = z.strictObject({
  protocol: z.literal('iec62056-21'),
  /** The meter's offer of a higher speed is taken. Off: the whole readout comes at the speed of the sign-on. */
  switchesSpeed: z.boolean().default(true),
  /** none: the meter sends no STX and no BCC. It is then read twice, and both must agree. */
  checksum: z.enum(['required', 'none']).default('required'),
  /** The number in the readout (C.1.0, 0.0.0) must be the address. */
  checksNumber: z.boolean().default(true),
  /** A readout takes as long as this at most. */
  readoutSeconds: z.number().int().min(5).max(300).default(120),
  /** What is meant where the meter writes no unit. */
  unit: z.enum(['kWh', 'Wh', 'MWh', 'GJ', 'm3']).default('kWh'),
  total: Code.default('1.8.0'),
  sharp: Code.default(''),
  peak: Code.default('1.8.1'),
  flat: Code.default(''),
  valley: Code.default('1.8.2'),
  reverse: Code.default('2.8.0'),
  reactive: Code.default('3.8.0'),
  demand: Code.default('1.6.0'),
});
export type Iec62056Profile = z.infer<typeof Iec62056Profile>;

/** Named starting points; every field stays editable. */
export const IEC62056_PRESETS = {
  electricity: {},
  'electricity-no-checksum': { checksum: 'none' },
  'electricity-slow-head': { switchesSpeed: false, readoutSeconds: 240 },
  'electricity-t1-valley': { peak: '1.8.2', valley: '1.8.1' },
  heat: { total: '6.8', unit: 'MWh', peak: '', valley: '', reverse: '', reactive: '', demand: '6.6' },
  water: { total: '8.0', unit: 'm3', peak: '', valley: '', reverse: '', reactive: '', demand: '' },
  gas: { total: '7.0', unit: 'm3', peak: '', valley: '', reverse: '', reactive: '', demand: '' },
} as const satisfies Readonly<Record<string, Omit<z.input<typeof Iec62056Profile>, 'protocol'>>>;
export type Iec62056Preset = keyof typeof IEC62056_PRESETS;
