import { expect, test } from 'vitest';
import { AccountId } from '../../../main/shared/ids.ts';
import { memberOf, NEW_GROUP, toMember, toSettings } from './group-form.ts';

const row = memberOf({
  accountId: AccountId.parse(1),
  accountNo: '00000001',
  customerName: '王建国',
  doorNo: '3-1-101',
  service: 'electricity',
  openedOn: '2026-01-01',
  areaDm2: 8950,
});
const group = { ...NEW_GROUP, name: ' 3 栋 ', meterNo: 'ZB-3', price: '0.58886875', members: [row] };

test('a household joins with the area on record, in full, from the day its account opened', () => {
  expect(toMember(row)).toEqual({
    accountId: 1,
    areaMilli: 89_500,
    coefficientMilli: 1000,
    isVacant: false,
    vacantPermille: 0,
    fromOn: '2026-01-01',
    toOn: null,
  });
  expect(toMember({ ...row, isVacant: true, vacantPercent: '33.5' })?.vacantPermille).toBe(335);
});

test.each([{ area: '-1' }, { area: '1.2345' }, { coefficient: 'x' }, { vacantPercent: '100.1' }, { fromOn: null }])(
  'a member with %o is not saved, nor is its group',
  (part) => {
    const wrong = { ...row, ...part };
    expect(toMember(wrong)).toBeUndefined();
    expect(toSettings({ ...group, members: [wrong] })).toBeUndefined();
  },
);

test('a group needs a name, and a price needs its meter and at most eight decimals', () => {
  expect(toSettings(group)).toMatchObject({ name: '3 栋', meterNo: 'ZB-3', price: '0.58886875' });
  expect(toSettings({ ...group, name: ' ' })).toBeUndefined();
  expect(toSettings({ ...group, meterNo: '' })).toBeUndefined();
  expect(toSettings({ ...group, price: '0.123456789' })).toBeUndefined();
  expect(toSettings({ ...group, basis: 'cost', meterNo: '', price: '' })).toMatchObject({ meterNo: null, price: null });
});
