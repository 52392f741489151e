import { expect, test } from 'vitest';
import { changesOf } from './changes.ts';

test('only what differs is told', () => {
  expect(changesOf({ name: 'old', phone: '1', roles: ['a'] }, { name: 'new', phone: '1', roles: ['a', 'b'] })).toEqual([
    { field: 'name', before: 'old', after: 'new' },
    { field: 'roles', before: '["a"]', after: '["a","b"]' },
  ]);
});

test('a new record shows its fields, a removed one what it had', () => {
  expect(changesOf(undefined, { name: 'new', note: null })).toEqual([{ field: 'name', before: null, after: 'new' }]);
  expect(changesOf({ name: 'old' }, undefined)).toEqual([{ field: 'name', before: 'old', after: null }]);
});

test('fields the result does not name are not taken for removed', () => {
  expect(changesOf({ state: 'doubtful', total: 5 }, { state: 'accepted' })).toEqual([
    { field: 'state', before: 'doubtful', after: 'accepted' },
  ]);
});

test('a bare value is one unnamed field, and nothing is no change', () => {
  expect(changesOf('a', 'b')).toEqual([{ field: '', before: 'a', after: 'b' }]);
  expect(changesOf(undefined, undefined)).toEqual([]);
});
