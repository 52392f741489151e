import { constants, existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';

/** Photos lie in folders of the first two digits of their hash; `incoming` holds what has not arrived whole. */
const SHELF = /^[0-9a-f]{2}$/;
const PHOTO = /^[0-9a-f]{64}$/;
const KEY = 'round-key.pem';

/**
 * Brings the photos of a station to another folder, those that are not there yet: a photo never changes under its hash. In
 * one file system it is the same file under two names and takes no room.
 */
export async function bringPhotos(from: string, to: string): Promise<number> {
  const shelves = existsSync(path.join(from, 'photos')) ? await readdir(path.join(from, 'photos')) : [];
  let brought = 0;
  for (const shelf of shelves.filter((name) => SHELF.test(name))) {
    const [source, target] = [from, to].map((folder) => path.join(folder, 'photos', shelf)) as [string, string];
    await mkdir(target, { recursive: true });
    const known = new Set(await readdir(target));
    for (const name of await readdir(source)) {
      if (!PHOTO.test(name) || known.has(name)) continue;
      await bring(path.join(source, name), path.join(target, name));
      brought++;
    }
  }
  return brought;
}

/** The key round files are signed with: without it a round that is out on a stick cannot come back. The key it replaces stays beside it. */
export async function bringKey(from: string, to: string, stamp: string): Promise<void> {
  const [source, target] = [path.join(from, KEY), path.join(to, KEY)];
  if (!existsSync(source)) return;
  if (existsSync(target)) {
    if ((await readFile(source)).equals(await readFile(target))) return;
    await rename(target, path.join(to, `round-key-until-${stamp}.pem`));
  }
  await bring(source, target);
}

/** Whole or not at all: a copy gets its name when it is complete. */
async function bring(source: string, target: string): Promise<void> {
  try {
    await link(source, target);
  } catch {
    await copyFile(source, `${target}.new`, constants.COPYFILE_FICLONE);
    await rename(`${target}.new`, target);
  }
}
