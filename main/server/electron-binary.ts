import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * Path of the installed Electron program, or undefined. Looks at files only: requiring the `electron` package without
 * its program would try to download it.
 */
export function electronBinary(): string | undefined {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  try {
    const folder = path.dirname(createRequire(import.meta.url).resolve('electron/package.json'));
    const name = path.join(folder, 'path.txt');
    if (!existsSync(name)) return undefined;
    const binary = path.join(override ?? path.join(folder, 'dist'), readFileSync(name, 'utf8').trim());
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}
