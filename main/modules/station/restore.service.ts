import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { checkCopy, foldLog, syncFile } from '../../db/copy.ts';
import { MIGRATIONS } from '../../db/migrations/index.ts';
import { ledgerFile, lockFolder, prepareFolder } from '../../db/open.ts';
import { StationError } from '../../shared/error-codes.ts';
import { fileStamp } from './backup.domain.ts';
import type { Restoration } from './backup.schema.ts';
import { manifestOf } from './backup.service.ts';
import { bringKey, bringPhotos } from './beside.ts';

/**
 * Puts a backup in the place of a closed station's database. Everything is checked before anything is touched, and the
 * database that was there stays beside it. Refuses 'station.already-open', 'backup.missing', 'backup.altered' (the file
 * is not the one its manifest describes), 'db.corrupt', 'db.newer'.
 */
export async function restoreBackup(
  folder: string,
  file: string,
  options: { now?: number; zone?: string } = {},
): Promise<Restoration> {
  if (!existsSync(file)) throw new StationError('backup.missing', { file });
  prepareFolder(folder);
  using _lock = lockFolder(folder);
  const manifest = manifestOf(file);
  const facts = await checkCopy(file);
  if (manifest && manifest.sha256 !== facts.sha256) throw new StationError('backup.altered', { file });
  const known = MIGRATIONS.at(-1)?.version ?? 0;
  if (facts.schemaVersion > known) throw new StationError('db.newer', { found: facts.schemaVersion, known });

  const target = ledgerFile(folder);
  const arriving = `${target}.arriving`;
  for (const suffix of ['-wal', '-shm']) rmSync(arriving + suffix, { force: true });
  copyFileSync(file, arriving);
  syncFile(arriving);
  if ((await checkCopy(arriving)).sha256 !== facts.sha256) {
    rmSync(arriving, { force: true });
    throw new StationError('backup.altered', { file: arriving });
  }
  // A database kept aside after a crash has its newest payments in the log beside it.
  if (existsSync(`${file}-wal`)) {
    copyFileSync(`${file}-wal`, `${arriving}-wal`);
    foldLog(arriving);
    await checkCopy(arriving);
  }
  const stamp = fileStamp(options.now ?? Date.now(), options.zone ?? 'Asia/Shanghai');
  // Before the database that names them: a photo nobody names does no harm.
  await bringPhotos(path.dirname(file), folder);
  await bringKey(path.dirname(file), folder, stamp);
  const keptFile = existsSync(target) ? keepAside(target, path.join(folder, `before-restore-${stamp}.db`)) : null;
  // A log left by a crash belongs to the old database; SQLite would replay it into the new one.
  for (const suffix of ['-wal', '-shm']) rmSync(target + suffix, { force: true });
  renameSync(arriving, target);
  return { file, schemaVersion: facts.schemaVersion, isHashChecked: manifest !== undefined, keptFile };
}

/** The old database with its log, byte for byte: it may be too damaged for SQLite to copy. */
function keepAside(target: string, kept: string): string {
  for (const suffix of ['-wal', '']) {
    if (!existsSync(target + suffix)) continue;
    copyFileSync(target + suffix, kept + suffix);
    syncFile(kept + suffix);
  }
  return kept;
}
