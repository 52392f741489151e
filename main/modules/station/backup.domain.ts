import { localDateTime, type UnixMs } from '../../shared/dates.ts';

/** Newest backups that are kept; older ones are removed after a new one is complete and checked. */
export const KEPT_BACKUPS = 14;
/** A station without a backup for this long makes one by itself. */
export const BACKUP_EVERY_MS = 20 * 3_600_000;

const NAME = /^station-\d{8}-\d{6}(-\d+)?\.db$/;

/** "20261122-090005": sorts by time, and a file name on every system. */
export function fileStamp(at: UnixMs, zone: string): string {
  return localDateTime(at, zone).replaceAll(/[-:]/g, '').replace(' ', '-');
}

/** "station-20261122-090005.db", with a number behind it when that second has one already. */
export function backupName(at: UnixMs, zone: string, taken: readonly string[]): string {
  const stem = `station-${fileStamp(at, zone)}`;
  for (let n = 1; ; n++) {
    const name = n === 1 ? `${stem}.db` : `${stem}-${n}.db`;
    if (!taken.includes(name)) return name;
  }
}

/** Only files of this name are ever removed: copies made before a migration or a restoration stay. */
export function isBackupName(name: string): boolean {
  return NAME.test(name);
}

/** Names of the backups beyond the newest `keep`. */
export function outdatedBackups(
  backups: readonly { readonly file: string; readonly madeAt: UnixMs }[],
  keep: number = KEPT_BACKUPS,
): string[] {
  const newestFirst = [...backups].sort((a, b) => b.madeAt - a.madeAt || b.file.localeCompare(a.file));
  return newestFirst.slice(keep).map(({ file }) => file);
}
