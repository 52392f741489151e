import { expect, test } from 'vitest';
import { MODBUS_PRESETS, presetNamed } from '../../../../main/devices/meter-modbus/presets.schema.ts';
import { ModbusProfile } from '../../../../main/devices/meter-modbus/profile.schema.ts';
import {
  addressText,
  mapFile,
  nextRow,
  parseAddress,
  readMap,
  readMapFile,
  toRows,
  withPreset,
  withQuantity,
} from './modbus-map.ts';

const profile = ModbusProfile.parse({
  protocol: 'modbus',
  preset: 'sdm120',
  registers: presetNamed('sdm120')?.registers,
});
const { registers, ...rest } = profile;

test('addresses are typed as manuals print them', () => {
  expect(['0x0048', '48H', '72', ' 0X48 '].map(parseAddress)).toEqual([72, 72, 72, 72]);
  expect(['', '0x', 'FFFF', '65536', '0x10000', '-1', '7.2'].map(parseAddress)).toEqual(Array(7).fill(undefined));
  expect(addressText(72)).toBe('0x0048');
});

test('a map goes through the table and through a file unchanged', () => {
  expect(readMap(toRows(registers), rest)).toEqual({ profile });
  expect(readMapFile(mapFile(profile))).toEqual(profile);
});

test('every known model can be chosen', () => {
  for (const preset of MODBUS_PRESETS) {
    const { registers: taken, ...others } = withPreset(rest, preset);
    expect(readMap(toRows(taken), others)).toEqual({ profile: withPreset(rest, preset) });
  }
});

test('a file that is no map is none', () => {
  for (const text of ['', '{}', 'x', '{"format":"stationdesk-modbus-map","version":2}', JSON.stringify(profile)])
    expect(readMapFile(text)).toBeUndefined();
});

test('the first fault is named with its row', () => {
  const rows = toRows(registers);
  const changed = (at: number, change: object) => rows.map((row, i) => (i === at ? { ...row, ...change } : row));
  expect(readMap(changed(2, { address: 'zz' }), rest)).toEqual({ fault: 'address', row: 2 });
  expect(readMap(changed(1, { scale: '0,1' }), rest)).toEqual({ fault: 'scale', row: 1 });
  expect(readMap(changed(1, { quantity: 'total' }), rest)).toEqual({ fault: 'quantity', row: 1 });
  expect(readMap(rows.slice(1), rest)).toEqual({ fault: 'total', row: null });
  expect(readMap(rows, { ...rest, appliesRatios: true })).toEqual({ fault: 'ratio', row: null });
});

test('a new row feeds what is not there yet, and a row keeps a unit that fits', () => {
  const row = nextRow(toRows(registers));
  expect(row).toMatchObject({ quantity: 'sharp', unit: 'kWh', address: '', fn: 4, type: 'float32' });
  expect(withQuantity({ ...row, unit: 'Wh' }, 'peak').unit).toBe('Wh');
  expect(withQuantity({ ...row, unit: 'Wh' }, 'voltageA').unit).toBe('V');
});
