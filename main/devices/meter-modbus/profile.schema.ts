import { z } from 'zod';

/** Which registers of a Modbus meter hold what: data, edited in the page, stored with the meter. */

export const REGISTER_TYPES = ['uint16', 'int16', 'uint32', 'int32', 'uint64', 'int64', 'float32', 'float64'] as const;
export type RegisterType = (typeof REGISTER_TYPES)[number];

/** Registers of 16 bits that a value takes. */
export const WIDTH: Readonly<Record<RegisterType, number>> = {
  uint16: 1,
  int16: 1,
  uint32: 2,
  int32: 2,
  float32: 2,
  uint64: 4,
  int64: 4,
  float64: 4,
};

/** ABCD: high byte and high word first, as the standard sends them. CDAB: low word first. BADC, DCBA: bytes swapped in each word. */
export const WORD_ORDERS = ['ABCD', 'CDAB', 'BADC', 'DCBA'] as const;
export type WordOrder = (typeof WORD_ORDERS)[number];

type UnitFamily = 'energy' | 'reactive' | 'power' | 'voltage' | 'current' | 'frequency' | 'plain';

/** What a register feeds, and the family of its unit. */
export const QUANTITIES = {
  total: 'energy',
  sharp: 'energy',
  peak: 'energy',
  flat: 'energy',
  valley: 'energy',
  reverse: 'energy',
  reactive: 'reactive',
  demand: 'power',
  voltageA: 'voltage',
  voltageB: 'voltage',
  voltageC: 'voltage',
  currentA: 'current',
  currentB: 'current',
  currentC: 'current',
  power: 'power',
  powerA: 'power',
  powerB: 'power',
  powerC: 'power',
  powerFactor: 'plain',
  frequency: 'frequency',
  ctRatio: 'plain',
  ptRatio: 'plain',
} as const satisfies Record<string, UnitFamily>;
export type Quantity = keyof typeof QUANTITIES;
export const QUANTITY_NAMES = Object.keys(QUANTITIES) as [Quantity, ...Quantity[]];

/** Units as meters count in, each as a power of ten of the first that the program keeps (kWh, kvarh, kW, V, A, Hz). */
export const UNITS: Readonly<Record<UnitFamily, Readonly<Record<string, number>>>> = {
  energy: { kWh: 0, Wh: -3, MWh: 3, 'm³': 0, L: -3 },
  reactive: { kvarh: 0, varh: -3, Mvarh: 3 },
  power: { kW: 0, W: -3, MW: 3 },
  voltage: { V: 0, mV: -3, kV: 3 },
  current: { A: 0, mA: -3, kA: 3 },
  frequency: { Hz: 0 },
  plain: { '': 0 },
};

export function unitsOf(quantity: Quantity): readonly string[] {
  return Object.keys(UNITS[QUANTITIES[quantity]]);
}

/** What a map makes of the meter's total; null for a map without one. */
export function totalOf({ registers }: Pick<ModbusProfile, 'registers'>): 'energy' | 'volume' | null {
  const total = registers.find(({ quantity }) => quantity === 'total');
  return total ? (total.unit === 'm³' || total.unit === 'L' ? 'volume' : 'energy') : null;
}

/** What one count of the register is worth, an exact decimal: "0.01", "1", "10". */
const Scale = z
  .string()
  .trim()
  .regex(/^\d{1,6}(\.\d{1,9})?$/)
  .refine((text) => /[1-9]/.test(text));

export const ModbusRegister = z
  .strictObject({
    quantity: z.enum(QUANTITY_NAMES),
    /** 3 = holding registers, 4 = input registers. */
    fn: z.union([z.literal(3), z.literal(4)]).default(4),
    /** As it goes over the wire, counted from 0: "30073" of a manual is 72. */
    address: z.number().int().min(0).max(65_535),
    type: z.enum(REGISTER_TYPES).default('float32'),
    order: z.enum(WORD_ORDERS).default('ABCD'),
    scale: Scale.default('1'),
    unit: z.string().max(6).default(''),
  })
  .superRefine(({ quantity, unit, address, type }, context) => {
    if (!unitsOf(quantity).includes(unit)) context.addIssue({ code: 'custom', path: ['unit'], message: 'unit' });
    if (address + WIDTH[type] > 65_536) context.addIssue({ code: 'custom', path: ['address'], message: 'address' });
  });
export type ModbusRegister = z.infer<typeof ModbusRegister>;

/** The standard allows 125 registers an answer; Eastron allows 80. */
const MOST_REGISTERS = 125;

export const ModbusProfile = z
  .strictObject({
    protocol: z.literal('modbus'),
    /** Where the map was taken from; of no effect on reading. */
    preset: z.string().trim().max(40).default(''),
    /** Empty: the meter answers, but nobody knows what its registers mean; it cannot be read. */
    registers: z.array(ModbusRegister).max(60).default([]),
    maxRegisters: z.number().int().min(4).max(MOST_REGISTERS).default(60),
    /** So many registers that nobody wants are read along rather than asking twice. */
    maxGap: z.number().int().min(0).max(60).default(8),
    /** Silence on the wire before a request. Old SDM630 want 60 ms, the standard three and a half characters. */
    quietMs: z.number().int().min(0).max(500).default(10),
    /**
     * Multiplies by the ratios that the meter's own registers name. Off: the registers are taken as they stand, and
     * the multiplier of the meter's record does it. Never both: the meter's record then has the multiplier 1.
     */
    appliesRatios: z.boolean().default(false),
  })
  .superRefine(({ registers, appliesRatios }, context) => {
    const seen = new Set<Quantity>();
    registers.forEach(({ quantity }, at) => {
      if (seen.has(quantity))
        context.addIssue({ code: 'custom', path: ['registers', at, 'quantity'], message: 'twice' });
      seen.add(quantity);
    });
    if (registers.length > 0 && !seen.has('total'))
      context.addIssue({ code: 'custom', path: ['registers'], message: 'total' });
    if (appliesRatios && !seen.has('ctRatio') && !seen.has('ptRatio'))
      context.addIssue({ code: 'custom', path: ['appliesRatios'], message: 'ratio' });
  });
export type ModbusProfile = z.infer<typeof ModbusProfile>;
