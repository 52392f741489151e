import type { ModbusRegister, Quantity } from './profile.schema.ts';

/**
 * Register maps of common meters, as their manuals print them (addresses from 0). Maps are data of the program, so that
 * the page can offer them; a meter keeps its own copy.
 */
export interface ModbusPreset {
  readonly id: string;
  readonly name: string;
  /** What the maker ships: "2400 8N1". */
  readonly usualLine: string;
  readonly maxRegisters: number;
  readonly quietMs: number;
  readonly registers: readonly ModbusRegister[];
}

type Row = readonly [quantity: Quantity, address: number, unit: string, scale?: string];

function rows(shared: Pick<ModbusRegister, 'fn' | 'type'>, list: readonly Row[]): ModbusRegister[] {
  return list.map(([quantity, address, unit, scale = '1']) => ({
    quantity,
    ...shared,
    address,
    order: 'ABCD',
    scale,
    unit,
  }));
}

const EASTRON = { fn: 4, type: 'float32' } as const;
const CHINT = { fn: 3, type: 'float32' } as const;

/** Total = import (0048): the register 0156 adds what was fed back and must not be billed. */
const SDM120 = rows(EASTRON, [
  ['total', 0x0048, 'kWh'],
  ['reverse', 0x004a, 'kWh'],
  ['reactive', 0x004c, 'kvarh'],
  ['demand', 0x0056, 'W'],
  ['voltageA', 0x0000, 'V'],
  ['currentA', 0x0006, 'A'],
  ['power', 0x000c, 'W'],
  ['powerFactor', 0x001e, ''],
  ['frequency', 0x0046, 'Hz'],
]);

const SDM630 = rows(EASTRON, [
  ['total', 0x0048, 'kWh'],
  ['reverse', 0x004a, 'kWh'],
  ['reactive', 0x004c, 'kvarh'],
  ['demand', 0x0056, 'W'],
  ['voltageA', 0x0000, 'V'],
  ['voltageB', 0x0002, 'V'],
  ['voltageC', 0x0004, 'V'],
  ['currentA', 0x0006, 'A'],
  ['currentB', 0x0008, 'A'],
  ['currentC', 0x000a, 'A'],
  ['powerA', 0x000c, 'W'],
  ['powerB', 0x000e, 'W'],
  ['powerC', 0x0010, 'W'],
  ['power', 0x0034, 'W'],
  ['powerFactor', 0x003e, ''],
  ['frequency', 0x0046, 'Hz'],
]);

const DTSU_LIVE: readonly Row[] = [
  ['voltageA', 0x2006, 'V', '0.1'],
  ['voltageB', 0x2008, 'V', '0.1'],
  ['voltageC', 0x200a, 'V', '0.1'],
  ['currentA', 0x200c, 'A', '0.001'],
  ['currentB', 0x200e, 'A', '0.001'],
  ['currentC', 0x2010, 'A', '0.001'],
  ['power', 0x2012, 'W', '0.1'],
  ['powerA', 0x2014, 'W', '0.1'],
  ['powerB', 0x2016, 'W', '0.1'],
  ['powerC', 0x2018, 'W', '0.1'],
  ['powerFactor', 0x202a, '', '0.001'],
  ['frequency', 0x2044, 'Hz', '0.01'],
];

/** The import register stands in one place in the manual of 2016 and in another in later meters. */
function dtsu666(importAt: number, exportAt: number): ModbusRegister[] {
  return [
    ...rows(CHINT, [['total', importAt, 'kWh'], ['reverse', exportAt, 'kWh'], ...DTSU_LIVE]),
    ...rows({ fn: 3, type: 'uint16' }, [
      ['ctRatio', 0x0006, ''],
      ['ptRatio', 0x0007, '', '0.1'],
    ]),
  ];
}

/** Total (0000) is what its four tariffs add up to. */
const ACREL = [
  ...rows({ fn: 3, type: 'uint32' }, [
    ['total', 0x0000, 'kWh', '0.01'],
    ['sharp', 0x0002, 'kWh', '0.01'],
    ['peak', 0x0004, 'kWh', '0.01'],
    ['flat', 0x0006, 'kWh', '0.01'],
    ['valley', 0x0008, 'kWh', '0.01'],
  ]),
  ...rows({ fn: 3, type: 'uint16' }, [
    ['voltageA', 0x0061, 'V', '0.1'],
    ['voltageB', 0x0062, 'V', '0.1'],
    ['voltageC', 0x0063, 'V', '0.1'],
    ['currentA', 0x0064, 'A', '0.01'],
    ['currentB', 0x0065, 'A', '0.01'],
    ['currentC', 0x0066, 'A', '0.01'],
  ]),
];

export const MODBUS_PRESETS: readonly ModbusPreset[] = [
  { id: 'sdm120', name: 'Eastron SDM120', usualLine: '2400 8N1', maxRegisters: 80, quietMs: 10, registers: SDM120 },
  { id: 'sdm630', name: 'Eastron SDM630', usualLine: '9600 8N1', maxRegisters: 80, quietMs: 60, registers: SDM630 },
  {
    id: 'dtsu666',
    name: 'Chint DTSU666 (101E)',
    usualLine: '9600 8E1',
    maxRegisters: 60,
    quietMs: 10,
    registers: dtsu666(0x101e, 0x1028),
  },
  {
    id: 'dtsu666-2016',
    name: 'Chint DTSU666 2016 (401E)',
    usualLine: '9600 8E1',
    maxRegisters: 60,
    quietMs: 10,
    registers: dtsu666(0x401e, 0x4028),
  },
  {
    id: 'acrel',
    name: 'Acrel DTSD1352 / ADL',
    usualLine: '9600 8N1',
    maxRegisters: 60,
    quietMs: 10,
    registers: ACREL,
  },
];

export function presetNamed(id: string): ModbusPreset | undefined {
  return MODBUS_PRESETS.find((preset) => preset.id === id);
}
