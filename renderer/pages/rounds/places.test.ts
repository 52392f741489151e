import { expect, test } from 'vitest';
import { moved, withPlaces } from './places.ts';

test('a door moves up and down and the others keep their order', () => {
  expect(moved(['a', 'b', 'c', 'd'], 2, 0)).toEqual(['c', 'a', 'b', 'd']);
  expect(moved(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd']);
});

test('a building added twice stands on the way once', () => {
  const doors = [1, 2].map((premisesId) => ({ premisesId, service: 'gas' }));
  expect(withPlaces(doors, [...doors, { premisesId: 1, service: 'water' }])).toHaveLength(3);
});
