import type { ModbusPreset } from '../../../../main/devices/meter-modbus/presets.schema.ts';
import {
  ModbusProfile,
  type ModbusRegister,
  QUANTITY_NAMES,
  type Quantity,
  unitsOf,
} from '../../../../main/devices/meter-modbus/profile.schema.ts';

/** A row of the register table as it is typed. */
export interface RegisterRow extends Omit<ModbusRegister, 'address'> {
  readonly key: number;
  readonly address: string;
}

/** "0x0048" for 72: manuals of meters count in hexadecimal. */
export function addressText(address: number): string {
  return `0x${address.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** "0x0048", "48H" or "72"; undefined for what is no address. */
export function parseAddress(text: string): number | undefined {
  const typed = text.trim();
  const digits = /^0x([0-9a-f]{1,4})$/i.exec(typed)?.[1] ?? /^([0-9a-f]{1,4})h$/i.exec(typed)?.[1];
  if (digits !== undefined) return Number.parseInt(digits, 16);
  return /^\d{1,5}$/.test(typed) && Number(typed) <= 65_535 ? Number(typed) : undefined;
}

export function toRows(registers: readonly ModbusRegister[]): RegisterRow[] {
  return registers.map((register, key) => ({ ...register, key, address: addressText(register.address) }));
}

/** The first quantity that is not there yet, read like the last row, behind it. */
export function nextRow(rows: readonly RegisterRow[]): RegisterRow {
  const taken = new Set(rows.map(({ quantity }) => quantity));
  const quantity = QUANTITY_NAMES.find((name) => !taken.has(name)) ?? 'total';
  const { fn = 3, type = 'uint32', order = 'ABCD' } = rows.at(-1) ?? {};
  const key = Math.max(-1, ...rows.map((row) => row.key)) + 1;
  return { key, quantity, fn, address: '', type, order, scale: '1', unit: firstUnit(quantity) };
}

/** A row that changed what it feeds keeps its unit where the unit still fits. */
export function withQuantity(row: RegisterRow, quantity: Quantity): RegisterRow {
  return { ...row, quantity, unit: unitsOf(quantity).includes(row.unit) ? row.unit : firstUnit(quantity) };
}

/** The unit a reading is kept in: kWh for Wh, m³ for litres. */
export function keptUnit({ quantity, unit }: Pick<RegisterRow, 'quantity' | 'unit'>): string {
  return unit === 'm³' || unit === 'L' ? 'm³' : firstUnit(quantity);
}

function firstUnit(quantity: Quantity): string {
  return unitsOf(quantity)[0] ?? '';
}

export type MapFault = 'quantity' | 'total' | 'address' | 'scale' | 'unit' | 'ratio' | 'other';

/** The profile with these rows, or what is wrong first and in which row. */
export function readMap(
  rows: readonly RegisterRow[],
  rest: Omit<ModbusProfile, 'registers'>,
): { readonly profile: ModbusProfile } | { readonly fault: MapFault; readonly row: number | null } {
  const wrong = rows.findIndex(({ address }) => parseAddress(address) === undefined);
  if (wrong >= 0) return { fault: 'address', row: wrong };
  const registers = rows.map(({ key: _, address, ...row }) => ({ ...row, address: parseAddress(address) }));
  const read = ModbusProfile.safeParse({ ...rest, registers });
  if (read.success) return { profile: read.data };
  const [first] = read.error.issues;
  const row = typeof first?.path[1] === 'number' ? first.path[1] : null;
  const field = first?.path.at(-1);
  if (field === 'registers') return { fault: 'total', row: null };
  if (field === 'appliesRatios') return { fault: 'ratio', row: null };
  const known = (['quantity', 'address', 'scale', 'unit'] as const).find((name) => name === field);
  return { fault: known ?? 'other', row };
}

/** The map of a known model, asked for as that model allows. */
export function withPreset(rest: Omit<ModbusProfile, 'registers'>, preset: ModbusPreset): ModbusProfile {
  const { id, registers, maxRegisters, quietMs } = preset;
  return { ...rest, preset: id, registers: [...registers], maxRegisters, quietMs, appliesRatios: false };
}

/** A map in a file of its own, for another station or for support. */
export function mapFile(profile: ModbusProfile): string {
  return `${JSON.stringify({ format: 'stationdesk-modbus-map', version: 1, ...profile }, null, 2)}\n`;
}

/** Undefined for a file that is no such map, or a map with a fault. */
export function readMapFile(text: string): ModbusProfile | undefined {
  try {
    const { format, version, ...profile } = JSON.parse(text);
    if (format !== 'stationdesk-modbus-map' || version !== 1) return undefined;
    return ModbusProfile.safeParse(profile).data;
  } catch {
    return undefined;
  }
}
