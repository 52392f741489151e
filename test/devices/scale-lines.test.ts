import { describe, expect, test } from 'vitest';
import { GRAMMARS } from '../../main/devices/scale-text/grammars.ts';
import type { TextGrammar } from '../../main/devices/scale-text/profile.schema.ts';

const read = (grammar: TextGrammar, line: string) => GRAMMARS[grammar].read(line);

describe('a line of an SMA scale', () => {
  test('gives weight, range and motion', () => {
    expect(read('sma', ' 1G       12.34kg ')).toMatchObject({ value: { units: 1234, decimals: 2 }, isMoving: false });
    expect(read('sma', ' 1NM      -2.50kg ')).toMatchObject({ value: { units: -250 }, isNet: true, isMoving: true });
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

describe('a line of an MT-SICS scale', () => {
  test.each([
    ['S L', { kind: 'fault', fault: 'wrong parameter' }],
    ['S I', { kind: 'fault', fault: 'busy / no stability' }],
    ['Z -', { kind: 'fault', fault: 'lower zero limit', zero: 'out-of-range' }],
    ['T +', { kind: 'fault', fault: 'upper tare limit' }],
    ['T S      12.50 kg', { kind: 'note', words: { ok: true, tare: 12.5, unit: 'kg', stable: true } }],
    ['TI D      12.50 kg', { kind: 'note', words: { ok: true, tare: 12.5, unit: 'kg', stable: false } }],
    ['SNR', { kind: 'note', words: { command: 'SNR' } }],
    ['K L', { kind: 'fault', fault: 'wrong parameter' }],
    ['S S     12.50', undefined],
    ['S S     1.2.50 kg', undefined],
  ])('%s says what it says', (line, expected) => {
    expect(read('sics', line)).toEqual(expected);
  });
});

test('the identity of a Sartorius line may carry the number of its tare or net', () => {
  expect(read('sbi', 'N1    +    12.34 kg ')).toMatchObject({ value: { units: 1234, decimals: 2 }, isNet: true });
  expect(read('sbi', 'T1    +    12.34 kg ')).toMatchObject({ kind: 'note', words: { kind: 'tare', value: 12.34 } });
});
