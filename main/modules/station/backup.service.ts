import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkCopy, copyDatabase, syncFile } from '../../db/copy.ts';
import type { Actor } from '../../db/writer.ts';
import { VERSION } from '../../shared/version.ts';
import type { Station } from '../../station.types.ts';
import { BACKUP_EVERY_MS, backupName, fileStamp, isBackupName, outdatedBackups } from './backup.domain.ts';
import { type BackupList, BackupManifest } from './backup.schema.ts';
import { bringKey, bringPhotos } from './beside.ts';
import { stationSettings } from './station.service.ts';

/** Name of the progress message of a running backup. */
export const BACKUP_JOB = 'backup';

const running = new WeakMap<Station, Promise<BackupManifest>>();

export function backupFolder(folder: string): string {
  return path.join(folder, 'backups');
}

export function listBackups(st: Station): BackupList {
  const folder = backupFolder(st.folder);
  return { folder, backups: manifestsIn(folder) };
}

function manifestsIn(folder: string): BackupManifest[] {
  if (!existsSync(folder)) return [];
  const manifests = readdirSync(folder)
    .filter(isBackupName)
    .flatMap((name) => manifestOf(path.join(folder, name)) ?? []);
  return manifests.sort((a, b) => b.madeAt - a.madeAt || b.file.localeCompare(a.file));
}

/** What stands beside a backup; undefined when there is no manifest or it cannot be read as one. */
export function manifestOf(file: string): BackupManifest | undefined {
  try {
    return BackupManifest.parse(JSON.parse(readFileSync(`${file}.json`, 'utf8')));
  } catch {
    return undefined;
  }
}

/**
 * Copies the running station's database into its backup folder, reads the copy back, and removes outdated ones. A
 * second call while one is running answers that one's result. Refuses 'db.full', 'db.read-only', 'db.corrupt'; an
 * incomplete or wrong copy never carries the name of a backup.
 */
export function backUp(st: Station, by: Actor): Promise<BackupManifest> {
  const current = running.get(st);
  if (current) return current;
  const backup = makeBackup(st, by).finally(() => running.delete(st));
  running.set(st, backup);
  return backup;
}

async function makeBackup(st: Station, by: Actor): Promise<BackupManifest> {
  if (st.folder === ':memory:') throw new Error('a station in memory has no folder for backups');
  const folder = backupFolder(st.folder);
  mkdirSync(folder, { recursive: true });
  const madeAt = st.clock.now();
  const name = backupName(madeAt, st.zone, readdirSync(folder));
  const partial = path.join(folder, `${name}.partial`);
  try {
    await copyDatabase(st.db, partial, (done, total) => tell(st, 'running', done, total));
    const facts = await checkCopy(partial);
    const manifest: BackupManifest = {
      format: 1,
      file: name,
      madeAt,
      madeBy: by.name,
      stationName: stationSettings(st.db)?.name ?? '',
      programVersion: VERSION,
      ...facts,
    };
    await bringPhotos(st.folder, folder);
    await bringKey(st.folder, folder, fileStamp(madeAt, st.zone));
    const manifestFile = path.join(folder, `${name}.json`);
    writeFileSync(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
    syncFile(manifestFile);
    renameSync(partial, path.join(folder, name));
    for (const outdated of outdatedBackups(manifestsIn(folder))) removeBackup(folder, outdated);
    st.write(by, { action: 'station.backup', input: { file: name, sha256: facts.sha256 } }, (tx) => {
      tx.audit({ kind: 'backup', id: name });
      tx.announce({ topic: 'backups' });
    });
    tell(st, 'done', 1, 1);
    return manifest;
  } catch (error) {
    rmSync(partial, { force: true });
    tell(st, 'failed', 0, 1);
    throw error;
  }
}

function removeBackup(folder: string, name: string): void {
  rmSync(path.join(folder, name), { force: true });
  rmSync(path.join(folder, `${name}.json`), { force: true });
}

function tell(st: Station, state: 'running' | 'done' | 'failed', done: number, total: number): void {
  st.live.publish({ topic: 'progress', job: BACKUP_JOB, done, total, state });
}

/**
 * Makes a backup when none was made within a working day. Answers it, or undefined when not due. One dated in the future,
 * by a clock that was wrong then, counts for nothing.
 */
export async function backUpIfDue(st: Station): Promise<BackupManifest | undefined> {
  if (!stationSettings(st.db)) return undefined;
  const now = st.clock.now();
  const isRecent = ({ madeAt }: BackupManifest) => madeAt <= now && now - madeAt < BACKUP_EVERY_MS;
  if (listBackups(st).backups.some(isRecent)) return undefined;
  return backUp(st, { userId: null, name: 'backup', via: 'job' });
}
