import { expect, test } from 'vitest';
import { allowedPages, findPages, type PageEntry } from './commands.ts';

const ENTRIES: readonly PageEntry[] = [
  { path: '/cashier', label: '收费', keys: 'sf shoufei cashier till' },
  { path: '/takings', label: '收款日报', keys: 'skrb shoukuan takings' },
  { path: '/tariffs', label: '价格', keys: 'jg jiage tariffs prices' },
  { path: '/load', label: 'Load curve', keys: '负荷曲线 fhqx load curve' },
];
const paths = (text: string) => findPages(ENTRIES, text).map(({ path }) => path);

test('a page is found by its name, its initials, its pinyin and its English name', () => {
  expect(paths('收')).toEqual(['/cashier', '/takings']);
  expect(paths('日报')).toEqual(['/takings']);
  expect(paths('JG')).toEqual(['/tariffs']);
  expect(paths('shouk')).toEqual(['/takings']);
  expect(paths('till')).toEqual(['/cashier']);
  expect(paths('t')).toEqual(['/cashier', '/takings', '/tariffs']);
  expect(paths('负荷')).toEqual(['/load']);
  expect(paths('curve & lo')).toEqual(['/load']);
  expect(paths('curve till')).toEqual([]);
  expect(paths('zzz')).toEqual([]);
});

test('an empty text shows every page in the order of the rail', () => {
  expect(paths(' ')).toEqual(['/cashier', '/takings', '/tariffs', '/load']);
});

test('only pages of the user and of the kind of station are there', () => {
  const load = async () => () => null;
  const pages = [
    { path: '/', load, perm: 'station.read' },
    { path: '/users', load, perm: 'users.manage' },
    { path: '/filling', load, perm: 'station.read', kind: 'gas-station' },
  ] as const;
  const seen = (role: 'cashier' | 'administrator', kind: 'both' | 'gas-station' | 'property-office') =>
    allowedPages(pages, [role], kind).map(({ path }) => path);
  expect(seen('cashier', 'both')).toEqual(['/', '/filling']);
  expect(seen('cashier', 'property-office')).toEqual(['/']);
  expect(seen('administrator', 'gas-station')).toEqual(['/', '/users', '/filling']);
});
