import { describe, expect, test } from 'vitest';
import { GRAMMARS } from '../../main/devices/scale-text/grammars.ts';
import type { TextGrammar } from '../../main/devices/scale-text/profile.schema.ts';

const read = (grammar: TextGrammar, line: string) => GRAMMARS[grammar].read(line);

describe('a line of an SMA scale', () => {
  test('gives weight, range and motion', () => {
    expect(read('sma', ' 1G      12.34kg ')).toMatchObject({ value: { units: 1234, decimals: 2 }, isMoving: false });
    expect(read('sma', ' 1NM     -2.50kg ')).toMatchObject({ value: { units: -250 }, isNet: true, isMoving: true });
    expect(read('sma', 'O1G  ----------kg ')).toMatchObject({ value: null, range: 'over' });
    expect(read('sma', 'E1G  ----------kg ')).toEqual({ kind: 'fault', fault: 'zero' });
  });

  test('with a mark in its reserved place is refused: the minus of figures that slipped by one stands there', () => {
    expect(read('sma', ' 1N     -6589.0g  ')).toMatchObject({ value: { units: -65890 } });
    expect(read('sma', ' 1N -    6589.0g  ')).toBeUndefined();
    expect(read('sma', ' 1NM-    1864.6kg ')).toBeUndefined();
    expect(read('sma', ' 1NMx    1864.6kg ')).toBeUndefined();
  });
});
