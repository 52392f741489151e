import { expect, test } from 'vitest';
import lock from '../../package-lock.json' with { type: 'json' };

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
type Packages = Readonly<Record<string, Locked>>;

/**
 * `npm install` writes a lock without the platform packages the registry lacks at that version, and `npm ci` then
 * refuses it: each optional dependency must be in the lock, beside its package or above it.
 */
function lockFindings(packages: Packages): string[] {
  return Object.entries(packages).flatMap(([at, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !placesAbove(at).some((place) => `${place}node_modules/${name}` in packages))
      .map((name) => `${at} wants ${name}, which is not in the lock`),
  );
}

/** "node_modules/a/node_modules/b" → itself, a's folder and the root, as Node looks for modules. */
function placesAbove(at: string): string[] {
  const parts = at.split('node_modules/').filter(Boolean);
  return [...parts, ''].map((_, i) =>
    parts
      .slice(0, parts.length - i)
      .map((part) => `node_modules/${part.replace(/\/$/, '')}/`)
      .join(''),
  );
}

test('npm ci accepts the lock: no platform package is missing from it', () => {
  expect(Object.keys(lock.packages).length).toBeGreaterThan(300);
  expect(lockFindings(lock.packages as Packages)).toEqual([]);
});

test('the guard notices a missing platform package and finds one at any level', () => {
  const packages: Packages = {
    '': {},
    'node_modules/a': { optionalDependencies: { 'a-linux': '1', 'a-mac': '1', '@a/win': '1' } },
    'node_modules/a-linux': {},
    'node_modules/a/node_modules/@a/win': {},
    'node_modules/b/node_modules/c': { optionalDependencies: { 'c-linux': '1' } },
    'node_modules/b/node_modules/c-linux': {},
  };
  expect(lockFindings(packages)).toEqual(['node_modules/a wants a-mac, which is not in the lock']);
});
