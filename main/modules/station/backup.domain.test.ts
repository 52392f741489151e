import { expect, test } from 'vitest';
import { backupName, isBackupName, outdatedBackups } from './backup.domain.ts';

const AT = Date.parse('2026-11-22T09:00:05+08:00');

test('a backup is named after its local second, and a second one of that second gets a number', () => {
  expect(backupName(AT, 'Asia/Shanghai', [])).toBe('station-20261122-090005.db');
  expect(backupName(AT, 'Asia/Shanghai', ['station-20261122-090005.db'])).toBe('station-20261122-090005-2.db');
});

test('only names of backups count as backups', () => {
  expect(isBackupName('station-20261122-090005-2.db')).toBe(true);
  for (const name of ['before-migration-10-to-20.db', 'station.db', 'station-20261122-090005.db.json', '../x.db'])
    expect(isBackupName(name)).toBe(false);
});

test('the oldest go when there are more than are kept', () => {
  const backups = [3, 1, 2].map((n) => ({ file: `${n}.db`, madeAt: n }));
  expect(outdatedBackups(backups, 2)).toEqual(['1.db']);
  expect(outdatedBackups(backups, 3)).toEqual([]);
});
