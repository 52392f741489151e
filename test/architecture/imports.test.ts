import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const CONFIG = path.join(ROOT, '.dependency-cruiser.cjs');
const CLI = path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { from: string; to: string; rule: { name: string } }[];
  };
}

const trees: string[] = [];
afterAll(() => {
  for (const tree of trees) rmSync(tree, { recursive: true, force: true });
});

function cruise(folder: string): Cruise['summary'] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [CLI, '--config', CONFIG, '--output-type', 'json', 'main', 'renderer', 'preload'],
    {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    },
  );
  if (!stdout) throw new Error(`dependency-cruiser said nothing: ${stderr}`);
  return (JSON.parse(stdout) as Cruise).summary;
}

/** What stands between "no violations" and "nothing was looked at". */
function violationsAmong(summary: Cruise['summary'], atLeast: number): string[] {
  if (summary.totalCruised < atLeast)
    throw new Error(`only ${summary.totalCruised} modules were inspected, expected ${atLeast} or more`);
  return summary.violations.map((v) => `${v.rule.name}: ${v.from} → ${v.to}`).sort();
}

/** A small source tree with stand-ins for the packages the rules name. Keys are paths, values what each file imports. */
function plant(files: Readonly<Record<string, readonly string[]>>): string {
  const tree = mkdtempSync(path.join(tmpdir(), 'stationdesk-imports-'));
  trees.push(tree);
  cpSync(path.join(ROOT, 'tsconfig.base.json'), path.join(tree, 'tsconfig.base.json'));
  for (const folder of ['main', 'renderer', 'preload']) mkdirSync(path.join(tree, folder));
  for (const name of ['zod', 'electron', 'better-sqlite3', 'serialport', 'vitest']) {
    write(
      path.join(tree, 'node_modules', name, 'package.json'),
      JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    );
    write(path.join(tree, 'node_modules', name, 'index.js'), 'module.exports = {};');
  }
  for (const [file, imports] of Object.entries(files)) {
    const lines = imports.map((target, i) => {
      if (!target.startsWith('type '))
        return `import * as x${i} from '${specifier(file, target)}';\nconsole.log(x${i});`;
      return `import type * as x${i} from '${specifier(file, target.slice(5))}';\nexport type X${i} = typeof x${i};`;
    });
    write(path.join(tree, file), `${lines.join('\n')}\nexport const here = 1;\n`);
  }
  return tree;
}

