import { expect, test } from 'vitest';
import { meterByBarcode } from './barcode.domain.ts';

const METERS = [
  { address: '000012345678' },
  { address: '202611220001' },
  { address: '00201707010069' },
  { address: '7' },
  { address: '17' },
];

test.each([
  ['000012345678', '000012345678', 'the address itself'],
  ['12345678', '000012345678', 'without the zeros in front'],
  ['２０２６１１２２０００１', '202611220001', 'in full-width digits'],
  ['DDS-1234-202611220001-9', '202611220001', 'with maker and check digit around it'],
  ['220001', '202611220001', 'its last six digits'],
  ['7', '7', 'a short Modbus address, as a whole'],
])('%s means the meter %s (%s)', (scanned, address) => {
  expect(meterByBarcode(scanned, METERS)).toEqual({ address });
});

test.each(['', '   ', '20001', '99999999', '0'])('%j means none', (scanned) => {
  expect(meterByBarcode(scanned, METERS)).toBeUndefined();
});

test('where several fit, none is chosen', () => {
  expect(meterByBarcode('123456', [{ address: '000000123456' }, { address: '123456' }])).toBeUndefined();
  expect(meterByBarcode('456789', [{ address: '111111456789' }, { address: '222222456789' }])).toBeUndefined();
});
