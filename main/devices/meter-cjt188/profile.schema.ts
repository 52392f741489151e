import { z } from 'zod';

/** How one maker's meter speaks CJ/T 188. Importable by the renderer. */

/** Heat, cooling, both, and one maker's heat meter: billed by energy. All others are billed by volume. */
export const HEAT_TYPES: ReadonlySet<string> = new Set(['20', '21', '22', '25']);

/** Two hexadecimal digits. */
const Byte = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-F]{2}$/);

export const Cjt188Profile = z.strictObject({
  protocol: z.literal('cjt188'),
  /** Kind of meter: 10 cold, 11 hot, 12 drinking, 13 grey water; 20 heat, 21 cooling, 22 both; 30 gas; 40 other. */
  type: Byte.default('10'),
  /** auto: one order is tried, then the other, and what answered is remembered for the meter. */
  diOrder: z.enum(['auto', '2018', '2004']).default('auto'),
  unitPosition: z.enum(['after', 'before']).default('after'),
  /** Digits behind the point of volume and energy: XXXXXX.XX by the standard. */
  decimals: z.number().int().min(0).max(3).default(2),
  status: z.enum(['standard', 'mirrored', 'none']).default('standard'),
  /** Off for meters that do not return the serial number of the question. */
  checksSerial: z.boolean().default(true),
  preamble: z.number().int().min(0).max(8).default(3),
  /** Day of the month whose value the meter keeps, for meters that do not tell it (8103). */
  settlementDay: z.number().int().min(1).max(31).default(1),
  /** Off: no valve, or one that the program must not turn. */
  hasValve: z.boolean().default(false),
  /** Codes of the valve. Permit = opened by a person at the meter; empty = the maker has none. */
  valve: z
    .strictObject({ open: Byte.default('55'), close: Byte.default('99'), permit: Byte.or(z.literal('')).default('') })
    .default({ open: '55', close: '99', permit: '' }),
});
export type Cjt188Profile = z.infer<typeof Cjt188Profile>;

/** Named starting points; every field stays editable. */
export const CJT188_PRESETS = {
  'water-2018': { type: '10', diOrder: '2018' },
  'water-2004': { type: '10', diOrder: '2004' },
  'water-auto': { type: '10' },
  'water-3-decimals': { type: '10', decimals: 3 },
  'water-unit-first': { type: '10', unitPosition: 'before' },
  'water-valve': { type: '10', hasValve: true },
  'water-vendor-valve': {
    type: '10',
    diOrder: '2004',
    hasValve: true,
    valve: { open: '55', close: '99', permit: '66' },
  },
  'hot-water': { type: '11' },
  gas: { type: '30' },
  'gas-2018': { type: '30', diOrder: '2018' },
  'gas-2004': { type: '30', diOrder: '2004' },
  'gas-valve': { type: '30', hasValve: true },
  'gas-mirrored-status': { type: '30', status: 'mirrored' },
  heat: { type: '20' },
  'heat-and-cooling': { type: '22' },
} as const satisfies Readonly<Record<string, Omit<z.input<typeof Cjt188Profile>, 'protocol'>>>;
export type Cjt188Preset = keyof typeof CJT188_PRESETS;
