import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountNoOf, doorNo, doorPart, doorPrefix, doorSort } from './customers.domain.ts';

describe('doors', () => {
  test.each([
    [{ building: '3', unit: '2', room: '501' }, '3-2-501'],
    [{ building: '3栋', unit: '2单元', room: '501室' }, '3-2-501'],
    [{ building: ' ３ 号楼', unit: '', room: '５０１' }, '3-501'],
    [{ building: 'a座', unit: '', room: '1201' }, 'A-1201'],
    [{ building: '幸福里3栋', unit: '', room: '' }, '幸福里3栋'],
    [{ building: '北门商铺', unit: '', room: '7' }, '北门商铺-7'],
  ])('%o is %s', (parts, door) => expect(doorNo(parts)).toBe(door));

  test('a part is stored in one form however often it is saved', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (text) => {
        expect(doorPart(doorPart(text))).toBe(doorPart(text));
      }),
    );
  });

  test('what is typed begins as the stored door does', () => {
    for (const typed of ['3-2-5', '3栋2单元5', '3/2/5', '３－２－５', '3 2 5'])
      expect('3-2-501'.startsWith(doorPrefix(typed))).toBe(true);
  });

  test('doors sort as people count them', () => {
    const doors = ['10-1-101', '2-1-1001', '2-1-201', '1-10-101', '1-2-101', 'A-1'];
    expect([...doors].sort((a, b) => (doorSort(a) < doorSort(b) ? -1 : 1))).toEqual([
      '1-2-101',
      '1-10-101',
      '2-1-201',
      '2-1-1001',
      '10-1-101',
      'A-1',
    ]);
  });
});

test('account numbers of the series have one length', () => expect(accountNoOf(42)).toBe('00000042'));
