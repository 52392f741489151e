import { describe, expect, test } from 'vitest';
import { isAddress, plainAddress } from './meters.domain.ts';

describe('addresses', () => {
  test.each([
    ['dlt645-2007', '000330012345', true],
    ['dlt645-2007', '33001234', false],
    ['dlt645-2007', '00033001234A', false],
    ['dlt645-2007', '999999999999', false],
    ['manual', '', true],
  ] as const)('%s takes %s: %s', (protocol, address, isGood) => expect(isAddress(protocol, address)).toBe(isGood));

  test('blanks, dashes and width are nothing', () => expect(plainAddress('0003 3001-２３45')).toBe('000330012345'));
});
