import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Builds the interface when out/renderer is missing or older than its sources; says nothing when there is nothing to
 * do. The new build takes the place of the old one only when it is complete, so a running station keeps its files.
 */
const ROOT = path.resolve(import.meta.dirname, '../..');
const OUT = path.join(ROOT, 'out/renderer');
const STAMP = path.join(ROOT, 'out/renderer.stamp');

/** What the interface is made of; main's files are the ones it takes values from. */
const SOURCES = [
  'renderer/**/*',
  'resources/**/*',
  'main/shared/*.ts',
  'main/**/*.{schema,domain}.ts',
  'vite.renderer.config.ts',
  'package-lock.json',
  'tsconfig.base.json',
];

/** Changes when a source is added, removed, or written to. */
function stampOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of [...files].sort()) {
    const stat = statSync(path.join(ROOT, file));
    if (stat.isFile()) hash.update(`${file}\0${stat.size}\0${stat.mtimeMs}\n`);
  }
  return hash.digest('hex');
}

async function build(): Promise<void> {
  console.log('Building the interface (about ten seconds, once) …');
  const next = path.join(ROOT, `out/renderer.next-${process.pid}`);
  const previous = path.join(ROOT, `out/renderer.previous-${process.pid}`);
  const { build: viteBuild } = await import('vite');
  try {
    await viteBuild({
      configFile: path.join(ROOT, 'vite.renderer.config.ts'),
      logLevel: 'warn',
      root: path.join(ROOT, 'renderer'),
      build: { outDir: next },
    });
    if (existsSync(OUT)) renameSync(OUT, previous);
    renameSync(next, OUT);
  } finally {
    rmSync(next, { recursive: true, force: true });
    rmSync(previous, { recursive: true, force: true });
  }
}

const stamp = stampOf(globSync(SOURCES, { cwd: ROOT }));
const isCurrent =
  existsSync(path.join(OUT, 'index.html')) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp;
if (!isCurrent) {
  mkdirSync(path.dirname(STAMP), { recursive: true });
  rmSync(STAMP, { force: true });
  await build();
  writeFileSync(STAMP, stamp);
}
