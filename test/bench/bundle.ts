import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const OUT = path.resolve(import.meta.dirname, '../../out/renderer');

export interface Bundle {
  /** Bytes after gzip of what the first page needs before it shows anything, by file. */
  readonly files: Readonly<Record<string, number>>;
  readonly gzipBytes: number;
}

/** The script of index.html and everything it loads at once: the preloads Vite wrote into the page. */
export function initialBundle(out = OUT): Bundle {
  const html = readFileSync(path.join(out, 'index.html'), 'utf8');
  const names = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? '');
  if (names.length === 0) throw new Error(`${out}/index.html loads no script`);
  const files = Object.fromEntries(
    names.map((name) => [path.basename(name), gzipSync(readFileSync(path.join(out, name))).length]),
  );
  return { files, gzipBytes: Object.values(files).reduce((sum, bytes) => sum + bytes, 0) };
}
