import { expect, test } from 'vitest';
import { pages } from '../routes.tsx';
import { railPath } from './rail-path.ts';

test('every page stands behind an entry of the rail', () => {
  const entries = pages.filter(({ nav }) => nav).map(({ path }) => path);
  const lost = pages.filter(({ path }) => !entries.includes(railPath(pages, path.replaceAll(/:\w+/g, '1')) ?? ''));
  expect(lost.map(({ path }) => path)).toEqual([]);
});

test.each([
  ['/', '/'],
  ['/meters', '/meters'],
  ['/meters/7', '/meters'],
  ['/accuracy', '/meters'],
  ['/commissioning', '/meters'],
  ['/import', '/customers'],
  ['/low-balances', '/customers'],
  ['/polling/gaps', '/polling'],
  ['/alerts', '/polling'],
  ['/load', '/polling'],
  ['/bills/400', '/billing'],
  ['/cylinder-types', '/cylinders'],
  ['/ledger', '/ledger'],
  ['/ledger/periods', '/ledger/periods'],
  ['/nowhere', undefined],
])('%s is behind %s', (path, entry) => {
  expect(railPath(pages, path)).toBe(entry);
});
