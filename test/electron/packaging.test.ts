import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const ROOT = path.resolve(import.meta.dirname, '../..');

interface Configuration {
  electronFuses: Record<string, boolean>;
  files: readonly unknown[];
  [key: string]: unknown;
}
/** electron-builder's own reading and checking of its configuration; it needs neither network nor Electron. */
const builder = createRequire(import.meta.url)('app-builder-lib/out/util/config/config') as {
  getConfig(folder: string, file: string, extra: null, metadata: object): Promise<Configuration>;
  validateConfiguration(configuration: object, log: { isEnabled: boolean; add(): void }): Promise<void>;
};

const configuration = () => builder.getConfig(ROOT, 'electron-builder.yml', null, { value: Promise.resolve(manifest) });
const check = (of: object) => builder.validateConfiguration(of, { isEnabled: false, add: () => undefined });

test('electron-builder accepts the packaging configuration and would notice an unknown key', async () => {
  await check(await configuration());
  await expect(check({ ...(await configuration()), asarUnpak: [] })).rejects.toThrow('asarUnpak');
});

test('the installed program cannot be run as Node, debugged or fed other code', async () => {
  expect((await configuration()).electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  });
});

test('what the program needs at run time is packed', async () => {
  const { files } = await configuration();
  expect(JSON.stringify(files)).toContain('resources/icon.png');
  expect(manifest.main).toBe('out/main/desktop.js');
  expect(Object.keys(manifest.dependencies).sort()).toEqual([
    '@serialport/parser-readline',
    'better-sqlite3',
    'serialport',
  ]);
});

test('the icon is a square PNG large enough for every installer', () => {
  const png = readFileSync(path.join(ROOT, 'resources/icon.png'));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([512, 512]);
  expect(png.length).toBeLessThan(50_000);
});
