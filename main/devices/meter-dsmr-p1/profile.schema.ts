import { z } from 'zod';

/** How one P1 port speaks. Importable by the renderer. */
export const DsmrP1Profile = z.strictObject({
  protocol: z.literal('dsmr-p1'),
  /** none: editions 2 and 3 send no CRC. Two telegrams in a row must then agree. */
  checksum: z.enum(['required', 'none']).default('required'),
  /**
   * What the meter counts. One port carries electricity, gas, water and heat: a wrong address would bill the one as the
   * other. any: whatever is there, for a meter that is only tried.
   */
  unit: z.enum(['any', 'kWh', 'm3']).default('any'),
  /** A telegram comes every 1 or 10 seconds. */
  waitSeconds: z.number().int().min(2).max(60).default(15),
  /** What the tariffs 1 and 2 are called here: 1 is the low one in the Netherlands, the high one in Belgium. */
  tariff1: z.enum(['peak', 'flat', 'valley']).default('valley'),
  tariff2: z.enum(['peak', 'flat', 'valley']).default('peak'),
  /** The value of a gas or water meter behind the port is older than this: its radio or wire is down. */
  staleHours: z.number().int().min(1).max(168).default(26),
});
export type DsmrP1Profile = z.infer<typeof DsmrP1Profile>;

/** Named starting points; every field stays editable. */
export const DSMR_P1_PRESETS = {
  'edition-5': { waitSeconds: 5 },
  'edition-4': {},
  'edition-2-3': { checksum: 'none' },
  belgium: { waitSeconds: 5, tariff1: 'peak', tariff2: 'valley' },
} as const satisfies Readonly<Record<string, Omit<z.input<typeof DsmrP1Profile>, 'protocol'>>>;
export type DsmrP1Preset = keyof typeof DSMR_P1_PRESETS;