function specifier(from: string, target: string): string {
  if (!/^(main|renderer|preload|test)\//.test(target)) return target;
  const relative = path.posix.relative(path.posix.dirname(from), target);
  return relative.startsWith('.') ? relative : `./${relative}`;
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** A tree that uses everything it may. */
const ALLOWED = {
  'main/shared/money.ts': ['zod'],
  'main/db/open.ts': ['better-sqlite3', 'main/shared/money.ts'],
  'main/db/query.ts': [],
  'main/devices/ports.ts': ['main/shared/money.ts'],
  'main/devices/registry.ts': ['main/devices/scale-a/driver.ts', 'main/devices/ports.ts'],
  'main/devices/transport/serial.ts': ['serialport', 'node:events'],
  'main/devices/scale-a/frame.ts': ['main/shared/money.ts'],
  'main/devices/scale-a/driver.ts': [
    'main/devices/scale-a/frame.ts',
    'main/devices/transport/serial.ts',
    'main/devices/ports.ts',
  ],
  'main/modules/a/a.schema.ts': ['zod', 'main/modules/b/b.schema.ts'],
  'main/modules/a/a.domain.ts': ['main/shared/money.ts', 'main/modules/a/a.schema.ts'],
  'main/modules/a/a.store.ts': ['main/db/open.ts', 'main/modules/a/a.domain.ts'],
  'main/modules/a/a.helper.ts': ['node:crypto', 'main/modules/a/a.domain.ts'],
  'main/modules/a/a.service.ts': [
    'main/modules/a/a.store.ts',
    'main/modules/a/a.helper.ts',
    'main/modules/b/index.ts',
    'main/devices/ports.ts',
  ],
  'main/modules/a/a.router.ts': ['main/modules/a/a.service.ts'],
  'main/modules/a/index.ts': ['main/modules/a/a.service.ts'],
  'main/modules/b/b.schema.ts': ['zod'],
  'main/modules/b/b.store.ts': ['main/db/query.ts'],
  'main/modules/b/b.service.ts': ['main/modules/b/b.store.ts'],
  'main/modules/b/b.router.ts': ['main/modules/b/b.service.ts'],
  'main/modules/b/index.ts': ['main/modules/b/b.service.ts', 'main/modules/b/b.schema.ts'],
  'main/api/router.ts': ['main/modules/a/a.router.ts', 'main/modules/b/b.router.ts'],
  'main/server/http.ts': ['main/modules/a/index.ts'],
  'main/station.ts': ['main/db/open.ts', 'main/devices/registry.ts', 'main/modules/a/index.ts'],
  'main/seeds/demo.ts': ['main/station.ts', 'main/modules/a/index.ts'],
  'main/tools/shots.ts': ['main/seeds/demo.ts', 'main/station.ts', 'vitest'],
  'main/cli.ts': ['main/station.ts', 'main/seeds/demo.ts', 'main/server/http.ts'],
  'main/electron/window.ts': ['electron'],
  'main/desktop.ts': ['electron', 'main/electron/window.ts', 'main/station.ts'],
  'preload/index.ts': ['electron', 'type main/api/router.ts'],
  'renderer/main.tsx': [
    'type main/api/router.ts',
    'main/modules/a/a.schema.ts',
    'main/modules/a/a.domain.ts',
    'main/shared/money.ts',
  ],
} as const;

interface Breach {
  readonly file: string;
  readonly imports: string;
  /** The one rule that must answer. */
  readonly breaks: string;
}

const BREACHES: readonly Breach[] = [
  { file: 'main/modules/a/x.domain.ts', imports: 'node:fs', breaks: 'pure-stays-pure' },
  { file: 'main/shared/x.ts', imports: 'main/db/open.ts', breaks: 'pure-stays-pure' },
  { file: 'main/devices/scale-a/frame.ts', imports: 'main/devices/ports.ts', breaks: 'pure-stays-pure' },
  { file: 'main/modules/a/x.store.ts', imports: 'main/modules/a/a.service.ts', breaks: 'store-below-service' },
  { file: 'main/modules/a/x.service.ts', imports: 'main/modules/a/a.router.ts', breaks: 'service-below-router' },
  { file: 'main/modules/a/x.router.ts', imports: 'main/modules/a/index.ts', breaks: 'router-below-index' },
  { file: 'main/modules/a/x.helper.ts', imports: 'main/modules/a/a.service.ts', breaks: 'helpers-stay-below' },
  { file: 'main/modules/a/y.router.ts', imports: 'main/modules/a/a.store.ts', breaks: 'router-is-thin' },
  { file: 'main/modules/a/y.service.ts', imports: 'main/modules/b/b.store.ts', breaks: 'modules-meet-at-index' },
  { file: 'main/server/x.ts', imports: 'main/modules/a/a.service.ts', breaks: 'modules-are-entered-at-index' },
  { file: 'main/server/y.ts', imports: 'electron', breaks: 'electron-only-in-shell' },
  { file: 'renderer/w.ts', imports: 'electron', breaks: 'electron-only-in-shell' },
  { file: 'main/modules/b/x.store.ts', imports: 'better-sqlite3', breaks: 'sqlite-only-in-db' },
  { file: 'main/modules/b/w.service.ts', imports: 'main/db/query.ts', breaks: 'statements-in-stores' },
  { file: 'main/devices/scale-a/x.ts', imports: 'serialport', breaks: 'serialport-only-in-transport' },
  { file: 'main/db/x.ts', imports: 'main/modules/a/index.ts', breaks: 'db-knows-no-module' },
  { file: 'main/modules/b/y.service.ts', imports: 'main/devices/scale-a/driver.ts', breaks: 'ports-not-models' },
  { file: 'main/devices/scale-a/y.ts', imports: 'main/db/open.ts', breaks: 'drivers-know-only-transport' },
  { file: 'main/devices/link/x.ts', imports: 'main/devices/scale-a/driver.ts', breaks: 'common-below-drivers' },
  { file: 'main/server/z.ts', imports: 'main/station.ts', breaks: 'composition-root-on-top' },
  { file: 'renderer/x.ts', imports: 'main/modules/a/a.service.ts', breaks: 'renderer-takes-types-or-pure' },
  { file: 'renderer/y.ts', imports: 'node:fs', breaks: 'renderer-without-node' },
  { file: 'preload/x.ts', imports: 'main/shared/money.ts', breaks: 'preload-is-a-wire' },
  { file: 'main/server/v.ts', imports: 'renderer/main.tsx', breaks: 'main-without-renderer' },
  { file: 'main/server/u.ts', imports: 'main/seeds/demo.ts', breaks: 'tools-and-seeds-stay-out' },
  { file: 'main/seeds/x.ts', imports: 'main/tools/shots.ts', breaks: 'tools-are-not-imported' },
  { file: 'main/server/t.ts', imports: 'vitest', breaks: 'product-without-tests' },
  { file: 'main/server/s.ts', imports: 'nowhere-package', breaks: 'everything-resolves' },
];

/** How dependency-cruiser names what a breach imports. */
function reported({ imports }: Breach): string {
  if (imports.startsWith('node:')) return imports.slice(5);
  return ['electron', 'better-sqlite3', 'serialport', 'vitest'].includes(imports)
    ? `node_modules/${imports}/index.js`
    : imports;
}

test('the sources keep the import rules', () => {
  expect(violationsAmong(cruise(ROOT), 100)).toEqual([]);
});

test('a tree that uses all it may breaks no rule', () => {
  expect(violationsAmong(cruise(plant(ALLOWED)), Object.keys(ALLOWED).length)).toEqual([]);
});

test('every rule answers a planted breach of it, and only that rule', () => {
  const files: Record<string, readonly string[]> = { ...ALLOWED };
  for (const { file, imports } of BREACHES) files[file] = [...(files[file] ?? []), imports];
  files['main/jobs/one.ts'] = ['main/jobs/two.ts'];
  files['main/jobs/two.ts'] = ['type main/jobs/one.ts'];
  const found = violationsAmong(cruise(plant(files)), 40);
  const expected = BREACHES.map((breach) => `${breach.breaks}: ${breach.file} → ${reported(breach)}`);
  expect(found).toEqual([...expected, 'no-cycles: main/jobs/one.ts → main/jobs/two.ts'].sort());
  const ruleNames = (createRequire(import.meta.url)(CONFIG) as { forbidden: { name: string }[] }).forbidden.map(
    (rule) => rule.name,
  );
  expect(new Set(found.map((line) => line.split(':')[0]))).toEqual(new Set(ruleNames));
});

test('a run that inspected nothing is a failure', () => {
  expect(() => violationsAmong({ totalCruised: 0, violations: [] }, 100)).toThrow('only 0 modules were inspected');
  expect(() => cruise(plant({}))).toThrow('dependency-cruiser said nothing');
});
